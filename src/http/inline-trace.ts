import { useApolloInlineTrace } from '@graphql-yoga/plugin-apollo-inline-trace';
import type { Plugin } from 'graphql-yoga';
import type { HeaderView } from './caller-request.ts';
import { type ErrorPolicy, toGraphQLError } from './errors.ts';

type FetchHandler = { fetch(request: Request, ...context: Partial<object>[]): Promise<Response> | Response };

/** Whether a request asks for a federated trace. */
export function wantsInlineTrace({ headers }: { readonly headers: HeaderView }): boolean {
  return headers.get('apollo-federation-include-trace') === 'ftv1';
}

/**
 * Passes certain requests to a separate server, which is created for the first of them. Tracing wraps the resolvers of its schema, and
 * other requests should not pay for that.
 */
export function useServerFor(isMeant: (request: Request) => boolean, create: () => FetchHandler): Plugin {
  let created: FetchHandler | undefined;
  return {
    onRequest({ request, serverContext, setRequestHandler }) {
      if (!isMeant(request)) return;
      created ??= create();
      const server = created;
      setRequestHandler(() => server.fetch(request, serverContext));
    },
  };
}

/** Writes the trace to `extensions.ftv1`. Errors in it are masked as in the response. */
export function useInlineTrace(errors: ErrorPolicy): Plugin {
  const policy = { ...errors, onUnexpected: () => {} };
  return useApolloInlineTrace({ rewriteError: (error) => toGraphQLError(error, policy) }) as Plugin;
}
