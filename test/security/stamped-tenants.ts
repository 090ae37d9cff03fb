import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forwardedCaller } from '../../src/http/identity.ts';
import { createGraphServer, type GraphServerOptions } from '../../src/http/server.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createWixClient, type WixClient } from '../../src/wix/client.ts';
import { Merging } from '../../src/wix/merging.ts';
import { ReadCache } from '../../src/wix/read-cache.ts';

/** Keys whose texts tell whose they are. */
const stamped = new Set(['displayName', 'accountName', 'name', 'email', 'firstName', 'lastName', 'title', 'nickname']);

/** The mark of a tenant. */
export function stampOf(tenant: number): string {
  return `«${tenant}»`;
}

/** The tenants, other than its own, whose marks an answer holds. */
export function foreignStamps(text: string, tenant: number): number[] {
  return [...text.matchAll(/«(\d)»/g)].map(([, mark]) => Number(mark)).filter((mark) => mark !== tenant);
}

function stamp(value: unknown, tenant: number, key = ''): unknown {
  if (typeof value === 'string') return stamped.has(key) && !value.includes('«') ? stampOf(tenant) + value : value;
  if (Array.isArray(value)) return value.map((item) => stamp(item, tenant, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, stamp(item, tenant, name)]));
}

/** A cache that is used in spite of all the writes. */
export const shortFence = { ttlMs: 60_000, staleMs: 60_000, fenceMs: 0 };

export interface StampedTenants {
  readonly ids: { readonly account: string; readonly sites: readonly string[]; readonly folders: readonly string[] };
  ask(tenant: number, query: string, variables?: object): Promise<string>;
  /** Calls that came with a key that is none of the tenants'. */
  readonly strays: number;
  close(): Promise<void>;
}

/**
 * A graph before several tenants whose worlds have the same ids throughout and differ in nothing but a mark on every text: what
 * is kept under an id alone is sure to be shown to the wrong one. `plant` may break the graph's parts.
 */
export async function openStampedTenants(
  count: number,
  plant: (client: WixClient) => Partial<Pick<GraphServerOptions, 'client' | 'writes'>> = () => ({}),
  cache: ReadCache = new ReadCache(shortFence),
  merging: Merging = new Merging(),
): Promise<StampedTenants> {
  const sandboxes = Array.from({ length: count }, () => createSandbox());
  const [first] = sandboxes;
  if (first === undefined) throw new Error('There is no tenant');
  let strays = 0;
  const upstream = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const tenant = Number(request.headers.authorization?.match(/^tenant-(\d)$/)?.[1] ?? -1);
    const sandbox = sandboxes[tenant];
    if (sandbox === undefined) {
      strays += 1;
      response.writeHead(401).end('{}');
      return;
    }
    const headers = Object.entries({ ...request.headers, authorization: sandbox.keys.owner });
    const answer = await sandbox.fetch(
      new Request(`http://sandbox${request.url}`, {
        method: request.method ?? 'GET',
        headers: headers.map(([name, value]) => [name, String(value)] as [string, string]),
        ...(body === '' ? {} : { body }),
      }),
    );
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(stamp(await answer.json(), tenant)));
  }).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const origin = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const client = createWixClient({ origin, cache, merging });
  const graph = createGraphServer({
    client,
    identify: forwardedCaller(),
    errors: { callersKey: true, onUnexpected: ({ error }) => Promise.reject(error) },
    ...plant(client),
  });
  const own = <T extends { accountId: string }>(values: Iterable<T>) =>
    [...values].filter(({ accountId }) => accountId === first.accountId);
  return {
    ids: {
      account: first.accountId,
      sites: own(first.state.sites.values()).map(({ id }) => id),
      folders: own(first.state.folders.values()).map(({ id }) => id),
    },
    get strays() {
      return strays;
    },
    ask: async (tenant, query, variables) => {
      const response = await graph.fetch(
        new Request('http://graph/graphql', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `tenant-${tenant}`,
            'wix-account-id': first.accountId,
          },
          body: JSON.stringify({ query, variables }),
        }),
      );
      return response.text();
    },
    close: async () => {
      await client.close();
      upstream.closeAllConnections();
      upstream.close();
    },
  };
}
