/** A write was sent and its answer lost, and reading back did not tell what became of it. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
  /** A GraphQL query whose answer tells whether the write happened. */
  readonly verify: string;
  /** When the write was sent, in milliseconds since the epoch. */
  readonly sentAt: number;

  constructor(verify: string, sentAt: number, cause: unknown) {
    super('It is not known whether this write happened. Ask before you repeat it.', { cause });
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
  IDEMPOTENCY_UNAVAILABLE: 'The promise of an idempotency key cannot be kept at present. Nothing was written.',
  IDEMPOTENCY_BUDGET_EXCEEDED:
    'There is no room for another idempotency key: each is kept for a day. Nothing was written. Retry after retryAfterMs, ' +
    'or write without a key.',
  IDEMPOTENCY_TOKEN_NARROWER:
    'The token of this request allows less than the token that this idempotency key was first used with. Retry with a token of ' +
    'the same accounts and scopes. Nothing was written by this request.',
};

/** An idempotency key that cannot be honoured as asked. Nothing was written under it by this request. */
export class IdempotencyError extends Error {
  override readonly name = 'IdempotencyError';
  readonly code: IdempotencyFault;
  /** When to try again, in milliseconds; absent where time does not help or is not known. */
  readonly retryAfterMs: number | undefined;

  constructor(code: IdempotencyFault, retryAfterMs?: number) {
    super(faultMessages[code]);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}
