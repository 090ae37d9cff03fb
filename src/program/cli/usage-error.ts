/** The command line cannot be understood; the message says what it should hold. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
