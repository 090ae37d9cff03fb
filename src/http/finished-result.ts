import { type ExecutionResult, GraphQLError } from 'graphql';

/** Converts a thrown value into the error shown to the caller. */
export type MaskError = (error: unknown) => GraphQLError;

/** Maximum number of errors in a response. Nobody reads more. */
const maxErrors = 100;

/**
 * Returns the result for the caller: its errors masked and, above the maximum, counted in `extensions.omittedErrors`, and with the
 * `extensions` that resolvers noted.
 */
export function finishedResult(
  { data, errors }: ExecutionResult,
  noted: Readonly<Record<string, unknown>> | undefined,
  mask: MaskError,
): ExecutionResult {
  const omittedErrors = Math.max(0, (errors?.length ?? 0) - maxErrors);
  const extensions = { ...noted, ...(omittedErrors === 0 ? {} : { omittedErrors }) };
  return {
    ...(errors === undefined ? {} : { errors: errors.slice(0, maxErrors).map((error) => withoutStatus(mask(error))) }),
    ...(data === undefined ? {} : { data }),
    ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
  };
}

/** Removes the HTTP status of an error, because an operation that ran always gets 200. */
function withoutStatus(error: GraphQLError): GraphQLError {
  const { http, ...extensions } = error.extensions;
  if (http === undefined) return error;
  return new GraphQLError(error.message, { extensions });
}
