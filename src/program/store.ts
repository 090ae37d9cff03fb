import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import { openRedisStore, type RedisStore } from '../store/redis-store.ts';
import type { Config } from './config.ts';

/** Opens the store that processes share. Its state goes into the log once per change, its commands into the metrics. */
export function openStore(
  settings: NonNullable<Config['store']>,
  { operationTimeoutMs }: Pick<Config, 'operationTimeoutMs'>,
  log: Log,
  metrics: Metrics | null,
): RedisStore {
  const measured = metrics?.store();
  return openRedisStore({
    ...settings,
    taskMs: operationTimeoutMs,
    onState: (state, reason) => {
      measured?.state(state);
      if (state === 'up') log.info({ reason }, 'the shared store is up');
      else log.error({ reason }, state === 'full' ? 'the shared store is full' : 'the shared store is down');
    },
    onCommand: measured?.command,
    onLost: () => {
      measured?.lost();
      log.error('the shared store was emptied: this process writes what it knows anew');
    },
    onEvicting: (policy) =>
      log.error({ policy }, 'the shared store evicts records of writes: set maxmemory-policy to noeviction'),
  });
}
