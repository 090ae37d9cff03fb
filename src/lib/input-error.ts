/** The code that an {@link InputError} is shown with. */
export type InputErrorCode = 'BAD_USER_INPUT' | 'CURSOR_EXPIRED';

/** A value in the caller's document or variables that the graph refuses. The message is written for the caller and shown. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** The argument or input field at fault, dotted from the argument down. */
  readonly field: string;
  readonly code: InputErrorCode;

  constructor(field: string, message: string, code: InputErrorCode = 'BAD_USER_INPUT') {
    super(message);
    this.field = field;
    this.code = code;
  }
}
