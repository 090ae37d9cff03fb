import { useApolloInlineTrace } from '@graphql-yoga/plugin-apollo-inline-trace';
import type { Plugin } from 'graphql-yoga';
import { type ErrorPolicy, toGraphQLError } from './errors.ts';

type FetchHandler = { fetch(request: Request, ...context: Partial<object>[]): Promise<Response> | Response };

/**
 * Hands a request that asks for a federated trace (`apollo-federation-include-trace: ftv1`) to a server of its own. Tracing
 * wraps every resolver of its schema: requests that ask for none should not pay for it.
 */
export function useTracedServer(create: () => FetchHandler): Plugin {
  let traced: FetchHandler | undefined;
  return {
    onRequest({ request, serverContext, setRequestHandler }) {
      if (request.headers.get('apollo-federation-include-trace') !== 'ftv1') return;
      traced ??= create();
      const server = traced;
      setRequestHandler(() => server.fetch(request, serverContext));
    },
  };
}

/** Writes the trace to `extensions.ftv1`; errors in it read as they do in the answer. */
export function useInlineTrace(errors: ErrorPolicy): Plugin {
  const policy = { ...errors, onUnexpected: () => {} };
  return useApolloInlineTrace({ rewriteError: (error) => toGraphQLError(error, policy) }) as Plugin;
}
