import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call, MakeCall } from '../../src/wix/call.ts';
import { prepareCall } from '../../src/wix/call.ts';
import { CallTime } from '../../src/wix/call-time.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { WixError } from '../../src/wix/error.ts';
import { noAnswer } from '../../src/wix/failure.ts';
import { Merging } from '../../src/wix/merging.ts';
import { Pacing } from '../../src/wix/pacing.ts';
import type { Answer } from '../../src/wix/read-cache.ts';
import { contextOf, failureLike } from './layer.ts';
import { accountId, thingsById } from './local-server.ts';

const maxIds = thingsById.byIds[0].maxIds;
const own = { epochOf: () => 0, pacing: new Pacing(() => 0) };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function callFor(ids: readonly string[], kind = 'x'): Call {
  const body = { query: { filter: { id: { $in: ids }, kind } } };
  return prepareCall(thingsById, { accountId, body }, new ApiKey('IST.header.payload.signature'));
}

/** What is asked for in a request. */
function idsIn(call: Call): string[] {
  const body = JSON.parse(call.request().body ?? '{}') as { query: { filter: { id: { $in: string[] } } } };
  return body.query.filter.id.$in;
}

/** What Wix has to say to one call: refusals that are about an id, or else things of this tenant, those with even numbers. */
function respond(credential: string, ids: readonly string[]): Answer {
  if (ids.includes('bad')) throw failureLike('refused', { status: 400 });
  if (credential === 'forbidden') throw failureLike('forbidden', { status: 403, code: 'NO' });
  const things = ids.filter((id) => Number(id) % 2 === 0).map((id) => ({ id, of: credential }));
  const object = { things, metadata: { count: things.length, hasNext: false } };
  return { object, bytes: JSON.stringify(object).length };
}

/** Calls that wait, are sent, and are answered, each after so many milliseconds; and the ids of each. */
function callsThatTake(waitMs: () => number, answerMs: () => number) {
  const sent: {
    readonly credential: string;
    readonly ids: string[];
    readonly operations: number;
    readonly isBulk: boolean;
  }[] = [];
  const pass = (ms: number, call: Call, time: CallTime, notSent: boolean) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      time.stop.onStop((why) => {
        clearTimeout(timer);
        reject(noAnswer(call.endpoint, why, notSent));
      });
    });
  const make: MakeCall = async (call, context, time) => {
    await pass(waitMs(), call, time, true);
    const ids = idsIn(call);
    sent.push({ credential: context.credential, ids, operations: call.operations?.() ?? 1, isBulk: context.isBulk });
    await pass(answerMs(), call, time, false);
    return respond(context.credential, ids);
  };
  return { make, sent };
}

type Outcome = { readonly object: object } | { readonly failure: string };

async function outcomeOf(read: Promise<Answer>): Promise<Outcome> {
  return read.then(
    ({ object }) => ({ object }),
    (error: unknown) => ({ failure: error instanceof WixError ? error.failure : String(error) }),
  );
}

const ids = fc.uniqueArray(
  fc.oneof({ weight: 20, arbitrary: fc.nat({ max: 12 }).map(String) }, { weight: 1, arbitrary: fc.constant('bad') }),
  {
    minLength: 1,
    maxLength: maxIds,
  },
);
const asker = fc.record({
  credential: fc.constantFrom('one', 'two', 'forbidden'),
  caller: fc.constantFrom('a', 'b'),
  isBulk: fc.boolean(),
  kind: fc.constantFrom('x', 'y'),
  ids,
  atMs: fc.nat({ max: 60 }),
  leavesAfterMs: fc.option(fc.nat({ max: 60 }), { freq: 4 }),
  deadlineMs: fc.constantFrom(20, 10_000),
});

