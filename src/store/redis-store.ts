import { randomUUID } from 'node:crypto';
import { CallCounts } from './call-counts.ts';
import { Generation } from './generation.ts';
import { Leases } from './leases.ts';
import { OwnRecords } from './own-records.ts';
import type { Records } from './records.ts';
import { createRedisClient, type RedisSettings } from './redis-client.ts';
import { type CommandOutcome, type LinkState, RedisLink } from './redis-link.ts';
import { RedisRecords, restoreRecords } from './redis-records.ts';
import { script } from './script.ts';
import { Sealer } from './sealer.ts';

export interface RedisStoreOptions extends RedisSettings {
  /** Starts the names of all keys. */
  readonly keyPrefix: string;
  /** The secret that names and seals what is stored: the same in all processes. */
  readonly secret: string;
  /** The longest time that a task of a record can take. */
  readonly taskMs: number;
  /** The maximum number of records of one owner, and of all unproven ones. @default 50000, 20000 */
  readonly maxRecords?: number;
  readonly maxUnproven?: number;
  readonly onState?: ((state: LinkState, reason: string) => void) | undefined;
  readonly onCommand?: ((outcome: CommandOutcome) => void) | undefined;
  /** Called when the store has lost what was in it, and is filled again. */
  readonly onLost?: (() => void) | undefined;
  /** Called when the server evicts what has not expired, records among it. */
  readonly onEvicting?: ((policy: string) => void) | undefined;
}

/** Reads the settings of the server's memory. */
const memory = script(`return redis.call('INFO', 'memory')`);

export interface RedisStore {
  readonly records: Records;
  readonly leases: Leases;
  readonly calls: CallCounts;
  readonly isUp: () => boolean;
  close(): void;
}

/** The version of the layout of keys and values: processes of different versions do not share anything. */
const layout = 1;

/** Time that a task has after its longest duration before another process takes its record over. */
const marginMs = 2_000;

/** Opens the store in Redis. It connects in the background; what needs it fails until it has. */
export function openRedisStore(options: RedisStoreOptions): RedisStore {
  const { keyPrefix, secret, taskMs, onState, onCommand, onLost, onEvicting } = options;
  const sealer = new Sealer(secret);
  // One slot: a script can then look at the generation and a record together.
  const prefix = `${keyPrefix}${layout}:{state}:`;
  const leaseMs = taskMs + marginMs;
  const own = new OwnRecords();
  const generation = new Generation(
    prefix,
    () => restoreRecords(link, own, leaseMs),
    () => onLost?.(),
  );
  const link: RedisLink = new RedisLink({
    open: () => createRedisClient(options),
    onState: (state, reason) => {
      onState?.(state, reason);
      if (state === 'up') void findEviction(link, `${prefix}generation`, onEvicting);
    },
    onCommand,
    heartbeat: generation.heartbeat,
  });
  const records = new RedisRecords({ ...options, link, generation, own, sealer, prefix, leaseMs });
  return {
    records,
    calls: new CallCounts(link, sealer, `${keyPrefix}${layout}:`, randomUUID()),
    leases: new Leases(link, sealer, prefix),
    isUp: () => link.isUp,
    close: () => {
      records.close();
      link.close();
    },
  };
}

/** Looks whether the server would evict records. Nothing depends on it: a server that does not say is not asked again. */
async function findEviction(link: RedisLink, key: string, onEvicting?: (policy: string) => void): Promise<void> {
  const text = String(await link.run(memory, [key], [], 1_000).catch(() => ''));
  const [, policy = 'noeviction'] = /^maxmemory_policy:(\S+)/m.exec(text) ?? [];
  if (policy !== 'noeviction') onEvicting?.(policy);
}
