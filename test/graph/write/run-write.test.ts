import { describe, expect, it, vi } from 'vitest';
import { type GraphContext, noFeatures } from '../../../src/graph/context.ts';
import { publishSite, querySites } from '../../../src/graph/site/rest.ts';
import { OutcomeUnknownError } from '../../../src/graph/write/errors.ts';
import { isInDoubt } from '../../../src/graph/write/overlay.ts';
import { runWrite, type Write } from '../../../src/graph/write/run-write.ts';
import { createWriteServices, forTenant, type LimitedCaller } from '../../../src/graph/write/services.ts';
import { InputError } from '../../../src/lib/input-error.ts';
import { MemoryRecords } from '../../../src/store/memory-records.ts';
import type { Records } from '../../../src/store/records.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import { ApiKey } from '../../../src/wix/credential.ts';
import { WixError, type WixErrorDetails, type WixFailure } from '../../../src/wix/error.ts';

const services = createWriteServices({ reconcileDelaysMs: [1, 1] });

function contextOf(key = 'key', caller: LimitedCaller | null = null, signal?: AbortSignal): GraphContext {
  return {
    accountId: 'account',
    features: noFeatures,
    extensions: {},
    wix: { call: vi.fn(), forgetReads: vi.fn(), bypassCache: vi.fn(), remainingMs: 10_000 },
    write: forTenant(services, new ApiKey(key), 'account', { caller, ...(signal === undefined ? {} : { signal }) }),
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
    plan: async () => ({ changes: [], problems: [], calls: [] }),
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
    expect(userErrors).toMatchObject([{ path: ['input', 'name'], message: 'Wix rejected a value: is too long' }]);
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
    const plan = { changes: [], problems: [], calls: [{ endpoint: querySites, count: 1 }], warnings: ['Mind it.'] };
    const payload = await runWrite(contextOf(), write({ input: { dryRun: true }, plan: async () => plan, send }));
    expect(payload).toEqual({ result: null, dryRun: plan, userErrors: [] });
    expect(send).not.toHaveBeenCalled();
  });
});

