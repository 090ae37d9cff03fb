import {
  SiteAccessDocument,
  type SiteAccessQuery,
  SitesByIdDocument,
  type SitesByIdQuery,
} from '../../schema/typed/graphql.ts';
import type { GraphClient } from './graph-client.ts';

type QuickPart = NonNullable<SitesByIdQuery['sites']>[number];
type SlowPart = NonNullable<SiteAccessQuery['site']>['members'];

/** What a page about a site can show. `members` is undefined until it has come, and null when it could not be read. */
export interface SitePage {
  readonly site: QuickPart;
  readonly members?: SlowPart;
}

/** Shows what is quick at once, and all of it when the slow part has come: two operations in place of a `@defer`. */
export async function* sitePage(client: GraphClient, siteId: string): AsyncGenerator<SitePage> {
  // Both are under way from here on. One that fails early must not end the program before it is looked at.
  const slow = client.run(SiteAccessDocument, { siteId });
  slow.catch(() => {});
  const { data } = await client.run(SitesByIdDocument, { ids: [siteId] });
  const site = data?.sites?.[0] ?? null;
  yield { site };
  yield { site, members: (await slow).data?.site?.members ?? null };
}
