import { Client, cacheExchange, fetchExchange, type TypedDocumentNode } from '@urql/core';
import type { TypedDocumentString } from '../../schema/typed/graphql.ts';

/** urql takes documents as text; this keeps their types. */
export function typed<Data, V>(document: TypedDocumentString<Data, V>) {
  return document.toString() as unknown as TypedDocumentNode<Data, V & Record<string, unknown>>;
}

export function createUrqlClient(url: string, fetch: typeof globalThis.fetch): Client {
  return new Client({
    url,
    fetch,
    // The graph takes POST only.
    preferGetMethod: false,
    exchanges: [cacheExchange, fetchExchange],
  });
}
