import { join } from 'node:path';
import { type Running, start } from '../support/process.ts';

/** A server of the comparison. */
export interface ServerPlan {
  readonly name: ServerName;
  readonly description: string;
  /** Script and its arguments. */
  readonly args: readonly string[];
}

export const serverNames = ['limit', 'product', 'mercurius-jit', 'mercurius', 'yoga', 'apollo', 'hive'] as const;
export type ServerName = (typeof serverNames)[number];

const here = import.meta.dirname;
const program = join(here, '../../../src/program/cli.ts');
const own = (script: string, ...args: string[]) => [join(here, script), ...args];

export const servers: readonly ServerPlan[] = [
  { name: 'limit', description: 'no GraphQL: a hand-written proxy', args: own('limit.ts') },
  {
    name: 'product',
    description: 'this product, as in production',
    args: ['--max-semi-space-size=64', program, 'start'],
  },
  { name: 'mercurius-jit', description: 'mercurius with jit, its loaders, undici', args: own('mercurius.ts', 'jit') },
  { name: 'mercurius', description: 'mercurius, its loaders, undici', args: own('mercurius.ts') },
  { name: 'yoga', description: 'graphql-yoga with default options, dataloader, undici', args: own('yoga.ts') },
  { name: 'apollo', description: 'Apollo Server 5, datasource-rest, dataloader', args: own('apollo.ts') },
  { name: 'hive', description: 'Hive Gateway over OpenAPI, no code *', args: own('hive.ts') },
];

/** The router's secret: in production nobody gets in without. All servers are sent it; only the product asks for it. */
export const routerSecret = 'benchmark-router-secret';

export interface UpstreamOfServer {
  readonly url: string;
  readonly accountId: string;
  readonly apiKey: string;
}

/** Settings as in production, over an upstream; the servers of others read those that they know. */
export function settingsFor(upstream: UpstreamOfServer): Readonly<Record<string, string>> {
  return {
    NODE_ENV: 'production',
    PORT: '0',
    WIX_AUTH: 'server',
    WIX_API_ORIGIN: upstream.url,
    WIX_API_KEY: upstream.apiKey,
    WIX_ACCOUNT_ID: upstream.accountId,
    // The highest that there is: the quota is kept, and not reached.
    WIX_CALLS_PER_MINUTE: '10000000',
    // Every request of a run is the same: shared, most of them would make no call, and the rest be compared with nothing.
    SHARE_READS: 'false',
    ROUTER_SECRET: routerSecret,
  };
}

/** Starts a server with the probe in it, away from the project's own .env, which may hold a key. */
export function startServer(
  { args }: Pick<ServerPlan, 'args'>,
  upstream: UpstreamOfServer,
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const probe = join(here, 'probe.ts');
  return start({ args: ['--import', probe, ...args], cwd: here, env: { ...settingsFor(upstream), ...env } });
}
