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

export type IdempotencyFault = 'IDEMPOTENCY_KEY_REUSED' | 'IDEMPOTENCY_IN_PROGRESS' | 'IDEMPOTENCY_UNAVAILABLE';

const faultMessages: Readonly<Record<IdempotencyFault, string>> = {
  IDEMPOTENCY_KEY_REUSED: 'This idempotency key was used for another write.',
  IDEMPOTENCY_IN_PROGRESS: 'A write with this idempotency key is still under way. Ask again later with the same key.',
  IDEMPOTENCY_UNAVAILABLE: 'The promise of an idempotency key cannot be kept at present. Nothing was written.',
};

/** An idempotency key that cannot be honoured as asked. Nothing was written under it by this request. */
export class IdempotencyError extends Error {
  override readonly name = 'IdempotencyError';
  readonly code: IdempotencyFault;

  constructor(code: IdempotencyFault) {
    super(faultMessages[code]);
    this.code = code;
  }
}
