import { describe, expect, it, vi } from 'vitest';
import type { GraphContext } from '../../../src/graph/context.ts';
import { publishSite, querySites } from '../../../src/graph/site/rest.ts';
import { OutcomeUnknownError } from '../../../src/graph/write/errors.ts';
import { isInDoubt } from '../../../src/graph/write/overlay.ts';
import { runWrite, type Write } from '../../../src/graph/write/run-write.ts';
import { createWriteServices, forTenant } from '../../../src/graph/write/services.ts';
import { InputError } from '../../../src/lib/input-error.ts';
import { ApiKey } from '../../../src/wix/credential.ts';
import { WixError, type WixErrorDetails, type WixFailure } from '../../../src/wix/error.ts';

const services = createWriteServices({ reconcileDelaysMs: [1, 1] });

function contextOf(key = 'key'): GraphContext {
  return {
    accountId: 'account',
    features: { domainAssignments: false },
    extensions: {},
    wix: { call: vi.fn(), forgetReads: vi.fn(), insistOnFresh: vi.fn(), remainingMs: 10_000 },
    write: forTenant(services, new ApiKey(key), 'account'),
  } as unknown as GraphContext;
}

function failed(failure: WixFailure, details: Partial<WixErrorDetails> = {}): WixError {
  return new WixError(failure, 'failed', { endpoint: 'Some Write', ...details });
}

interface Result {
  readonly id: string;
}

const unsafe = { ...publishSite, retry: 'unsafeWrite' } as const;

function write(overrides: Partial<Write<Result>> = {}): Write<Result> {
  return {
    name: 'doIt',
    input: {},
    endpoint: unsafe,
    lane: ['account', 'thing', '1'],
    send: async () => ({ id: '1' }),
    verifyQuery: '{ thing }',
    ...overrides,
  };
}

/** A write that fails once it was sent, and what is counted of it. */
function lost(failure: WixFailure = 'unavailable', details: Partial<WixErrorDetails> = {}) {
  return vi.fn(async (): Promise<Result> => {
    throw failed(failure, details);
  });
}

describe('a write', () => {
  it('answers its result', async () => {
    expect(await runWrite(contextOf(), write())).toEqual({ result: { id: '1' }, dryRun: null, userErrors: [] });
  });

  it.each([
    ['refused', {}, 'BAD_USER_INPUT'],
    ['notFound', {}, 'NOT_FOUND'],
    ['conflict', {}, 'CONFLICT'],
    ['preconditionFailed', { code: 'PREMIUM_ONLY' }, 'FAILED_PRECONDITION'],
    ['forbidden', { code: 'NON_PREMIUM_SITE' }, 'NOT_ALLOWED'],
  ] as const)('answers a refusal of Wix as a user error: %s', async (failure, details, code) => {
    const payload = await runWrite(contextOf(), write({ send: lost(failure, details) }));
    const upstreamCode = 'code' in details ? details.code : null;
    expect(payload).toMatchObject({ result: null, userErrors: [{ code, upstreamCode }] });
  });

  it("leads from Wix's violations to the input", async () => {
    const violations = [{ field: 'folder.name', description: 'is too long' }];
    const { userErrors } = await runWrite(
      contextOf(),
      write({ send: lost('refused', { violations }), paths: { 'folder.name': 'name' } }),
    );
    expect(userErrors).toMatchObject([{ path: ['input', 'name'], message: 'Wix refused a value: is too long' }]);
  });

  it.each([
    ['forbidden', {}],
    ['forbidden', { code: 'DOMAINS_PERMISSION_DENIED' }],
    ['unauthenticated', {}],
    ['rateLimited', {}],
    ['unavailable', { notSent: true }],
  ] as const)('throws what is no refusal: %s', async (failure, details) => {
    await expect(runWrite(contextOf(), write({ send: lost(failure, details) }))).rejects.toMatchObject({ failure });
  });

  it('sends nothing when its check fails', async () => {
    const send = vi.fn();
    const check = () => {
      throw new InputError('name', 'name is too long.');
    };
    const payload = await runWrite(contextOf(), write({ check, send }));
    expect(payload.userErrors).toEqual([
      { code: 'BAD_USER_INPUT', message: 'name is too long.', path: ['input', 'name'], upstreamCode: null },
    ]);
    expect(send).not.toHaveBeenCalled();
  });

  it('sends nothing when it is dry', async () => {
    const send = vi.fn();
    const plan = { changes: [], problems: [], calls: [{ endpoint: querySites, count: 1 }] };
    const payload = await runWrite(contextOf(), write({ input: { dryRun: true }, plan: async () => plan, send }));
    expect(payload).toEqual({ result: null, dryRun: plan, userErrors: [] });
    expect(send).not.toHaveBeenCalled();
  });
});

