import { useAPQ } from '@graphql-yoga/plugin-apq';
import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations';
import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { ErrorCode } from './error-code.ts';
import { bytesOfTexts } from './retained-bytes.ts';

export interface PersistedDocuments {
  /** Documents by their id, usually `sha256:` and the hash, as graphql-codegen writes them. */
  readonly documents: ReadonlyMap<string, string>;
  /** Whether all other documents are rejected. @default false */
  readonly only?: boolean;
}

/** Maximum bytes of the documents that proven and unproven callers registered. They are texts, whether valid or not. */
const registeredBytes = 16 * 1024 * 1024;
const unprovenBytes = 2 * 1024 * 1024;

/** Time after which an unused registered document is evicted. */
const registeredMs = 60 * 60 * 1_000;

/** Parameters as the caller sent them. */
type Params = Readonly<Record<string, unknown>>;

export interface DocumentStore {
  /** Makes yoga accept documents by reference. */
  readonly plugins: readonly Plugin[];
  /** Returns the document to run; null if yoga must register, find or reject it. */
  find(params: Params): string | null;
}

/**
 * Supports documents by reference: trusted documents by `documentId` (or by the hash of `extensions.persistedQuery`) and, if any document
 * is allowed, automatic persisted queries, which gateways register as needed. Unproven callers evict nothing of others.
 */
export function createDocumentStore(
  isProved: (request: Request) => boolean,
  persisted?: PersistedDocuments,
): DocumentStore {
  const only = persisted?.only ?? false;
  const trusted = (id: string) => persisted?.documents.get(id) ?? persisted?.documents.get(`sha256:${id}`) ?? null;
  const registered = new LRUCache<string, string>(upTo(registeredBytes));
  const unproven = new LRUCache<string, string>(upTo(unprovenBytes));
  // The hash identifies the text, so it does not matter who registered it.
  const get = (hash: string) => registered.get(hash) ?? unproven.get(hash);
  const automatic: Plugin[] = only
    ? []
    : [
        chosenBy(isProved, {
          proved: useAPQ({ store: { get, set: (hash, text) => registered.set(hash, text) } }),
          others: useAPQ({ store: { get, set: (hash, text) => unproven.set(hash, text) } }),
        }),
      ];
  const find = (params: Params) => {
    const id = idOf(params);
    if (params['query'] === undefined || params['query'] === null) {
      return id === null ? null : (trusted(id) ?? (only ? null : (get(hashOf(params) ?? '') ?? null)));
    }
    return only || id !== null || typeof params['query'] !== 'string' ? null : params['query'];
  };
  const named = unknownIds((id) => trusted(id) !== null);
  if (persisted === undefined) return { plugins: [named, ...automatic], find };
  const plugin: Plugin = usePersistedOperations({
    allowArbitraryOperations: !only,
    extractPersistedOperationId: (params) => idOf(params as unknown as Record<string, unknown>),
    getPersistedOperation: trusted,
    customErrors: {
      notFound: notInList,
      keyNotFound: refusal('PERSISTED_QUERY_ID_REQUIRED', `${idOnly}.`),
      persistedQueryOnly: refusal('CANNOT_SEND_PQ_ID_AND_BODY', `${idOnly}, without a text.`),
    },
  });
  const plugins = only ? [plugin] : [named, onlyKnown(plugin, (id) => trusted(id) !== null)];
  return { plugins: [...plugins, ...automatic], find };
}

function upTo(bytes: number) {
  return {
    maxSize: bytes,
    sizeCalculation: (text: string, hash: string) => bytesOfTexts(hash, text),
    ttl: registeredMs,
    updateAgeOnGet: true,
  };
}

function chosenBy(
  isProved: (request: Request) => boolean,
  { proved, others }: { readonly proved: Plugin; readonly others: Plugin },
): Plugin {
  return { onParams: (payload) => (isProved(payload.request) ? proved : others).onParams?.(payload) };
}

const idOnly = 'This graph accepts only trusted documents: send the documentId of one';

const notInList = refusal('PERSISTED_QUERY_NOT_IN_LIST', 'No trusted document has this id.');

function refusal(code: ErrorCode, message: string) {
  return { message, extensions: { code } };
}

/** Refuses the id of a document that is not on the list: during a rollout a client can be newer than the list. */
function unknownIds(isTrusted: (id: string) => boolean): Plugin {
  return {
    onParams({ params }) {
      const { query, documentId } = params as unknown as Params;
      if (query || typeof documentId !== 'string' || isTrusted(documentId)) return;
      throw new GraphQLError(notInList.message, { extensions: notInList.extensions });
    },
  };
}

/** Passes requests for other than trusted documents on to automatic persisted queries. */
function onlyKnown(plugin: Plugin, isTrusted: (id: string) => boolean): Plugin {
  return {
    ...plugin,
    onParams(payload) {
      const params = payload.params as unknown as Record<string, unknown>;
      const id = params['query'] ? null : idOf(params);
      if (id === null || !isTrusted(id)) return;
      return plugin.onParams?.(payload);
    },
  };
}

function idOf(params: Params): string | null {
  return typeof params['documentId'] === 'string' ? params['documentId'] : hashOf(params);
}

function hashOf(params: Params): string | null {
  const { persistedQuery } = (params['extensions'] ?? {}) as { persistedQuery?: { sha256Hash?: unknown } };
  return typeof persistedQuery?.sha256Hash === 'string' ? persistedQuery.sha256Hash : null;
}
