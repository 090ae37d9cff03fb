import { randomUUID } from 'node:crypto';
import type { Generation } from './generation.ts';
import type { OwnRecords } from './own-records.ts';
import {
  type Begun,
  type Claim,
  type RecordEnd,
  type RecordedTask,
  type RecordId,
  type Records,
  recordMs,
} from './records.ts';
import type { RedisLink } from './redis-link.ts';
import { Repeats } from './repeats.ts';
import { script } from './script.ts';
import type { Sealer } from './sealer.ts';
import { StoreError } from './store-error.ts';

/**
 * KEYS: record, its owner's records by expiry, generation, the records of unproven owners. ARGV: identity, sealed note, holder, lease,
 * lifetime, maximum of the owner's records, generation, maximum of unproven records or 0 for a proven owner.
 */
const begin = script(`
local generation = redis.call('GET', KEYS[3])
if generation ~= ARGV[7] then return {'stale', generation or ''} end
local r = redis.call('HMGET', KEYS[1], 'identity', 'state', 'lease', 'sent', 'fence', 'holder', 'note', 'value')
if not r[1] then
  local lists = {{KEYS[2], tonumber(ARGV[6])}}
  if ARGV[8] ~= '0' then lists[2] = {KEYS[4], tonumber(ARGV[8])} end
  for _, list in ipairs(lists) do
    if redis.call('ZCOUNT', list[1], now, '+inf') >= list[2] then
      return {'noRoom', redis.call('ZRANGEBYSCORE', list[1], now, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)[2] - now}
    end
  end
  redis.call('HSET', KEYS[1], 'identity', ARGV[1], 'note', ARGV[2], 'holder', ARGV[3], 'state', 'running', 'lease', now + ARGV[4], 'fence', 1)
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
  for _, list in ipairs(lists) do
    redis.call('ZADD', list[1], now + ARGV[5], KEYS[1])
    redis.call('PEXPIRE', list[1], ARGV[5])
    redis.call('ZREMRANGEBYSCORE', list[1], '-inf', now)
  end
  return {'begun', 1}
end
if r[1] ~= ARGV[1] then return {'other'} end
if r[2] == 'done' then return {'done', r[7], r[8]} end
local isMine = r[6] == ARGV[3]
if tonumber(r[3]) > now and not isMine then return {'running', r[7]} end
local fence = tonumber(r[5]) + (isMine and 0 or 1)
redis.call('HSET', KEYS[1], 'state', 'running', 'holder', ARGV[3], 'lease', now + ARGV[4], 'fence', fence)
if r[4] then return {'unknown', r[7], r[4], fence} end
redis.call('HSET', KEYS[1], 'note', ARGV[2])
return {'begun', fence}`);

/** KEYS: record, generation. ARGV: fence, lease, generation, what is sent. */
const sent = script(`
if redis.call('GET', KEYS[2]) ~= ARGV[3] then return 0 end
local r = redis.call('HMGET', KEYS[1], 'fence', 'state')
if r[1] ~= ARGV[1] or r[2] ~= 'running' then return 0 end
redis.call('HSET', KEYS[1], 'sent', ARGV[4], 'lease', now + ARGV[2])
return 1`);

/** Writes a record that was lost. KEYS: record, its owner's records. ARGV: lifetime, then fields and values. */
const restore = script(`
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV, 2))
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[2], now + ARGV[1], KEYS[1])
redis.call('PEXPIRE', KEYS[2], ${recordMs})
return 1`);

/** KEYS: record, its owner's records, those of unproven owners. ARGV: fence, state or '' to erase, sealed value, identity, sealed note, lifetime, what was sent. */
const end = script(`
local r = redis.call('HMGET', KEYS[1], 'fence', 'state')
if r[2] == 'done' then return 0 end
if ARGV[2] ~= 'done' and r[1] ~= ARGV[1] then return 0 end
if ARGV[2] == '' then
  redis.call('ZREM', KEYS[2], KEYS[1])
  redis.call('ZREM', KEYS[3], KEYS[1])
  return redis.call('DEL', KEYS[1])
end
redis.call('HSET', KEYS[1], 'state', ARGV[2], 'value', ARGV[3], 'identity', ARGV[4], 'note', ARGV[5], 'lease', 0, 'sent', ARGV[7])
redis.call('HSETNX', KEYS[1], 'fence', ARGV[1])
if not r[1] then
  redis.call('PEXPIRE', KEYS[1], ARGV[6])
  redis.call('ZADD', KEYS[2], now + ARGV[6], KEYS[1])
  redis.call('PEXPIRE', KEYS[2], ARGV[6])
end
return 1`);

