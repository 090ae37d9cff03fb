import { forwardedCaller } from '../../../src/http/identity.ts';
import { createGraphServer } from '../../../src/http/server.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { createWixClient } from '../../../src/wix/client.ts';
import type { Tenant } from './caller.ts';

/** The graph without anything between it and the sandbox. */
export interface GraphQLServer {
  /** Answers an operation and how many REST calls it took. Throws when it fails unexpectedly. */
  ask(tenant: Tenant, query: string, variables?: object): Promise<{ readonly data: unknown; readonly calls: number }>;
  close(): Promise<void>;
}

export function createReference(sandbox: Sandbox, origin: string): GraphQLServer {
  const client = createWixClient({ origin });
  const server = createGraphServer({
    client,
    identify: forwardedCaller(),
    errors: {
      callersKey: true,
      onUnexpected: ({ error }) => {
        throw error;
      },
    },
  });
  return {
    ask: async (tenant, query, variables) => {
      sandbox.calls.clear();
      const response = await server.fetch(
        new Request('http://reference/graphql', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: tenant.key,
            'wix-account-id': tenant.accountId,
          },
          body: JSON.stringify({ query, variables }),
        }),
      );
      const { data } = (await response.json()) as { data: unknown };
      return { data, calls: sandbox.calls.entries().length };
    },
    close: () => client.close(),
  };
}
