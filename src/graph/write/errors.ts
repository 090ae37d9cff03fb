/** A write whose response was lost and whose outcome could not be verified. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
  /** A GraphQL query that shows whether the write happened; null if nothing that can be read shows it. */
  readonly verify: string | null;
  /** The time the write was sent by this machine's clock, in milliseconds since the epoch. */
  readonly sentAt: number;
  /** Delay after which a retry with the same idempotency key can end it, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(verify: string | null, sentAt: number, cause: unknown, retryAfterMs?: number) {
    const how =
      verify === null
        ? 'Nothing that can be read shows it: ask the people concerned before you retry with a new key.'
        : 'Run the query in extensions.verify before you retry.';
    const later =
      retryAfterMs === undefined
        ? ''
        : ' Or retry with the same idempotencyKey after retryAfterMs: the graph looks again, and writes only if it did ' +
          'not happen.';
    super(`It is not known whether this write happened. ${how}${later}`, { cause });
    this.verify = verify;
    this.sentAt = sentAt;
    this.retryAfterMs = retryAfterMs;
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
