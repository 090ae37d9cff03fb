import type { SandboxQuirks } from '../quirks.ts';
import type { SandboxDomain } from '../state/domain.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { cutPage } from './cursor-page.ts';
import { lastCursorSpelling } from './last-cursor.ts';
import { orderBy } from './order.ts';

/** A request for a page of a list of domains. */
interface DomainPageRequest<D> {
  /** Names the list and its account, to which cursors are bound. */
  readonly scope: string;
  readonly cursor: string | undefined;
  readonly limit: number;
  readonly order: ReturnType<typeof orderBy<D>>;
  readonly quirks: SandboxQuirks;
}

/** The order of lists of domains: the newest first. */
export const newestDomainsFirst = orderBy<SandboxDomain>(
  [{ read: ({ createdDate }) => createdDate, direction: 'DESC' }],
  ({ domain }) => domain,
);

/** Cuts a page out of a list of domains, with the metadata that all of these lists have. Throws a Refusal for a foreign cursor. */
export function domainPage<D>(domains: readonly D[], { scope, cursor, limit, order, quirks }: DomainPageRequest<D>) {
  const position = cursor === undefined ? undefined : readCursor(scope, cursor, quirks).position;
  const page = cutPage(domains, { order, position, limit });
  const next = page.next && writeCursor(scope, { position: page.next, query: {} });
  const prev = page.previous && writeCursor(scope, { position: page.previous, query: {} });
  return {
    items: page.items,
    pagingMetadata: {
      count: page.items.length,
      cursors: {
        ...lastCursorSpelling(quirks.domainsLastCursor, 'next', next),
        ...lastCursorSpelling(quirks.domainsLastCursor, 'prev', prev),
      },
      hasNext: next !== undefined,
    },
  };
}