describe('a write whose answer was lost', () => {
  it.each([
    ['timeout', {}],
    ['unavailable', { status: 504 }],
  ] as const)('may still happen when it is not to be seen: %s %j', async (failure, details) => {
    const send = lost(failure, details);
    const find = vi.fn<NonNullable<Write<Result>['find']>>();
    find.mockResolvedValueOnce({ is: 'absent' }).mockResolvedValueOnce({ is: 'done', result: { id: 'late' } });
    expect(await runWrite(contextOf(), write({ send, find }))).toMatchObject({ result: { id: 'late' } });
    find.mockResolvedValue({ is: 'absent' });
    await expect(runWrite(contextOf(), write({ send, find }))).rejects.toBeInstanceOf(OutcomeUnknownError);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it.each(['unavailable', 'timeout', 'invalidResponse'] as const)(
    'is not sent again, and found: %s',
    async (failure) => {
      const send = lost(failure);
      const find = vi.fn<NonNullable<Write<Result>['find']>>();
      find.mockResolvedValueOnce({ is: 'unknown' }).mockResolvedValueOnce({ is: 'done', result: { id: 'found' } });
      expect(await runWrite(contextOf(), write({ send, find }))).toMatchObject({ result: { id: 'found' } });
      expect(send).toHaveBeenCalledTimes(1);
    },
  );

  it('is OUTCOME_UNKNOWN with the query that tells, when it cannot be found', async () => {
    const send = lost();
    await expect(runWrite(contextOf(), write({ send }))).rejects.toMatchObject({
      name: 'OutcomeUnknownError',
      verify: '{ thing }',
    });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('fails as it failed, when it is proven that it did not happen', async () => {
    const send = lost();
    await expect(runWrite(contextOf(), write({ send, find: async () => ({ is: 'absent' }) }))).rejects.toMatchObject({
      failure: 'unavailable',
    });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('is sent once more where repeating is harmless', async () => {
    const send = lost();
    send.mockImplementationOnce(async () => {
      throw failed('timeout');
    });
    send.mockImplementationOnce(async () => ({ id: 'second' }));
    const find = async () => ({ is: 'absent' }) as const;
    const payload = await runWrite(contextOf(), write({ send, find, endpoint: publishSite }));
    expect(payload.result).toEqual({ id: 'second' });
    expect(send).toHaveBeenCalledTimes(2);
  });

  it.each(['timeout', 'forbidden', 'notFound', 'conflict'] as const)(
    'is OUTCOME_UNKNOWN when sending it once more fails too: %s',
    async (failure) => {
      const send = lost('timeout');
      send.mockImplementationOnce(async () => {
        throw failed('timeout');
      });
      send.mockImplementationOnce(async () => {
        throw failed(failure);
      });
      const find = async () => ({ is: 'absent' }) as const;
      const repeated = runWrite(contextOf(), write({ send, find, endpoint: publishSite }));
      await expect(repeated).rejects.toMatchObject({ name: 'OutcomeUnknownError' });
      expect(send).toHaveBeenCalledTimes(2);
    },
  );

  it('is looked for again by whoever repeats it with its key', async () => {
    const input = { idempotencyKey: 'lost-1' };
    const send = lost();
    await expect(runWrite(contextOf(), write({ input, send }))).rejects.toMatchObject({ name: 'OutcomeUnknownError' });
    await expect(runWrite(contextOf(), write({ input, send }))).rejects.toMatchObject({ name: 'OutcomeUnknownError' });
    const found = write({ input, send, find: async () => ({ is: 'done', result: { id: 'late' } }) });
    expect((await runWrite(contextOf(), found)).result).toEqual({ id: 'late' });
    expect((await runWrite(contextOf(), write({ input, send }))).result).toEqual({ id: 'late' });
    expect(send).toHaveBeenCalledTimes(1);
  });
});

describe('an idempotency key', () => {
  it('makes three writes at once one, with three equal answers', async () => {
    let count = 0;
    const send = vi.fn(async () => {
      count += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return { id: String(count) };
    });
    const input = { idempotencyKey: 'thrice' };
    const contexts = [contextOf(), contextOf(), contextOf()];
    const payloads = await Promise.all(contexts.map((context) => runWrite(context, write({ input, send }))));
    expect(payloads.map(({ result }) => result)).toEqual([{ id: '1' }, { id: '1' }, { id: '1' }]);
    expect(send).toHaveBeenCalledTimes(1);
    expect(contexts.map(({ extensions }) => extensions['idempotentReplay'])).toEqual([undefined, true, true]);
  });

  it('is refused for another input', async () => {
    await runWrite(contextOf(), write({ input: { idempotencyKey: 'once' } }));
    const other = write({ input: { idempotencyKey: 'once', name: 'other' } as object });
    await expect(runWrite(contextOf(), other)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('belongs to its tenant', async () => {
    const send = vi.fn(async () => ({ id: '1' }));
    const input = { idempotencyKey: 'mine' };
    await runWrite(contextOf('a'), write({ input, send }));
    await runWrite(contextOf('b'), write({ input, send }));
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('can be used again after a refusal', async () => {
    const input = { idempotencyKey: 'again' };
    expect((await runWrite(contextOf(), write({ input, send: lost('conflict') }))).userErrors).toHaveLength(1);
    expect((await runWrite(contextOf(), write({ input }))).result).toEqual({ id: '1' });
  });

  it('says that the first write is still under way when there is no time to wait', async () => {
    const input = { idempotencyKey: 'slow' };
    let end: (result: Result) => void = () => {};
    const first = runWrite(contextOf(), write({ input, send: () => new Promise((resolve) => (end = resolve)) }));
    const context = contextOf();
    Object.assign(context.wix, { remainingMs: 1 });
    await expect(runWrite(context, write({ input }))).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    end({ id: 'first' });
    expect((await first).result).toEqual({ id: 'first' });
  });

  it('is refused, and nothing sent, where its promise cannot be kept', async () => {
    const send = vi.fn();
    const context = contextOf();
    const broken = { ...services.idempotency, begin: () => Promise.reject(new Error('down')) };
    Object.assign(context, { write: { ...context.write, idempotency: broken } });
    await expect(runWrite(context, write({ input: { idempotencyKey: 'x' }, send }))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_UNAVAILABLE',
    });
    expect(send).not.toHaveBeenCalled();
  });

  it.each(['', 'with space', 'x'.repeat(256), 'line\nbreak', 'ключ'])(
    'is refused when malformed: %j',
    async (idempotencyKey) => {
      const payload = await runWrite(contextOf(), write({ input: { idempotencyKey } }));
      expect(payload.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', 'idempotencyKey'] }]);
    },
  );

  it('answers an input that cannot be read as a refusal', async () => {
    const payload = await runWrite<Result>(contextOf(), () => {
      throw new InputError('siteId', 'siteId must be the GUID of a site.');
    });
    expect(payload).toMatchObject({
      result: null,
      userErrors: [{ code: 'BAD_USER_INPUT', path: ['input', 'siteId'] }],
    });
  });

  it('says what a code of Wix means to it', async () => {
    const refusals = { GONE: { code: 'NOT_FOUND', message: 'It is gone.', field: 'thingId' } } as const;
    const { userErrors } = await runWrite(contextOf(), write({ send: lost('refused', { code: 'GONE' }), refusals }));
    expect(userErrors).toEqual([
      { code: 'NOT_FOUND', message: 'It is gone.', path: ['input', 'thingId'], upstreamCode: 'GONE' },
    ]);
  });

  it('tells those who look when it was sent, a replay with its key when the first try was', async () => {
    const find = vi.fn(async (_sentAt: number) => ({ is: 'unknown' }) as const);
    const lostWrite = write({ send: lost(), find, input: { idempotencyKey: 'sent-at' } });
    const clock = vi.spyOn(Date, 'now').mockReturnValue(1_000);
    await expect(runWrite(contextOf('sender'), lostWrite)).rejects.toThrow(OutcomeUnknownError);
    clock.mockReturnValue(2_000);
    await expect(runWrite(contextOf('sender'), lostWrite)).rejects.toThrow(OutcomeUnknownError);
    clock.mockRestore();
    expect(find.mock.calls).toEqual([[1_000], [1_000], [1_000]]);
  });

  it('remembers what is in doubt when it stays unknown, and nothing when it was refused', async () => {
    const doubts = [{ type: 'Thing', id: 'doubted', did: 'perhaps', fields: ['name'] }] as const;
    const context = contextOf('doubter');
    await runWrite(context, write({ send: lost('conflict'), doubts }));
    expect(isInDoubt(context, 'Thing', 'doubted')).toBe(false);
    await expect(runWrite(context, write({ send: lost(), doubts }))).rejects.toThrow(OutcomeUnknownError);
    expect(isInDoubt(context, 'Thing', 'doubted')).toBe(true);
  });
});
