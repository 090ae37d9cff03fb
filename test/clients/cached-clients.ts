import { gql } from '@apollo/client';
import {
  type ConcreteRequest,
  commitMutation,
  createOperationDescriptor,
  Environment,
  fetchQuery,
  Network,
  RecordSource,
  Store,
} from 'relay-runtime';
import { createApolloClient } from './examples/apollo-client.ts';
import { createGraphcacheClient } from './examples/graphcache.ts';

/** An operation that all clients send under one name. */
export interface Operation {
  readonly name: string;
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Answers an operation. Clients that send the same one can get the same response. */
export type Answer = (
  name: string,
  variables: unknown,
) => Promise<{ readonly data: unknown; readonly errors: unknown }>;

/** A client with its own cache, set up as documented. */
export interface CachedClient {
  /** Reads a query from the cache or, if the cache doesn't hold all of it, from the graph. */
  read(query: Operation): Promise<unknown>;
  write(mutation: Operation): Promise<void>;
}

/** Creates each client, by its name. */
export const cachedClients: Readonly<
  Record<string, (answer: Answer, artifacts: ReadonlyMap<string, unknown>) => CachedClient>
> = {
  'Apollo Client': (answer) => {
    const client = createApolloClient({ uri: '/', fetch: answering(answer) });
    return {
      read: async ({ text, variables }) => (await client.query({ query: gql(text), variables })).data,
      write: async ({ text, variables }) => {
        await client.mutate({ mutation: gql(text), variables });
      },
    };
  },
  Graphcache: (answer) => {
    const client = createGraphcacheClient({ url: 'http://graph/graphql', fetch: answering(answer) });
    return {
      read: async ({ text, variables }) => (await client.query(text, variables).toPromise()).data,
      write: async ({ text, variables }) => {
        await client.mutation(text, variables).toPromise();
      },
    };
  },
  Relay: (answer, artifacts) => {
    const network = Network.create(async ({ name }, variables) => {
      const { data, errors } = await answer(name.replace(/(Query|Mutation)$/, ''), variables);
      return { data, errors } as never;
    });
    const environment = new Environment({ network, store: new Store(new RecordSource()) });
    return {
      read: async ({ name, variables }) => {
        const request = artifacts.get(name) as ConcreteRequest;
        const operation = createOperationDescriptor(request, variables);
        environment.retain(operation);
        if (environment.check(operation).status !== 'available')
          await fetchQuery(environment, request, variables).toPromise();
        return environment.lookup(operation.fragment).data;
      },
      write: ({ name, variables }) =>
        new Promise((resolve, reject) => {
          const mutation = artifacts.get(name) as ConcreteRequest;
          commitMutation(environment, { mutation, variables, onCompleted: () => resolve(), onError: reject });
        }),
    };
  },
};

function answering(answer: Answer): typeof fetch {
  return async (_url, init) => {
    const { operationName, variables } = JSON.parse(String(init?.body));
    const { data, errors } = await answer(operationName, variables);
    return Response.json({ data, errors });
  };
}