/** Erases a record that this holder began without learning of it. KEYS: record, its owner's records, those of unproven owners. ARGV: holder. */
const abandon = script(`
local r = redis.call('HMGET', KEYS[1], 'holder', 'state', 'sent')
if r[1] ~= ARGV[1] or r[2] ~= 'running' or r[3] then return 0 end
redis.call('ZREM', KEYS[2], KEYS[1])
redis.call('ZREM', KEYS[3], KEYS[1])
return redis.call('DEL', KEYS[1])`);

/** Deadline of one step, and of waiting for a store that is filled again after it was emptied. */
const stepMs = 500;
const fillMs = 3_000;

/** Pause before a record that another process is at is looked at again. */
const pollMs = 100;

/** Values longer than this are not kept: the task is then verified instead of replayed. */
const maxValueLength = 1024 * 1024;

export interface RedisRecordsOptions {
  readonly link: RedisLink;
  readonly generation: Generation;
  readonly own: OwnRecords;
  readonly sealer: Sealer;
  /** Starts the names of all keys. Holds a hash tag: the keys of a record and the generation are in one slot. */
  readonly prefix: string;
  /** Time after which a record whose owner is silent can be taken over: longer than a task can take. */
  readonly leaseMs: number;
  /** The maximum number of records of one owner. @default 50000 */
  readonly maxRecords?: number;
  /** The maximum number of records of all unproven owners. @default 20000 */
  readonly maxUnproven?: number;
}

/** Records in Redis, shared by all processes. Notes and values are sealed; keys and identities are keyed hashes. */
export class RedisRecords implements Records {
  readonly #options: Required<RedisRecordsOptions>;
  readonly #repeats = new Repeats();

  constructor(options: RedisRecordsOptions) {
    this.#options = { maxRecords: 50_000, maxUnproven: 20_000, ...options };
  }

  async begin(at: RecordId, task: RecordedTask, isProven: boolean, maxWaitMs: number = fillMs): Promise<Begun> {
    const { link, generation, sealer, prefix, leaseMs, maxRecords, maxUnproven } = this.#options;
    const [key, ownerKey] = this.#keysOf(at);
    const identity = sealer.name(task.identity);
    const note = sealer.seal(key, task.note);
    const unprovenKey = `${prefix}unproven`;
    const holder = randomUUID();
    for (let tries = 1; ; tries += 1) {
      const current = await generation.current(Math.min(fillMs, maxWaitMs), link);
      const keys = [key, ownerKey, generation.key, unprovenKey];
      const args = [identity, note, holder, leaseMs, recordMs, maxRecords, current, isProven ? 0 : maxUnproven];
      try {
        const reply = (await link.run(begin, keys, args, stepMs)) as string[];
        const begun = this.#readBegun(reply, at, task, key);
        if (begun === null) continue;
        if (begun.is === 'begun') this.#ownBegun(begun.claim, key, ownerKey, identity, note, holder);
        return begun;
      } catch (error) {
        if (!(error instanceof StoreError) || !error.mayHaveRun) throw error;
        // The same holder recognizes what its first attempt began.
        if (tries < 2 && link.isUp) continue;
        this.#repeats.add(() => link.run(abandon, [key, ownerKey, unprovenKey], [holder], stepMs), leaseMs);
        throw error;
      }
    }
  }

