/** Hive Gateway, as compose.yaml mounts it. It has no imports, so that it runs wherever the gateway is installed. */
export const gatewayConfig = {
  propagateHeaders: {
    // Never forward `authorization`, or a router secret that a client sends.
    fromClientToSubgraphs: ({ request }: { request: Request }) => ({
      'x-router-secret': process.env['ROUTER_SECRET'],
      'wix-account-id': request.headers.get('wix-account-id') ?? undefined,
    }),
  },
  // Longer than OPERATION_TIMEOUT_MS, so that the graph can return the data it has read by then.
  upstreamTimeout: 12_000,
  // Retry queries only: a retried mutation runs twice. `shouldRetry` is not enough, because it is not called for every failure.
  upstreamRetry: ({ executionRequest }: { executionRequest: { operationType?: string } }) =>
    executionRequest.operationType === 'query' ? { maxRetries: 2 } : undefined,
};
