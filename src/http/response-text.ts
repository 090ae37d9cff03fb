import type { ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ErrorCode } from './error-code.ts';

/** The bytes of a response, unless a setting says otherwise. */
export const defaultMaxResponseBytes = 32 * 1024 * 1024;

/** Returns a result as JSON, or an error in its place if it has more than so many bytes. */
export function responseText(result: object, maxBytes: number): string {
  let text: string;
  try {
    text = JSON.stringify(result);
  } catch (error) {
    // Longer than any text can be.
    if (error instanceof RangeError) return tooLarge(maxBytes);
    throw error;
  }
  // A character is three bytes at most.
  if (text.length * 3 <= maxBytes) return text;
  return Buffer.byteLength(text) > maxBytes ? tooLarge(maxBytes) : text;
}

function tooLarge(maxBytes: number): string {
  const code: ErrorCode = 'RESPONSE_TOO_LARGE';
  const message =
    'The operation ran, but its response has more bytes than this graph allows. Select fewer fields or smaller pages.';
  return JSON.stringify({ errors: [{ message, extensions: { code, limit: maxBytes } }], data: null });
}

/** Makes yoga write responses of a bounded size. */
export function useBoundedResponses(maxBytes: number): Plugin {
  return {
    onResultProcess({ result, setResult }) {
      if (Symbol.asyncIterator in result || Array.isArray(result)) return;
      const stringify = (final: ExecutionResult) => responseText(final, maxBytes);
      setResult({ ...(result as ExecutionResult), stringify } as ExecutionResult);
    },
  };
}
