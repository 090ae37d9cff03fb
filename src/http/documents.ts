import { useAPQ } from '@graphql-yoga/plugin-apq';
import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations';
import type { Plugin } from 'graphql-yoga';

export interface PersistedDocuments {
  /** Documents by their id, usually `sha256:` and the hash, as graphql-codegen writes them. */
  readonly documents: ReadonlyMap<string, string>;
  /** Refuses every document that is not among them. @default false */
  readonly only?: boolean;
}

/**
 * Documents by reference: trusted documents by `documentId` (or by the hash of `extensions.persistedQuery`), and automatic
 * persisted queries, which a gateway registers as it goes, where any document is allowed.
 */
export function useDocuments(persisted?: PersistedDocuments): Plugin[] {
  const only = persisted?.only ?? false;
  const automatic: Plugin[] = only ? [] : [useAPQ()];
  if (persisted === undefined) return automatic;
  const { documents } = persisted;
  const plugin: Plugin = usePersistedOperations({
    allowArbitraryOperations: !only,
    extractPersistedOperationId: (params) => idOf(params as unknown as Record<string, unknown>),
    getPersistedOperation: (id) => documents.get(id) ?? documents.get(`sha256:${id}`) ?? null,
  });
  return [only ? plugin : onlyKnown(plugin, documents), ...automatic];
}

/** Leaves what is not among the trusted documents to automatic persisted queries. */
function onlyKnown(plugin: Plugin, documents: ReadonlyMap<string, string>): Plugin {
  return {
    ...plugin,
    onParams(payload) {
      const params = payload.params as unknown as Record<string, unknown>;
      const id = params['query'] ? null : idOf(params);
      if (id === null || !(documents.has(id) || documents.has(`sha256:${id}`))) return;
      return plugin.onParams?.(payload);
    },
  };
}

function idOf(params: Record<string, unknown>): string | null {
  if (typeof params['documentId'] === 'string') return params['documentId'];
  const { persistedQuery } = (params['extensions'] ?? {}) as { persistedQuery?: { sha256Hash?: unknown } };
  return typeof persistedQuery?.sha256Hash === 'string' ? persistedQuery.sha256Hash : null;
}
