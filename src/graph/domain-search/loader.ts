import { answeredList, object } from '../../lib/read.ts';
import { cursorSource } from '../../wix/paging.ts';
import { Connection, type PageArgs } from '../connection.ts';
import type { GraphContext } from '../context.ts';
import type { SuggestionCriteria } from './inputs.ts';
import { type DomainAvailability, type DomainSuggestion, toDomainAvailability, toDomainSuggestion } from './model.ts';
import { checkDomainAvailability, suggestDomains } from './rest.ts';

/** Returns whether a name can be registered, with one Check Domain Availability call. */
export async function availabilityOf(context: GraphContext, name: string): Promise<DomainAvailability> {
  const answer = await context.wix.call(checkDomainAvailability, { query: { domain: name } });
  return toDomainAvailability(object(answer.availability), name);
}

/** Returns available names in Wix's order, with one Suggest Domains call per 20. Wix does not count them. */
export function suggestionsFor(
  context: GraphContext,
  criteria: SuggestionCriteria,
  args: PageArgs,
): Connection<DomainSuggestion> {
  const { query, tlds, maxLength } = criteria;
  const repeated = { query, ...(tlds.length === 0 ? {} : { tlds }), ...(maxLength === null ? {} : { maxLength }) };
  return new Connection({
    endpoint: suggestDomains.name,
    scope: ['Query.domainSuggestions', criteria],
    args,
    pageSize: suggestDomains.maxItems,
    source: cursorSource(
      suggestDomains.maxItems,
      async (cursor, limit) => {
        const paging = cursor === null ? { limit } : { limit, cursor };
        const answer = await context.wix.call(suggestDomains, { query: { ...repeated, paging } });
        const items = answeredList(answer.suggestions, suggestDomains).flatMap((raw) => toDomainSuggestion(raw) ?? []);
        const metadata = object(answer.pagingMetadata);
        return { items, cursors: metadata['cursors'], hasNext: metadata['hasNext'] };
      },
      ({ name }) => name,
    ),
    total: async () => null,
  });
}
