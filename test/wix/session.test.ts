import { describe, expect, it } from 'vitest';
import type { Call, CallContext } from '../../src/wix/call.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { Proven } from '../../src/wix/proven.ts';
import { createQuota } from '../../src/wix/quota.ts';
import { ReadCache } from '../../src/wix/read-cache.ts';
import { type Layers, Session, type SessionOptions } from '../../src/wix/session.ts';
import { failureLike } from './layer.ts';
import { accountId, failureOfCall, readThing, writeThing } from './local-server.ts';

const key = new ApiKey('IST.header.payload.signature');
const input = { accountId, params: { thing: 'a' } };

/** A session over layers that note what reaches them. */
function sessionOf(given: Partial<Layers> = {}, options: Partial<SessionOptions> = {}) {
  const made: string[] = [];
  const contexts: CallContext[] = [];
  const layers: Layers = {
    make: async ({ endpoint }: Call, context) => {
      made.push(`make ${endpoint.name}`);
      contexts.push(context);
      return { object: {}, bytes: 2 };
    },
    read: async ({ endpoint }: Call, context) => {
      made.push(`read ${endpoint.name}`);
      contexts.push(context);
      return {};
    },
    cache: new ReadCache(),
    quota: undefined,
    sendKeyToPublic: false,
    ...given,
  };
  return {
    made,
    contexts,
    session: new Session({ proven: layers, unproven: layers, keys: new Proven() }, { key, ...options }),
  };
}

describe('a session', () => {
  it('remembers its reads until they are to be forgotten', async () => {
    const { made, session } = sessionOf();
    const [one, two] = await Promise.all([session.call(readThing, input), session.call(readThing, input)]);
    expect([one === two, made]).toEqual([true, ['read Read Thing']]);
    session.forgetReads();
    await session.call(readThing, input);
    expect(made).toHaveLength(2);
  });

  it('makes calls of its own from when its reads must be fresh, each once', async () => {
    const { made, session } = sessionOf();
    await session.call(readThing, input);
    session.bypassCache();
    await session.call(readThing, input);
    session.bypassCache();
    await session.call(readThing, input);
    expect(made).toEqual(['read Read Thing', 'make Read Thing']);
  });

  it('writes each time, and forgets its reads and what is cached, whether or not it succeeds', async () => {
    const wrote: string[] = [];
    class Watched extends ReadCache {
      override wrote(credential: string) {
        wrote.push(credential);
        super.wrote(credential);
      }
    }
    const { made, session } = sessionOf({
      cache: new Watched(),
      make: async () => {
        throw failureLike('refused');
      },
    });
    await session.call(readThing, input);
    for (let time = 0; time < 2; time += 1) {
      expect((await failureOfCall(session.call(writeThing, { accountId, body: { name: 'a' } }))).failure).toBe(
        'refused',
      );
    }
    await session.call(readThing, input);
    expect([made, wrote.length, new Set(wrote).size]).toEqual([['read Read Thing', 'read Read Thing'], 4, 1]);
  });

  it('rejects input of a wrong form before any layer sees it', async () => {
    const { made, session } = sessionOf();
    const error = await failureOfCall(session.call(readThing, { accountId: 'no', params: { thing: 'a' } }));
    expect([error.failure, made]).toEqual(['badInput', []]);
  });

  it('becomes bulk after many calls, but only where calls are limited', async () => {
    const limited = sessionOf({ quota: createQuota(200) });
    const free = sessionOf({}, { isBulk: true });
    for (const { session } of [limited, free]) await session.call(readThing, input);
    const [context] = limited.contexts;
    const before = context?.isBulk;
    for (let call = 0; call < 20; call += 1) context?.countCall();
    expect([before, context?.isBulk, free.contexts[0]?.isBulk]).toEqual([false, true, false]);
    expect(await free.session.quota()).toBeNull();
    expect((await limited.session.quota())?.limit).toBe(200);
  });
});
