import { Environment, Network, RecordSource, Store } from 'relay-runtime';

/** Creates a Relay environment. Documents that relay-compiler persisted (`persistConfig`) are sent by their id. */
export function createRelayEnvironment(url: string, fetch = globalThis.fetch): Environment {
  const network = Network.create(async ({ id, text }, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(id ? { documentId: id, variables } : { query: text, variables }),
    });
    return response.json();
  });
  return new Environment({ network, store: new Store(new RecordSource()) });
}
