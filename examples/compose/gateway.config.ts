/** Hive Gateway, as compose.yaml mounts it. It has no imports, so that it runs wherever the gateway is installed. */
export const gatewayConfig = {
  propagateHeaders: {
    // Never `authorization`, and never what a client says is the secret.
    fromClientToSubgraphs: ({ request }: { request: Request }) => ({
      'x-router-secret': process.env['ROUTER_SECRET'],
      'wix-account-id': request.headers.get('wix-account-id') ?? undefined,
    }),
  },
  // Longer than OPERATION_TIMEOUT_MS: the graph tells what it could read until then.
  upstreamTimeout: 12_000,
  // Queries only: one more mutation happens one more time. `shouldRetry` cannot say that, because it is not asked about every failure.
  upstreamRetry: ({ executionRequest }: { executionRequest: { operationType?: string } }) =>
    executionRequest.operationType === 'query' ? { maxRetries: 2 } : undefined,
};
