import { type ExecutionResult, GraphQLError } from 'graphql';

/** Turns whatever was thrown into what the caller may read of it. */
export type MaskError = (error: unknown) => GraphQLError;

/** The most errors of one answer: whoever has this many to read reads no more. */
const maxErrors = 100;

/**
 * A result as the caller gets it: its errors masked, of a long list the first hundred and how many are missing, and what resolvers
 * noted for the answer's `extensions`.
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

/** An operation that ran is answered 200, whatever became of it: only an error without a place in the answer says otherwise. */
function withoutStatus(error: GraphQLError): GraphQLError {
  const { http, ...extensions } = error.extensions;
  if (http === undefined) return error;
  return new GraphQLError(error.message, { extensions });
}
