import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import type { DocumentNode } from 'graphql';
import { possibleTypes } from '../../../schema/typed/caches.ts';

interface ClientOptions {
  readonly uri: string;
  /** Sends ids instead of texts, for a graph that accepts only trusted documents. */
  readonly byId?: boolean;
  readonly fetch?: typeof fetch;
}

/** Creates an Apollo Client for the typed document nodes of the package. */
export function createApolloClient({ uri, byId = false, fetch }: ClientOptions): ApolloClient {
  const http = new HttpLink({ uri, ...(fetch === undefined ? {} : { fetch }) });
  const link = byId ? ApolloLink.from([new PersistedQueryLink({ generateHash: idOf }), http]) : http;
  return new ApolloClient({ link, cache: new InMemoryCache({ possibleTypes }) });
}

/** Returns the id that codegen gave a document. */
function idOf(document: DocumentNode & { readonly __meta__?: { readonly hash: string } }): string {
  const id = document.__meta__?.hash;
  if (id === undefined) throw new Error('Only documents of wix-account-graph/documents/nodes have an id.');
  return id;
}
