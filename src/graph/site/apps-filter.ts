import { perOperation } from '../../lib/memo.ts';
import { answeredList } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { querySites } from './rest.ts';

/** The id of no app. */
const noApp = '00000000-0000-4000-8000-000000000000';

/**
 * Checks that Wix applies the filter by installed apps, which is UNKNOWN: with an app that doesn't exist it must find no site. Sites don't
 * list their apps, so the sites of a list can't be checked themselves. Throws a {@link WixError} `invalidResponse` if a site is found.
 */
export const checkAppsFilter = perOperation(async (context: GraphContext, accountId: string): Promise<void> => {
  const filter = { namespace: { $in: ['WIX', 'HEADLESS'] }, appIds: { $hasSome: [noApp] } };
  const answer = await context.wix.call(querySites, {
    accountId,
    body: { query: { filter, cursorPaging: { limit: 1 } } },
  });
  if (answeredList(answer.sites, querySites).length > 0) {
    throw new WixError('invalidResponse', 'sites that the filter by apps excludes', { endpoint: querySites.name });
  }
});
