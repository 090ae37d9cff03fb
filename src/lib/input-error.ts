/** An invalid value in the caller's document or variables. The message is shown to the caller. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** Path of the invalid argument or input field, dotted from the argument down. */
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}
