import { RecentWrites } from '../../src/graph/write/recent-writes.ts';
import { configuredCaller } from '../../src/http/identity.ts';
import { createGraphServer } from '../../src/http/server.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxSite } from '../../src/sandbox/state/site.ts';
import { createWixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import type { TestAnswer } from '../support/graph.ts';

/** How long Wix's index lags behind writes in this world, in milliseconds of the sandbox clock. */
export const lagMs = 5_000;

/** What the model knows of a site, and the graph is asked for. */
export interface ModelSite {
  readonly displayName: string;
  readonly isPublished: boolean;
  readonly isTrashed: boolean;
  readonly folderId: string | null;
}

/** The account's sites as a plain table. */
export interface SiteModel {
  readonly sites: Map<string, ModelSite>;
  /** Until when reads may show an old version of a site: after a write of which the graph could not tell what became. */
  readonly uncertainUntil: Map<string, number>;
}

/** A graph over a sandbox of its own, both on the sandbox's clock. */
export interface SiteWorld {
  readonly sandbox: Sandbox;
  readonly folderIds: readonly string[];
  ask(document: string, variables?: object): Promise<Omit<TestAnswer, 'calls'>>;
  close(): Promise<void>;
}

export async function createSiteWorld(): Promise<SiteWorld> {
  // In the future, so that the sandbox's new sites are younger than the writes that made them.
  // Which writes the trash permits is not what the model is about, and time passes only where a command waits.
  const quirks = { indexLagMs: lagMs, trashedSiteWrites: 'accept' } as const;
  const sandbox = createSandbox({ now: new Date(Date.now() + 3_600_000), tickMs: 0, quirks });
  const { accountId, clock, state } = sandbox;
  const listening = await sandbox.listen();
  const retry = { baseDelayMs: 1, maxDelayMs: 1 };
  const client = createWixClient({ origin: listening.url, retry, breaker: false });
  const server = createGraphServer({
    client,
    identify: configuredCaller(new ApiKey(sandbox.keys.owner), accountId),
    errors: {
      callersKey: false,
      onUnexpected: ({ error }) => {
        throw error;
      },
    },
    writes: { reconcileDelaysMs: [1, 1], recent: new RecentWrites(() => clock.now().getTime()) },
  });
  return {
    sandbox,
    folderIds: [...state.folders.values()].filter((folder) => folder.accountId === accountId).map(({ id }) => id),
    ask: async (query, variables = {}) => {
      const response = await server.fetch(
        new Request('http://graph/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
        }),
      );
      return { status: response.status, ...((await response.json()) as Pick<TestAnswer, 'data' | 'errors'>) };
    },
    close: async () => {
      sandbox.faults.clear();
      await client.close();
      await listening.close();
    },
  };
}

function modelOf(site: SandboxSite): ModelSite {
  return {
    displayName: site.displayName,
    isPublished: site.published,
    isTrashed: site.trashedDate !== undefined,
    folderId: site.folderId ?? null,
  };
}

/** The account's sites of the kinds that lists show, as they truly are. */
export function truth({ sandbox }: SiteWorld): Map<string, ModelSite> {
  const sites = [...sandbox.state.sites.values()].filter(
    ({ accountId, namespace }) => accountId === sandbox.accountId && ['WIX', 'HEADLESS'].includes(namespace),
  );
  return new Map(sites.map((site) => [site.id, modelOf(site)]));
}