describe('the plan of a write', () => {
  const problem = { code: 'NOT_FOUND', message: 'It is gone.', path: ['input', 'id'], upstreamCode: null } as const;
  const plan = async () => ({ changes: [], problems: [problem], calls: [] });

  it('refuses it as its dry run does', async () => {
    const send = vi.fn();
    expect((await runWrite(contextOf(), write({ plan, send }))).userErrors).toEqual([problem]);
    const { dryRun } = await runWrite(contextOf(), write({ plan, send, input: { dryRun: true } }));
    expect(dryRun?.problems).toEqual([problem]);
    expect(send).not.toHaveBeenCalled();
  });

  it('gives it what it read', async () => {
    const send = vi.fn(async () => ({ id: '1' }));
    const facts = { ids: ['a'] };
    const wrote = vi.fn(() => []);
    const planned = async () => ({ changes: [], problems: [], calls: [], facts });
    const { name, input, endpoint, lane } = write();
    const whole = { name, input, endpoint, lane, verifyQuery: null, plan: planned, send, wrote };
    await runWrite<Result, typeof facts>(contextOf(), whole);
    expect(send).toHaveBeenCalledWith(facts, { partial: null });
    expect(wrote).toHaveBeenCalledWith({ id: '1' }, facts);
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
    const down = new StoreError('unavailable', 'down', false);
    const records = recordsWith({ begin: () => Promise.reject(down) });
    Object.assign(context, { write: { ...context.write, records } });
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

  it('gives those who look what the first try read, a replay with its key too', async () => {
    const find = vi.fn(async (_facts: { readonly before: number }) => ({ is: 'unknown' }) as const);
    let reads = 0;
    const planned = (): Write<Result, { readonly before: number }> => ({
      ...write({ send: lost(), input: { idempotencyKey: 'facts' } }),
      verifyQuery: (facts) => `{ thing } # ${facts?.before} before`,
      plan: async () => {
        reads += 1;
        return { changes: [], problems: [], calls: [], facts: { before: reads } };
      },
      send: lost(),
      find,
      wrote: () => [],
    });
    const verify = '{ thing } # 1 before';
    await expect(runWrite(contextOf('sender'), planned())).rejects.toMatchObject({ verify });
    await expect(runWrite(contextOf('sender'), planned())).rejects.toMatchObject({ verify });
    expect(find.mock.calls.map(([facts]) => facts)).toEqual([{ before: 1 }, { before: 1 }, { before: 1 }]);
    expect(reads).toBe(1);
  });

  it('writes once more when a look does not show it and it is settled, and not before', async () => {
    const input = { idempotencyKey: 'not-seen' };
    const send = lost();
    const find = vi.fn(async () => ({ is: 'notSeen' }) as const);
    const clock = vi.spyOn(Date, 'now').mockReturnValue(1_000_000);
    const first = runWrite(contextOf(), write({ input, send, find }));
    await expect(first).rejects.toMatchObject({ retryAfterMs: 60_000 });
    clock.mockReturnValue(1_059_000);
    const early = runWrite(contextOf(), write({ input, send, find }));
    await expect(early).rejects.toMatchObject({ name: 'OutcomeUnknownError', retryAfterMs: 1_000 });
    expect(send).toHaveBeenCalledTimes(1);
    clock.mockReturnValue(1_060_000);
    send.mockResolvedValue({ id: 'second' });
    const late = await Promise.all([1, 2, 3].map(() => runWrite(contextOf(), write({ input, send, find }))));
    clock.mockRestore();
    expect(late.map(({ result }) => result?.id)).toEqual(['second', 'second', 'second']);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('writes once more at once where repeating is harmless', async () => {
    const input = { idempotencyKey: 'harmless' };
    const send = lost();
    const lostWrite = write({ input, send, endpoint: publishSite });
    await expect(runWrite(contextOf(), lostWrite)).rejects.toThrow(OutcomeUnknownError);
    send.mockResolvedValue({ id: 'again' });
    expect((await runWrite(contextOf(), lostWrite)).result).toEqual({ id: 'again' });
  });

  it('looks only for the unknown items of a bulk write, and sends them again', async () => {
    const unknown = { error: { code: 'OUTCOME_UNKNOWN' } };
    const results = (...items: object[]) => ({ id: 'bulk', results: items });
    const input = { idempotencyKey: 'bulk' };
    const send = vi.fn(async () => results({ error: null }, unknown, unknown));
    const find = vi.fn(
      async () => ({ is: 'partly', result: results({ error: null }, { error: null }, unknown) }) as const,
    );
    const bulk = write({ input, send, find });
    expect((await runWrite(contextOf(), bulk)).result).toEqual(results({ error: null }, unknown, unknown));
    const replayed = results({ error: null }, { error: null }, unknown);
    expect((await runWrite(contextOf(), bulk)).result).toEqual(replayed);
    expect(find).toHaveBeenLastCalledWith(null, { partial: results({ error: null }, unknown, unknown) });
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
    send.mockResolvedValue(results({ error: null }, { error: null }, { error: null }));
    await runWrite(contextOf(), bulk);
    clock.mockRestore();
    expect(send).toHaveBeenLastCalledWith(null, { partial: replayed });
    await runWrite(contextOf(), bulk);
    expect(send).toHaveBeenCalledTimes(2);
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

/** Records of which some steps fail. */
function recordsWith(steps: Partial<Records>): Records {
  return { ...stepsOf(new MemoryRecords()), ...steps };
}

function stepsOf(records: Records): Records {
  return {
    begin: (...args) => records.begin(...args),
    sent: (...args) => records.sent(...args),
    end: (...args) => records.end(...args),
    changed: (...args) => records.changed(...args),
  };
}

function contextWith(records: Records): GraphContext {
  const context = contextOf('failing');
  Object.assign(context, { write: { ...context.write, records } });
  return context;
}

describe('a store that fails', () => {
  it.each([
    ['cannot tell', () => Promise.reject(new StoreError('unavailable', 'down', true)), 'IDEMPOTENCY_UNAVAILABLE'],
    ['has given the key to another process', () => Promise.resolve(false), 'IDEMPOTENCY_IN_PROGRESS'],
  ] as const)('right before the write sends nothing: it %s', async (_what, sent, code) => {
    const send = vi.fn(async () => ({ id: 'never' }));
    const input = { idempotencyKey: 'about-to-send' };
    const written = runWrite(contextWith(recordsWith({ sent })), write({ input, send }));
    await expect(written).rejects.toMatchObject({ code });
    expect(send).not.toHaveBeenCalled();
  });

  it('after the write erases nothing, and no retry writes twice', async () => {
    // It takes no end, as one that is down until the write's record can no longer change.
    const context = contextWith(recordsWith({ end: async () => {} }));
    const send = vi.fn(async () => ({ id: 'once' }));
    const input = { idempotencyKey: 'never-ended' };
    expect((await runWrite(context, write({ input, send }))).result).toEqual({ id: 'once' });
    Object.assign(context.wix, { remainingMs: 0 });
    await expect(runWrite(context, write({ input, send }))).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('leaves a write to be verified that was sent by a process that ended', async () => {
    let now = 0;
    const records = new MemoryRecords({ leaseMs: 1_000, now: () => now });
    const dying = contextWith(recordsWith({ ...stepsOf(records), end: async () => {} }));
    const send = vi.fn(async () => ({ id: 'lost' }));
    const input = { idempotencyKey: 'process-ended' };
    await runWrite(dying, write({ input, send }));
    now = 2_000;
    const find = vi.fn(async () => ({ is: 'done', result: { id: 'found' } }) as const);
    const retried = await runWrite(contextWith(records), write({ input, send, find }));
    expect(retried.result).toEqual({ id: 'found' });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('does not hide how the write failed', async () => {
    const context = contextWith(recordsWith({ end: async () => {} }));
    const input = { idempotencyKey: 'refused-and-down' };
    const { userErrors } = await runWrite(context, write({ input, send: lost('conflict') }));
    expect(userErrors).toMatchObject([{ code: 'CONFLICT' }]);
  });
});

describe('a write that fails after a call of it took effect', () => {
  it.each([
    ['a later read', failed('forbidden')],
    ['a later refusal', failed('conflict')],
    ['a fault of ours', new TypeError('fault')],
  ])('is not sent again with its key: %s', async (_name, error) => {
    const context = contextOf();
    const send = vi.fn(async (): Promise<Result> => {
      context.write.calls.sent(unsafe, 1)({ failure: null, status: 200 });
      throw error;
    });
    const input = { idempotencyKey: `after-effect-${_name.replaceAll(' ', '-')}` };
    const first = await runWrite(context, write({ input, send })).catch((thrown: unknown) => thrown);
    expect(first).toBeDefined();
    await expect(runWrite(context, write({ input, send }))).rejects.toThrow(OutcomeUnknownError);
    const find = async () => ({ is: 'done', result: { id: 'found' } }) as const;
    expect((await runWrite(context, write({ input, send, find }))).result).toEqual({ id: 'found' });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('is sent again when no call of it left, or none took effect', async () => {
    const context = contextOf();
    const send = vi.fn(async (): Promise<Result> => {
      context.write.calls.sent(querySites, 1)({ failure: null, status: 200 });
      context.write.calls.sent(unsafe, 1)({ failure: 'conflict', status: 409 });
      throw failed('conflict');
    });
    const input = { idempotencyKey: 'no-effect' };
    for (let n = 0; n < 2; n += 1) await runWrite(context, write({ input, send }));
    expect(send).toHaveBeenCalledTimes(2);
  });
});

describe('a token', () => {
  const token = (accountIds: string[], scopes: string[]): LimitedCaller => ({
    subject: 'ada',
    accountIds: new Set(accountIds),
    scopes: new Set(scopes),
  });
  const wide = token(['account', 'child'], ['graph.write', 'sites.read']);

  it.each([
    ['fewer scopes', token(['account', 'child'], ['graph.write'])],
    ['other scopes', token(['account', 'child'], ['graph.write', 'sites.write'])],
    ['fewer accounts', token(['account'], ['graph.write', 'sites.read'])],
    ['nothing', token([], [])],
  ])('with %s than the first one does not get its result, and writes nothing', async (_name, narrow) => {
    const input = { idempotencyKey: `narrow-${_name.replaceAll(' ', '-')}` };
    const send = vi.fn(async () => ({ id: 'secret' }));
    await runWrite(contextOf('key', wide), write({ input, send }));
    const retried = runWrite(contextOf('key', narrow), write({ input, send }));
    await expect(retried).rejects.toMatchObject({ code: 'IDEMPOTENCY_TOKEN_NARROWER' });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('with the same rights or more gets it, a new one of the same subject included', async () => {
    const input = { idempotencyKey: 'renewed' };
    const send = vi.fn(async () => ({ id: '1' }));
    const wider = token(['child', 'account', 'more'], ['sites.read', 'x', 'graph.write']);
    for (const caller of [wide, { ...wide }, wider]) {
      expect((await runWrite(contextOf('key', caller), write({ input, send }))).result).toEqual({ id: '1' });
    }
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('for another account does not enter the lanes of the account that it names', async () => {
    let end: (result: Result) => void = () => {};
    const stranger = token(['other'], ['graph.write']);
    const held = runWrite(contextOf('key', stranger), write({ send: () => new Promise((resolve) => (end = resolve)) }));
    await new Promise((resolve) => setImmediate(resolve));
    for (const caller of [null, wide]) {
      const owner = contextOf('key', caller);
      Object.assign(owner.wix, { remainingMs: 100 });
      expect((await runWrite(owner, write())).result).toEqual({ id: '1' });
    }
    end({ id: 'late' });
    await held;
  });

  it('shares the lanes of its accounts with everybody who uses the key', async () => {
    let end: (result: Result) => void = () => {};
    const held = runWrite(contextOf('key', wide), write({ send: () => new Promise((resolve) => (end = resolve)) }));
    await new Promise((resolve) => setImmediate(resolve));
    const other = contextOf('key', { ...wide, subject: 'bob' });
    Object.assign(other.wix, { remainingMs: 5 });
    await expect(runWrite(other, write())).rejects.toMatchObject({ failure: 'deadline', notSent: true });
    end({ id: '1' });
    await held;
  });
});

describe('a write that waits for its lane', () => {
  it('is not sent once its caller has gone, and its key can be used again', async () => {
    let end: (result: Result) => void = () => {};
    const held = runWrite(contextOf(), write({ send: () => new Promise((resolve) => (end = resolve)) }));
    const caller = new AbortController();
    const send = vi.fn(async () => ({ id: 'second' }));
    const input = { idempotencyKey: 'gone' };
    const waiting = runWrite(contextOf('key', null, caller.signal), write({ input, send }));
    await new Promise((resolve) => setImmediate(resolve));
    caller.abort();
    await expect(waiting).rejects.toMatchObject({ failure: 'cancelled', notSent: true });
    end({ id: 'first' });
    await held;
    expect(send).not.toHaveBeenCalled();
    expect((await runWrite(contextOf(), write({ input, send }))).result).toEqual({ id: 'second' });
  });
});
