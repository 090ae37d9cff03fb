/** A write whose response was lost and whose outcome could not be verified. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
  /** A GraphQL query that shows whether the write happened. */
  readonly verify: string;
  /** The time the write was sent, in milliseconds since the epoch. */
  readonly sentAt: number;

  constructor(verify: string, sentAt: number, cause: unknown) {
    super('It is not known whether this write happened. Run the query in extensions.verify before you retry.', {
      cause,
    });
    this.verify = verify;
    this.sentAt = sentAt;
  }
}

export type IdempotencyFault =
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'IDEMPOTENCY_IN_PROGRESS'
  | 'IDEMPOTENCY_UNAVAILABLE'
  | 'IDEMPOTENCY_BUDGET_EXCEEDED'
  | 'IDEMPOTENCY_TOKEN_NARROWER';

const faultMessages: Readonly<Record<IdempotencyFault, string>> = {
  IDEMPOTENCY_KEY_REUSED: 'This idempotency key was used for another write. Use a new key for each intended write.',
  IDEMPOTENCY_IN_PROGRESS: 'A write with this idempotency key is still in progress. Retry later with the same key.',
  IDEMPOTENCY_UNAVAILABLE:
    "Idempotency can't be guaranteed at the moment. Nothing was written. Retry later with the same key.",
  IDEMPOTENCY_BUDGET_EXCEEDED:
    'There is no room for another idempotency key: each is kept for a day. Nothing was written. Retry after retryAfterMs, ' +
    'or write without a key.',
  IDEMPOTENCY_TOKEN_NARROWER:
    'The token of this request allows less than the token that this idempotency key was first used with. Nothing ' +
    'was written by this request. Retry with a token with the same accounts and scopes.',
};

/** An idempotency key that cannot be honored as requested. This request wrote nothing under it. */
export class IdempotencyError extends Error {
  override readonly name = 'IdempotencyError';
  readonly code: IdempotencyFault;
  /** Delay before a retry, in milliseconds. Absent if waiting does not help or the delay is unknown. */
  readonly retryAfterMs: number | undefined;

  constructor(code: IdempotencyFault, retryAfterMs?: number) {
    super(faultMessages[code]);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}