  async sent(claim: Claim, what: string): Promise<boolean> {
    const { link, generation, own, sealer, leaseMs } = this.#options;
    const [key] = this.#keysOf(claim);
    const sealed = sealer.seal(key, what);
    const current = await generation.current(fillMs, link);
    const reply = await link.run(sent, [key, generation.key], [claim.fence, leaseMs, current, sealed], stepMs);
    if (reply !== 1) return false;
    own.change(key, { sent: sealed });
    return true;
  }

  async end(claim: Claim, ended: RecordEnd | null): Promise<void> {
    const { link, own, sealer, prefix, leaseMs } = this.#options;
    const [key, ownerKey] = this.#keysOf(claim);
    const isKept = ended?.is === 'done' && ended.value.length <= maxValueLength;
    const state = ended === null ? '' : isKept ? 'done' : 'unknown';
    const fields = {
      state,
      value: isKept ? sealer.seal(key, ended.value) : '',
      identity: sealer.name(claim.identity),
      note: sealer.seal(key, claim.note),
      sent: ended?.is === 'unknown' ? sealer.seal(key, ended.sent) : '',
    };
    if (ended === null) own.delete(key);
    else own.change(key, fields);
    const args = [claim.fence, state, fields.value, fields.identity, fields.note, recordMs, fields.sent];
    const run = () => link.run(end, [key, ownerKey, `${prefix}unproven`], args, stepMs);
    await run().catch(() => this.#repeats.add(run, leaseMs));
  }

  async changed(_at: RecordId, timeoutMs: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, Math.min(timeoutMs, pollMs)));
  }

  close(): void {
    this.#repeats.close();
  }

  #keysOf({ owner, key }: RecordId): [record: string, owner: string] {
    const { sealer, prefix } = this.#options;
    const name = sealer.name(owner);
    return [`${prefix}record:${name}:${sealer.name(key)}`, `${prefix}records:${name}`];
  }

  /** Reads the reply of the script; null if the store has lost its records meanwhile. */
  #readBegun([is, first = '', second = '', third = '']: string[], at: RecordId, task: RecordedTask, key: string) {
    const { generation, sealer } = this.#options;
    const { owner, key: name } = at;
    const claimOf = (note: string, fence: string): Claim => ({
      owner,
      key: name,
      identity: task.identity,
      note,
      fence: Number(fence),
    });
    const noteOf = (sealed: string) => sealer.unseal(key, sealed) ?? '';
    switch (is) {
      case 'begun':
        return { is, claim: claimOf(task.note, first) } satisfies Begun;
      case 'other':
        return { is } satisfies Begun;
      case 'noRoom':
        return { is, retryAfterMs: Math.max(1, Number(first)) } satisfies Begun;
      case 'running':
        return { is, note: noteOf(first) } satisfies Begun;
      case 'done': {
        const value = sealer.unseal(key, second);
        const note = noteOf(first);
        // A value that cannot be read says that the task took effect, and nothing more.
        if (value === null) return { is: 'unknown', note, sent: null, claim: claimOf(note, '0') } satisfies Begun;
        return { is, note, value } satisfies Begun;
      }
      case 'unknown': {
        const note = noteOf(first);
        return { is, note, sent: sealer.unseal(key, second), claim: claimOf(note, third) } satisfies Begun;
      }
      default:
        generation.doubt();
        return null;
    }
  }

  #ownBegun({ fence }: Claim, key: string, ownerKey: string, identity: string, note: string, holder: string): void {
    const fields = { identity, note, holder, state: 'running', lease: '0', fence: String(fence) };
    this.#options.own.set(key, { fields, ownerKey, expiresAt: Date.now() + recordMs });
  }
}

/** Writes the records of this process that the store has lost. */
export async function restoreRecords(link: RedisLink, own: OwnRecords, leaseMs: number): Promise<void> {
  const now = Date.now();
  const records = own.all(now);
  const next = async () => {
    for (let one = records.pop(); one !== undefined; one = records.pop()) {
      const [key, { fields, ownerKey, expiresAt }] = one;
      const pairs = Object.entries({ ...fields, lease: String(now + leaseMs) }).flat();
      await link.run(restore, [key, ownerKey], [expiresAt - now, ...pairs], stepMs);
    }
  };
  await Promise.all(Array.from({ length: 100 }, next));
}
