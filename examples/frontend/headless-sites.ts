import { HeadlessSitesDocument, type HeadlessSitesQuery } from '../../schema/typed/graphql.ts';
import type { GraphClient, GraphError } from './graph-client.ts';

type Sites = NonNullable<NonNullable<HeadlessSitesQuery['account']>['sites']>;
export type HeadlessSite = Sites['nodes'][number];

/** All headless sites, page by page. Throws what {@link explain} says when a page cannot be read. */
export async function* headlessSites(client: GraphClient): AsyncGenerator<HeadlessSite> {
  let after: string | null = null;
  do {
    const { data, errors }: { data: HeadlessSitesQuery | null; errors: readonly GraphError[] } = await client.run(
      HeadlessSitesDocument,
      { after },
    );
    const page: Sites | null | undefined = data?.account?.sites;
    if (!page) throw new Error(errors[0] === undefined ? 'There is no such account.' : explain(errors[0]));
    yield* page.nodes;
    after = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
  } while (after !== null);
}

/** A sentence for people. The codes are a closed union: the compiler knows them all. */
export function explain({ message, extensions }: GraphError): string {
  switch (extensions.code) {
    case 'FORBIDDEN':
      return `Ask the owner of the account for access: ${message}`;
    case 'RATE_LIMITED':
      return `Wix is busy. Try again in ${Math.ceil((extensions.retryAfterMs ?? 1_000) / 1_000)} s.`;
    case 'UPSTREAM_TIMEOUT':
    case 'UPSTREAM_UNAVAILABLE':
    case 'DEADLINE_EXCEEDED':
      return 'Wix did not answer. Try again.';
    default:
      return message;
  }
}
