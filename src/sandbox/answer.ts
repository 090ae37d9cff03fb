/** A response: an HTTP status and a JSON body. The only success status of Wix is 200. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Headers beside the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One entry of `details.validationError.fieldViolations`. */
export interface FieldViolation {
  readonly field: string;
  readonly description: string;
  readonly violatedRule?: string;
  readonly data?: unknown;
}

/** Ends a call early with a response. Thrown by rules and request readers, caught where rules run. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`The sandbox refuses the call with ${answer.status}`);
    this.answer = answer;
  }
}

/** A 200 with this body. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** A business or platform error with a code (dev.wix.com/docs/sdk/articles/work-with-the-sdk/about-errors). */
export function applicationError(status: number, code: string, description = '', data?: unknown): Answer {
  const details = { applicationError: { code, description, ...(data === undefined ? {} : { data }) } };
  return { status, body: { message: description, details } };
}

/** A 400 that lists the fields at fault. The message repeats their descriptions unless it is given. */
export function validationError(
  violations: readonly FieldViolation[],
  message = violations.map(({ field, description }) => `${field} ${description}`).join(', '),
): Answer {
  return { status: 400, body: { message, details: { validationError: { fieldViolations: violations } } } };
}

/** Refuses the call with 400 and one field violation. */
export function refuseField(violation: FieldViolation): never {
  throw new Refusal(validationError([violation]));
}

/** Refuses the call if there are violations. */
export function refuseViolations(violations: readonly FieldViolation[], status = 400): void {
  if (violations.length > 0) throw new Refusal({ ...validationError(violations), status });
}

/** An error with a message and no details, as the JSON reader of Wix answers. */
export function plainError(status: number, message: string): Answer {
  return { status, body: { message } };
}

/** The empty form: system errors, missing permissions, unknown routes. */
export function emptyError(status: number): Answer {
  return { status, body: { message: '', details: {} } };
}