describe('reads by id that are merged', () => {
  it('are answered as they would be alone, whoever asks, leaves or has no time, and whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(asker, { minLength: 1, maxLength: 40 }),
        fc.infiniteStream(fc.nat({ max: 40 })),
        fc.infiniteStream(fc.nat({ max: 20 })),
        async (askers, waits, answers) => {
          const { make, sent } = callsThatTake(
            () => waits.next().value as number,
            () => answers.next().value as number,
          );
          const layer = new Merging().layer(make, own);
          const alone = callsThatTake(
            () => 0,
            () => 0,
          );
          const reads = askers.map(async (one) => {
            await new Promise((resolve) => setTimeout(resolve, one.atMs));
            const context = contextOf(one);
            const time = new CallTime(one.deadlineMs);
            if (one.leavesAfterMs !== null) setTimeout(() => time.stop.stop('cancelled'), one.leavesAfterMs);
            return outcomeOf(layer(callFor(one.ids, one.kind), context, time));
          });
          const unmerged = askers.map((one) =>
            outcomeOf(alone.make(callFor(one.ids, one.kind), contextOf(one), new CallTime(10_000))),
          );
          await vi.advanceTimersByTimeAsync(30_000);
          const outcomes = await Promise.all(reads);
          for (const [at, expected] of (await Promise.all(unmerged)).entries()) {
            const outcome = outcomes[at] as Outcome;
            const mayLeave = askers[at]?.leavesAfterMs !== null || askers[at]?.deadlineMs === 20;
            const hasLeft = 'failure' in outcome && ['cancelled', 'deadline'].includes(outcome.failure);
            if (!(mayLeave && hasLeft)) expect(sorted(outcome)).toEqual(sorted(expected));
          }
          for (const call of sent) expect(call.ids.length).toBeLessThanOrEqual(maxIds);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are one call for as many as fit, each with its own part of the answer', async () => {
    const { make, sent } = callsThatTake(
      () => 0,
      () => 5,
    );
    const layer = new Merging().layer(make, own);
    const contexts = Array.from({ length: maxIds * 3 }, () => contextOf());
    const reads = contexts.map((context, id) => layer(callFor([String(id)]), context, new CallTime(10_000)));
    await vi.advanceTimersByTimeAsync(10);
    const answers = await Promise.all(reads);
    expect(answers.map(({ object }) => (object as { things: object[] }).things.length)).toEqual(
      contexts.map((_, id) => (id % 2 === 0 ? 1 : 0)),
    );
    expect(sent.map((call) => [call.ids.length, call.operations])).toEqual([
      [maxIds, maxIds],
      [maxIds, maxIds],
      [maxIds, maxIds],
    ]);
    expect(contexts.filter(({ noted }) => noted.saved.includes('flight'))).toHaveLength(maxIds * 3 - 3);
  });

  it('go at the end of the tick when nothing keeps them, or of the window that is set', async () => {
    const { make, sent } = callsThatTake(
      () => 0,
      () => 0,
    );
    const begun: number[] = [];
    const noting: MakeCall = (...given) => {
      begun.push(performance.now());
      return make(...given);
    };
    const from = performance.now();
    void new Merging().layer(noting, own)(callFor(['1']), contextOf(), new CallTime(10_000));
    void new Merging({ windowMs: 25 }).layer(noting, own)(callFor(['1']), contextOf(), new CallTime(10_000));
    await vi.advanceTimersByTimeAsync(100);
    expect([begun.map((at) => at - from), sent.length]).toEqual([[0, 25], 2]);
  });

  it('are held back while the quota would not last, and never longer than half of their time', async () => {
    const { make, sent } = callsThatTake(
      () => 0,
      () => 0,
    );
    const layer = new Merging().layer(make, { ...own, pacing: new Pacing(() => 500) });
    const ask = (id: number, ms = 10_000) => void layer(callFor([String(id)]), contextOf(), new CallTime(ms));
    for (let id = 0; id < 20; id += 1) {
      ask(id);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(sent.map((call) => call.ids.length)).toEqual([1, maxIds, 1, maxIds].slice(0, sent.length));
    const before = sent.length;
    ask(100, 100);
    await vi.advanceTimersByTimeAsync(51);
    expect(sent.length).toBe(before + 1);
  });

  it('take bulk reads along when there is room, and never in the place of interactive ones', async () => {
    const turn = Promise.withResolvers<void>();
    const sent: string[][] = [];
    const make: MakeCall = async (call, context, time) => {
      if (context.isBulk)
        await new Promise((_resolve, reject) => time.stop.onStop(() => reject(failureLike('cancelled'))));
      await turn.promise;
      if (time.stop.reason !== null) throw failureLike('cancelled');
      const asked = idsIn(call);
      sent.push(asked);
      return respond(context.credential, asked);
    };
    const layer = new Merging().layer(make, own);
    const bulk = Array.from({ length: maxIds }, (_, id) =>
      layer(callFor([`${100 + id}`]), contextOf({ isBulk: true }), new CallTime(60_000)),
    );
    const urgent = Array.from({ length: maxIds + 1 }, (_, id) =>
      layer(callFor([`${id}`]), contextOf(), new CallTime(60_000)),
    );
    await vi.advanceTimersByTimeAsync(1);
    turn.resolve();
    await Promise.all(urgent);
    const bulkIds = Array.from({ length: maxIds - 1 }, (_, id) => `${100 + id}`);
    expect(sent).toEqual([Array.from({ length: maxIds }, (_, id) => `${id}`), [`${maxIds}`, ...bulkIds]]);
    expect(await Promise.race([bulk.at(-1), 'still waiting'])).toBe('still waiting');
  });

  it('let the callers take turns', async () => {
    const turn = Promise.withResolvers<void>();
    const sent: string[][] = [];
    const make: MakeCall = async (call, context, time) => {
      await turn.promise;
      if (time.stop.reason !== null) throw failureLike('cancelled');
      sent.push(idsIn(call));
      return respond(context.credential, []);
    };
    const layer = new Merging().layer(make, own);
    const ask = (id: string, caller: string) => layer(callFor([id]), contextOf({ caller }), new CallTime(60_000));
    const reads = [...Array.from({ length: maxIds * 2 }, (_, id) => ask(`${id}`, 'greedy')), ask('modest', 'modest')];
    await vi.advanceTimersByTimeAsync(1);
    turn.resolve();
    await Promise.all(reads);
    expect(sent[0]).toContain('modest');
  });

  it('ride with a call in flight that asks for the same ids, unless something was written since', async () => {
    const { make, sent } = callsThatTake(
      () => 0,
      () => 50,
    );
    let epoch = 0;
    const layer = new Merging().layer(make, { ...own, epochOf: () => epoch });
    const ask = (asked: string[]) => layer(callFor(asked), contextOf(), new CallTime(10_000));
    const first = ask(['2', '4', '6']);
    await vi.advanceTimersByTimeAsync(10);
    const rider = ask(['4']);
    await vi.advanceTimersByTimeAsync(10);
    expect(sent).toHaveLength(1);
    epoch += 1;
    const later = ask(['4']);
    await vi.advanceTimersByTimeAsync(200);
    expect([(await first).object, (await rider).object, (await later).object]).toMatchObject([
      { things: [{ id: '2' }, { id: '4' }, { id: '6' }] },
      { things: [{ id: '4' }] },
      { things: [{ id: '4' }] },
    ]);
    expect(sent).toHaveLength(2);
  });

  it('go on under another operation when the one that made the call has made all of its own', async () => {
    let tries = 0;
    const make: MakeCall = async (call, context) => {
      const asked = idsIn(call);
      tries += 1;
      if (context.caller === 'limited') throw failureLike('callLimit', { notSent: true });
      return respond(context.credential, asked);
    };
    const layer = new Merging().layer(make, own);
    const reads = ['limited', 'a', 'a'].map((caller, id) =>
      outcomeOf(layer(callFor([`${2 * id}`]), contextOf({ caller }), new CallTime(10_000))),
    );
    await vi.advanceTimersByTimeAsync(10);
    expect(await Promise.all(reads)).toMatchObject([
      { failure: 'callLimit' },
      { object: { things: [{ id: '2' }] } },
      { object: { things: [{ id: '4' }] } },
    ]);
    expect(tries).toBe(2);
  });

  it.each([
    ['one of them is refused', 'bad', 1, 9],
    ['all of them are refused', 'bad of all', 10, 15],
    ['the key may not read', 'forbidden', 10, 1],
    ['Wix is down', 'down', 10, 1],
  ])('are asked for again in few calls when %s', async (_name, fault, failing, mostCalls) => {
    let calls = 0;
    const make: MakeCall = async (call, context) => {
      const asked = idsIn(call);
      calls += 1;
      if (fault === 'down') throw failureLike('unavailable', { status: 503 });
      if (fault === 'bad of all') throw failureLike('refused', { status: 400 });
      return respond(context.credential, asked);
    };
    const layer = new Merging().layer(make, own);
    const asked = Array.from({ length: maxIds }, (_, id) => (id === 7 && fault === 'bad' ? 'bad' : `${id}`));
    const credential = fault === 'forbidden' ? fault : 'one';
    const reads = asked.map((id) => outcomeOf(layer(callFor([id]), contextOf({ credential }), new CallTime(10_000))));
    await vi.advanceTimersByTimeAsync(10);
    const failures = (await Promise.all(reads)).filter((outcome) => 'failure' in outcome);
    expect(failures).toHaveLength(failing);
    expect(calls).toBeLessThanOrEqual(mostCalls);
  });

  it('are asked for again when Wix answers them in more than one page', async () => {
    const sizes: number[] = [];
    const make: MakeCall = async (call, context) => {
      const asked = idsIn(call);
      sizes.push(asked.length);
      const answer = respond(context.credential, asked);
      return asked.length <= 4 ? answer : { ...answer, object: { things: [], metadata: { cursors: { next: 'c' } } } };
    };
    const layer = new Merging().layer(make, own);
    const reads = Array.from({ length: maxIds }, (_, id) =>
      outcomeOf(layer(callFor([`${2 * id}`]), contextOf(), new CallTime(10_000))),
    );
    await vi.advanceTimersByTimeAsync(10);
    for (const [id, outcome] of (await Promise.all(reads)).entries()) {
      expect(outcome).toMatchObject({ object: { things: [{ id: `${2 * id}` }] } });
    }
    expect(sizes).toEqual([10, 4, 4, 2]);
  });

  it('end the call when the last of them leaves', async () => {
    const stopped: string[] = [];
    const make: MakeCall = (call, _context, time) => {
      call.request();
      return new Promise((_resolve, reject) =>
        time.stop.onStop((why) => {
          stopped.push(why);
          reject(failureLike('cancelled'));
        }),
      );
    };
    const layer = new Merging().layer(make, own);
    const times = [new CallTime(10_000), new CallTime(10_000)];
    const reads = times.map((time, id) => outcomeOf(layer(callFor([`${id}`]), contextOf(), time)));
    await vi.advanceTimersByTimeAsync(1);
    times[0]?.stop.stop('cancelled');
    expect([await reads[0], stopped]).toEqual([{ failure: 'cancelled' }, []]);
    times[1]?.stop.stop('stopping');
    expect([await reads[1], stopped]).toEqual([{ failure: 'stopping' }, ['stopping']]);
  });
});

/** The same outcome, its things in the order of their ids: Wix’s own order is not promised. */
function sorted(outcome: Outcome): Outcome {
  if (!('object' in outcome)) return outcome;
  const { things, ...rest } = outcome.object as { things: { id: string }[] };
  return { object: { ...rest, things: [...things].sort((a, b) => Number(a.id) - Number(b.id)) } };
}
