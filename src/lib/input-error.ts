/** The code that an {@link InputError} is shown with. */
export type InputErrorCode = 'BAD_USER_INPUT' | 'CURSOR_EXPIRED' | 'FAILED_PRECONDITION';

/** An invalid value in the caller's document or variables. The message is shown to the caller. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** Path of the invalid argument or input field, dotted from the argument down. */
  readonly field: string;
  readonly code: InputErrorCode;

  constructor(field: string, message: string, code: InputErrorCode = 'BAD_USER_INPUT') {
    super(message);
    this.field = field;
    this.code = code;
  }
}
