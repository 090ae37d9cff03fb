import type { JsonObject } from '../json.ts';
import { type CompiledFilter, compileFilter, type FilterFields } from '../query/filter.ts';
import type { FilterOperator } from '../query/operators.ts';
import type { SortFields } from '../query/order.ts';
import type { SandboxQuirks } from '../quirks.ts';
import type { SandboxSite } from '../state/site.ts';
import { allNamespaces, documentedNamespaces } from './site-namespaces.ts';

const textOperators: readonly FilterOperator[] = [
  ...(['$eq', '$ne', '$exists', '$in', '$hasSome'] as const),
  ...(['$startsWith', '$gt', '$lt', '$lte', '$gte'] as const),
];
const choiceOperators: readonly FilterOperator[] = ['$eq', '$ne', '$exists', '$in', '$hasSome'];
const editorTypes = ['UNKNOWN', 'EDITOR', 'ADI', 'EDITORX', 'STUDIO', 'ODEDITOR', 'EDITORLESS'];

/** The sortable fields; none of them can be filtered. */
export function siteSortFields({ missingTrashedDate }: SandboxQuirks) {
  const missing = missingTrashedDate === 'earliest' ? '' : '~';
  return {
    displayName: (site) => site.displayName,
    createdDate: (site) => site.createdDate,
    updatedDate: (site) => site.updatedDate,
    trashedDate: (site) => site.trashedDate ?? missing,
  } satisfies SortFields<SandboxSite>;
}

/** A site with what filters know of it beside the site itself. */
export interface FilteredSite {
  readonly site: SandboxSite;
  /** The domains that serve it, with its primary one. */
  readonly domains: readonly string[];
  readonly isConnected: boolean;
}

/** The fields that Query Sites and Count Sites filter by. */
export function siteFilterFields(quirks: SandboxQuirks): FilterFields<FilteredSite> {
  const namespaces = quirks.siteNamespaces === 'all' ? allNamespaces : documentedNamespaces;
  const fields: FilterFields<FilteredSite> = {
    id: { operators: textOperators, read: ({ site }) => site.id },
    name: {
      operators: textOperators,
      read: ({ site }) => (quirks.nameFilter === 'matches' ? site.name : undefined),
    },
    folderId: { operators: textOperators, read: ({ site }) => site.folderId },
    published: { operators: choiceOperators, type: 'boolean', read: ({ site }) => site.published },
    premium: { operators: choiceOperators, type: 'boolean', read: ({ site }) => site.premium },
    editorType: { operators: choiceOperators, type: editorTypes, read: ({ site }) => site.editorType },
    namespace: { operators: choiceOperators, type: namespaces, read: ({ site }) => site.namespace },
    domainConnected: { operators: choiceOperators, type: 'boolean', read: ({ isConnected }) => isConnected },
  };
  return {
    ...fields,
    ...(quirks.searchPhrase === 'reject' ? {} : { searchPhrase: { operators: ['$eq'], read: () => undefined } }),
    ...(quirks.appIdsFilter === 'reject'
      ? {}
      : { appIds: { operators: ['$hasAll', '$hasSome'], read: ({ site }) => site.appIds } }),
  };
}

/** Returns the text of the `searchPhrase` filter at the top of a filter. */
function searchPhraseIn(filter: JsonObject | undefined): string | undefined {
  const condition = filter?.['searchPhrase'];
  const value = typeof condition === 'object' && condition !== null && '$eq' in condition ? condition.$eq : condition;
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}

/**
 * Compiles the filter of Query Sites and Count Sites, with what Wix adds of its own: only sites of the namespace WIX unless
 * the filter names namespaces.
 */
export function compileSiteFilter(sent: JsonObject | undefined, quirks: SandboxQuirks): CompiledFilter<FilteredSite> {
  const { searchPhrase: _searchPhrase, appIds, ...others } = sent ?? {};
  const filter = appIds === undefined || quirks.appIdsFilter === 'ignore' ? others : { ...others, appIds };
  const phrase = quirks.searchPhrase === 'matches' ? searchPhraseIn(sent) : undefined;
  const compiled = compileFilter(filter, siteFilterFields(quirks));
  const anyNamespace = compiled.fields.has('namespace');
  const findsNothing = quirks.nameFilter === 'empty' && compiled.fields.has('name');
  const hasPhrase = ({ site, domains }: FilteredSite) =>
    phrase === undefined ||
    [site.displayName, site.name, ...domains].some((text) => text.toLowerCase().includes(phrase));
  return {
    fields: compiled.fields,
    matches: (entry) =>
      !findsNothing &&
      (anyNamespace || entry.site.namespace === 'WIX') &&
      (quirks.trashedSites === 'listed' || entry.site.trashedDate === undefined) &&
      compiled.matches(entry) &&
      hasPhrase(entry),
  };
}
