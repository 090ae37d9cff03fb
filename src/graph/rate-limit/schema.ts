import type { QuotaState } from '../../wix/quota.ts';
import { builder } from '../builder.ts';

const RateLimitRef = builder.objectRef<QuotaState>('RateLimit').implement({
  description:
    "The rate limit that this graph applies to its REST calls per credential and account, so that Wix doesn't " +
    'throttle them.',
  fields: (t) => ({
    limit: t.exposeInt('limit', { description: 'The maximum number of REST calls in any 60 seconds.' }),
    remaining: t.exposeInt('remaining', {
      description: 'The number of REST calls that can be made now, after those of this operation.',
    }),
    resetAt: t.field({
      type: 'DateTime',
      description: 'The time at which all calls are available again.',
      resolve: ({ resetAtMs }) => new Date(resetAtMs).toISOString(),
    }),
  }),
});

builder.queryField('rateLimit', (t) =>
  t.field({
    type: RateLimitRef,
    nullable: true,
    description:
      'The REST calls that can still be made after those of this operation: resolved last. Null if no limit applies. ' +
      'Costs no REST call. An operation whose calls would have to wait past its deadline fails with RATE_LIMITED ' +
      'and `retryAfterMs` immediately.',
    resolve: (_root, _args, context) => context.wix.quota(),
  }),
);
