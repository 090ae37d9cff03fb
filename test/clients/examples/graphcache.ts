import { type Client, createClient, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { persistedExchange } from '@urql/exchange-persisted';
import type { DocumentNode } from 'graphql';
import { cacheKeys } from '../../../schema/typed/caches.ts';
import { introspection } from '../../../schema/typed/introspection.ts';

interface ClientOptions {
  readonly url: string;
  /** Sends ids instead of texts, for a graph that accepts only trusted documents. */
  readonly byId?: boolean;
  readonly fetch?: typeof fetch;
  /** Receives the messages of Graphcache. Default: the console. */
  readonly logger?: (severity: 'debug' | 'error' | 'warn', message: string) => void;
}

/** Creates an urql client with Graphcache for the typed document nodes of the package. */
export function createGraphcacheClient({ url, byId = false, fetch, logger }: ClientOptions): Client {
  const persisted = persistedExchange({
    enforcePersistedQueries: true,
    enableForMutation: true,
    preferGetForPersistedQueries: false,
    generateHash: async (_text, document) => idOf(document),
  });
  return createClient({
    url,
    preferGetMethod: false,
    ...(fetch === undefined ? {} : { fetch }),
    exchanges: [
      cacheExchange({ keys: cacheKeys, schema: introspection, ...(logger === undefined ? {} : { logger }) }),
      ...(byId ? [persisted] : []),
      fetchExchange,
    ],
  });
}

/** Returns the id that codegen gave a document. */
function idOf(document: DocumentNode & { readonly __meta__?: { readonly hash: string } }): string {
  const id = document.__meta__?.hash;
  if (id === undefined) throw new Error('Only documents of wix-account-graph/documents/nodes have an id.');
  return id;
}
