import type { JsonObject } from '../input.ts';
import { type CompiledFilter, compileFilter, type FilterFields } from '../query/filter.ts';
import type { FilterOperator } from '../query/operators.ts';
import type { SandboxQuirks } from '../quirks.ts';
import type { SandboxSite } from '../state/site.ts';

const textOperators: readonly FilterOperator[] = [
  ...(['$eq', '$ne', '$exists', '$in', '$hasSome'] as const),
  ...(['$startsWith', '$gt', '$lt', '$lte', '$gte'] as const),
];
const choiceOperators: readonly FilterOperator[] = ['$eq', '$ne', '$exists', '$in', '$hasSome'];

/** The sortable fields; none of them can be filtered. */
export const siteSortFields = {
  displayName: (site: SandboxSite) => site.displayName,
  createdDate: (site: SandboxSite) => site.createdDate,
  updatedDate: (site: SandboxSite) => site.updatedDate,
  trashedDate: (site: SandboxSite) => site.trashedDate ?? '',
};

/**
 * The filter of Query Sites and Count Sites, with what Wix adds of its own: only sites of the namespace WIX unless the
 * filter says something about namespaces, and fields that cannot be filtered left out in silence.
 * @param connected sites with a domain, by id
 */
export function compileSiteFilter(
  filter: JsonObject | undefined,
  connected: ReadonlyMap<string, unknown>,
  quirks: SandboxQuirks,
): CompiledFilter<SandboxSite> {
  const fields: FilterFields<SandboxSite> = {
    id: { operators: textOperators, read: (site) => site.id },
    name: { operators: textOperators, read: (site) => (quirks.nameFilter === 'matches' ? site.name : undefined) },
    folderId: { operators: textOperators, read: (site) => site.folderId },
    published: { operators: choiceOperators, read: (site) => site.published },
    premium: { operators: choiceOperators, read: (site) => site.premium },
    editorType: { operators: choiceOperators, read: (site) => site.editorType },
    namespace: { operators: choiceOperators, read: (site) => site.namespace },
    domainConnected: { operators: choiceOperators, read: (site) => connected.has(site.id) },
  };
  const compiled = compileFilter(filter, fields, quirks.strictFilters ? 'reject' : 'ignore');
  const anyNamespace = compiled.fields.has('namespace');
  const findsNothing = quirks.nameFilter === 'empty' && compiled.fields.has('name');
  return {
    fields: compiled.fields,
    matches: (site) =>
      !findsNothing &&
      (anyNamespace || site.namespace === 'WIX') &&
      (quirks.trashedSites === 'listed' || site.trashedDate === undefined) &&
      compiled.matches(site),
  };
}
