import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxSite } from '../../src/sandbox/state/site.ts';
import { accountCall, agencySites } from './support.ts';

/** The answer of Query Sites. */
export interface SitesPage {
  readonly sites: readonly { readonly id: string; readonly [field: string]: unknown }[];
  readonly cursorPaging: { readonly limit: number; readonly cursor?: string | null };
  readonly metadata: {
    readonly count: number;
    readonly cursors: { readonly next?: string | null };
    readonly hasNext: boolean;
  };
}

/** A filter clause that keeps every site, whatever its namespace. */
export const everyNamespace = { namespace: { $exists: true } };

/** Query Sites as the agency's owner, for the agency unless told otherwise. */
export function query(sandbox: Sandbox, request: unknown, accountId?: string) {
  return accountCall<SitesPage>(sandbox, '/site-list/v2/sites/query', { query: request }, accountId);
}

/** The ids of the first hundred sites a filter finds. */
export async function idsOf(sandbox: Sandbox, filter: unknown): Promise<ReadonlySet<string>> {
  const { body } = await query(sandbox, { filter, cursorPaging: { limit: 100 } });
  return new Set(body.sites.map(({ id }) => id));
}

/** The ids of the agency's sites that pass a test, read from the world itself. */
export function idsWhere(sandbox: Sandbox, test: (site: SandboxSite) => boolean): ReadonlySet<string> {
  return new Set(
    agencySites(sandbox)
      .filter(test)
      .map(({ id }) => id),
  );
}

/** All ids in order, page by page, following the cursors. */
export async function walk(sandbox: Sandbox, request: object, limit: number): Promise<readonly string[]> {
  const ids: string[] = [];
  let reply = await query(sandbox, { ...request, cursorPaging: { limit } });
  for (;;) {
    ids.push(...reply.body.sites.map(({ id }) => id));
    const { next } = reply.body.metadata.cursors;
    if (!next) return ids;
    reply = await query(sandbox, { cursorPaging: { limit, cursor: next } });
  }
}
