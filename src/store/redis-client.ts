import { createRequire } from 'node:module';
import type { RedisClient } from './redis-link.ts';

/** The Redis to use. */
export interface RedisSettings {
  /** One URL, or those of several nodes of a cluster, or of several Sentinels. All have the same credentials and database. */
  readonly urls: readonly string[];
  readonly topology: 'single' | 'cluster' | { readonly sentinelName: string };
}

/** Reconnects for ever: at first soon, then every two seconds, not all processes at once. */
function reconnectStrategy(retries: number): number {
  return Math.min(50 * 2 ** Math.min(retries, 10), 2_000) + Math.floor(100 * Math.random());
}

/** The client's own limits. {@link RedisLink} has the deadlines: a command that was written waits here for as long as the server is silent. */
const limits = { disableOfflineQueue: true, commandsQueueMaxLength: 4_000, maintNotifications: 'disabled' } as const;

/** Creates a client that is not connected yet. */
export function createRedisClient({ urls, topology }: RedisSettings): RedisClient {
  // Loading it takes 70 ms and 6 MB, which a process without a store need not spend.
  const { createClient, createCluster, createSentinel } = createRequire(import.meta.url)(
    '@redis/client',
  ) as typeof import('@redis/client');
  const parsed = urls.map((url) => new URL(url));
  const [first] = parsed;
  if (first === undefined) throw new TypeError('urls must hold at least one URL of a Redis server.');
  const options = { ...limits, ...accessOf(first) };
  const nodes = parsed.map(({ hostname, port }) => ({ host: bare(hostname), port: Number(port || 6379) }));
  if (topology === 'single') {
    const [node] = nodes;
    return createClient({ ...options, socket: { ...node, ...options.socket } });
  }
  if (topology === 'cluster') {
    const rootNodes = nodes.map((node) => ({ ...options, socket: { ...node, ...options.socket } }));
    return createCluster({ rootNodes, defaults: options });
  }
  return createSentinel({
    name: topology.sentinelName,
    sentinelRootNodes: nodes,
    nodeClientOptions: options,
    sentinelClientOptions: { ...limits, socket: options.socket },
    scanInterval: 1_000,
    passthroughClientErrorEvents: true,
  });
}

/** Returns what a URL says beside the address. */
function accessOf({ protocol, username, password, pathname }: URL) {
  const database = Number(pathname.slice(1) || 0);
  const timing = { connectTimeout: 1_000, reconnectStrategy };
  return {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(database === 0 ? {} : { database }),
    socket: protocol === 'rediss:' ? { ...timing, tls: true as const } : timing,
  };
}

/** A host name without the brackets of an IPv6 address. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
