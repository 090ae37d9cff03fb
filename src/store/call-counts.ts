import type { RedisLink } from './redis-link.ts';
import { script } from './script.ts';
import type { Sealer } from './sealer.ts';

/** Calls are counted by spans of this length: a call leaves the window when its whole span has. */
export const spanMs = 500;

/** Time for which an unused window is kept: longer than any pause. */
const keptMs = 700_000;

const deadlineMs = 150;

/** A request of one process for calls of a window. */
export interface CountedTake {
  /** The window that was seen last; '' for none. */
  readonly id: string;
  /** Calls in 60 seconds. */
  readonly limit: number;
  readonly want: number;
  /** Further calls to hold in stock while more than half are left. */
  readonly stock: number;
  /** Calls to leave to others. */
  readonly reserve: number;
  /** Changes since the last take: how many calls more, or fewer, were made in a span. */
  readonly changes: ReadonlyMap<number, number>;
}

/** The calls of all processes. Times are in milliseconds since 1970, by the clock of the store. */
export interface CountedWindow {
  readonly id: string;
  readonly now: number;
  readonly granted: number;
  readonly left: number;
  /** The limit that counts at the moment. */
  readonly limit: number;
  readonly pausedUntil: number;
  /** Number of processes that took calls in the last minute. */
  readonly processes: number;
  /** The calls of the last 60 seconds by span, ascending. */
  readonly spans: readonly (readonly [span: number, calls: number])[];
}

/** A rejection by Wix. */
export interface CountedRejection {
  readonly limit: number;
  readonly pauseMs: number;
  /** Time since the call was sent. */
  readonly ageMs: number;
}

/** Lua that sets `limit`, lower after a rejection and then halfway back to `configured` every two minutes. */
const limitNow = `
local limit = configured
local learned, learnedUntil = tonumber(f['learned']), tonumber(f['learnedUntil'])
while learned and learnedUntil <= now do
  learned = math.ceil((learned + configured) / 2)
  learnedUntil = learnedUntil + 120000
  if learned >= configured - 1 then learned = nil end
end
local learnedFrom = -1
if learned then limit, learnedFrom = learned, tonumber(f['rejected']) end
local pause = tonumber(f['pause'] or 0)
local used, usedSince, spans, processes = 0, 0, {}, 0
for name, value in pairs(f) do
  local span = tonumber(name)
  if span then
    if (span + 1) * ${spanMs} + 60000 <= now or tonumber(value) <= 0 then
      redis.call('HDEL', KEYS[1], name)
    else
      used = used + value
      if span * ${spanMs} >= learnedFrom then usedSince = usedSince + value end
      spans[#spans + 1] = {span, tonumber(value)}
    end
  elseif string.sub(name, 1, 2) == 'p:' then
    if now - value > 60000 then redis.call('HDEL', KEYS[1], name) else processes = processes + 1 end
  end
end
local left = math.max(0, math.min(configured - used, limit - usedSince))`;

const readFields = `
local f, all = {}, redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do f[all[i]] = all[i + 1] end`;

/** KEYS: window. ARGV: id, limit, want, stock, reserve, process, then spans and changes. */
const take = script(`
local configured = tonumber(ARGV[2])
local id = redis.call('HGET', KEYS[1], 'id')
if ARGV[1] ~= '' and ARGV[1] ~= id then return {'lost'} end
if not id then
  id = now .. '-' .. clock[2]
  redis.call('HSET', KEYS[1], 'id', id)
end
for i = 7, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1]) end
redis.call('HSET', KEYS[1], 'p:' .. ARGV[6], now)
${readFields}
${limitNow}
local granted = pause > now and 0 or math.max(0, math.min(tonumber(ARGV[3]), left - ARGV[5]))
if granted > 0 and left - granted > limit / 2 then granted = granted + math.min(tonumber(ARGV[4]), left - granted) end
if granted > 0 then
  local span = math.floor(now / ${spanMs})
  redis.call('HINCRBY', KEYS[1], span, granted)
  spans[#spans + 1] = {span, granted}
end
redis.call('PEXPIRE', KEYS[1], ${keptMs})
return {id, now, granted, left - granted, limit, pause, processes, spans}`);

/** Fills a window that was lost with what a process knows. KEYS: window. ARGV: fields and values, of which the larger count. */
const fill = script(`
if redis.call('HEXISTS', KEYS[1], 'id') == 0 then redis.call('HSET', KEYS[1], 'id', now .. '-' .. clock[2]) end
for i = 1, #ARGV, 2 do
  if tonumber(ARGV[i + 1]) > tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or 0) then redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
end
redis.call('PEXPIRE', KEYS[1], ${keptMs})
return redis.call('HGET', KEYS[1], 'id')`);

/** KEYS: window. ARGV: limit, pause, age of the call. */
const reject = script(`
local configured = tonumber(ARGV[1])
${readFields}
${limitNow}
if now - ARGV[3] > math.max(tonumber(f['rejected'] or 0), pause) then
  redis.call('HSET', KEYS[1], 'rejected', now)
  if usedSince > 0 and usedSince < limit * 0.9 then
    redis.call('HSET', KEYS[1], 'learned', math.max(10, usedSince, math.ceil(limit / 2)), 'learnedUntil', now + 120000)
  end
end
redis.call('HSET', KEYS[1], 'pause', math.max(pause, now + ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ${keptMs})
return 1`);

/** The calls that all processes make in 60 seconds, for each tenant, in Redis. */
export class CallCounts {
  readonly #link: RedisLink;
  readonly #sealer: Sealer;
  readonly #prefix: string;
  readonly #process: string;

  /** `process` identifies this process among all. */
  constructor(link: RedisLink, sealer: Sealer, prefix: string, process: string) {
    this.#link = link;
    this.#sealer = sealer;
    this.#prefix = prefix;
    this.#process = process;
  }

  /** Takes calls. Resolves to null if the window that was seen last is lost: {@link fill} it, then take again. */
  async take(tenant: string, { id, limit, want, stock, reserve, changes }: CountedTake): Promise<CountedWindow | null> {
    const args = [id, limit, want, stock, reserve, this.#process, ...[...changes].flat()];
    const reply = (await this.#link.run(take, [this.#keyOf(tenant)], args, deadlineMs)) as unknown[];
    if (reply[0] === 'lost') return null;
    const [seen, now, granted, left, limitNow, pausedUntil, processes, spans] = reply as [
      string,
      ...[number, number, number, number, number, number],
      [number, number][],
    ];
    const ascending = [...spans].sort(([a], [b]) => a - b);
    return { id: seen, now, granted, left, limit: limitNow, pausedUntil, processes, spans: ascending };
  }

  /** Adds what a process knows to a window that was lost. Safe to repeat. */
  async fill(tenant: string, spans: Iterable<readonly [number, number]>, pausedUntil: number): Promise<void> {
    const pairs = [['pause', pausedUntil] as const, ...spans].flat();
    await this.#link.run(fill, [this.#keyOf(tenant)], pairs, deadlineMs);
  }

  /** Notes that Wix rejected a call: all processes pause, and learn the lower limit once. */
  async reject(tenant: string, { limit, pauseMs, ageMs }: CountedRejection): Promise<void> {
    await this.#link.run(reject, [this.#keyOf(tenant)], [limit, Math.ceil(pauseMs), Math.ceil(ageMs)], deadlineMs);
  }

  #keyOf(tenant: string): string {
    return `${this.#prefix}{${this.#sealer.name(tenant)}}:calls`;
  }
}
