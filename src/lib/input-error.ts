/** A value in the caller's document or variables that the graph refuses. The message is written for the caller and shown. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** The argument or input field at fault, dotted from the argument down. */
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}
