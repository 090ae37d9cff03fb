import type { QuotaState } from '../../wix/quota.ts';
import { builder } from '../builder.ts';

const RateLimitRef = builder.objectRef<QuotaState>('RateLimit').implement({
  description:
    'What is left of the REST calls that this graph makes in a minute for one credential and account, so that Wix does not throttle ' +
    'them.',
  fields: (t) => ({
    limit: t.exposeInt('limit', { description: 'Calls in a minute.' }),
    remaining: t.exposeInt('remaining', { description: 'Calls that are left in this minute.' }),
    resetAt: t.field({
      type: 'DateTime',
      description: 'When all calls are there again.',
      resolve: ({ resetAtMs }) => new Date(resetAtMs).toISOString(),
    }),
  }),
});

builder.queryField('rateLimit', (t) =>
  t.field({
    type: RateLimitRef,
    nullable: true,
    description:
      'What is left of the REST calls of this minute, when the field is resolved; null where no limit is kept. Costs no call. An ' +
      'operation that would have to wait longer than its time for its calls answers RATE_LIMITED with `retryAfterMs` at once.',
    resolve: (_root, _args, context) => context.wix.quota(),
  }),
);
