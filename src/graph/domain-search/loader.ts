import { answeredList, object } from '../../lib/read.ts';
import { cursorSource } from '../../wix/paging.ts';
import { Connection, type PageArgs } from '../connection.ts';
import type { GraphContext } from '../context.ts';
import type { SuggestionWish } from './inputs.ts';
import { type DomainAvailability, type DomainSuggestion, toDomainAvailability, toDomainSuggestion } from './model.ts';
import { checkDomainAvailability, suggestDomains } from './rest.ts';

/** Whether a name can be registered: one Check Domain Availability. */
export async function availabilityOf(context: GraphContext, name: string): Promise<DomainAvailability> {
  const answer = await context.wix.call(checkDomainAvailability, { query: { domain: name } });
  return toDomainAvailability(object(answer.availability), name);
}

/** Free names for a wish, in Wix's order: one Suggest Domains for each 20. Wix does not count them. */
export function suggestionsFor(
  context: GraphContext,
  wish: SuggestionWish,
  args: PageArgs,
): Connection<DomainSuggestion> {
  const { query, tlds, maxLength } = wish;
  const repeated = { query, ...(tlds.length === 0 ? {} : { tlds }), ...(maxLength === null ? {} : { maxLength }) };
  return new Connection({
    endpoint: suggestDomains.name,
    scope: ['Query.domainSuggestions', wish],
    args,
    source: cursorSource(suggestDomains.maxItems, async (cursor, limit) => {
      const paging = cursor === null ? { limit } : { limit, cursor };
      const answer = await context.wix.call(suggestDomains, { query: { ...repeated, paging } });
      const items = answeredList(answer.suggestions, suggestDomains).flatMap((raw) => toDomainSuggestion(raw) ?? []);
      const metadata = object(answer.pagingMetadata);
      return { items, cursors: metadata['cursors'], hasNext: metadata['hasNext'] };
    }),
    total: async () => null,
  });
}
