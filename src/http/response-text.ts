import type { ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ErrorCode } from './error-code.ts';

/** Default maximum size of a response, in bytes. */
export const defaultMaxResponseBytes = 32 * 1024 * 1024;

/** Returns a result as JSON; if it exceeds the maximum, an error instead. */
export function responseText(result: object, maxBytes: number): string {
  let text: string;
  try {
    text = JSON.stringify(result);
  } catch (error) {
    // Longer than the maximum length of a string.
    if (error instanceof RangeError) return tooLarge(maxBytes);
    throw error;
  }
  // UTF-8 needs at most three bytes per UTF-16 unit.
  if (text.length * 3 <= maxBytes) return text;
  return Buffer.byteLength(text) > maxBytes ? tooLarge(maxBytes) : text;
}

function tooLarge(maxBytes: number): string {
  const code: ErrorCode = 'RESPONSE_TOO_LARGE';
  const message = 'The operation ran, but its response exceeds MAX_RESPONSE_MB. Select fewer fields or smaller pages.';
  return JSON.stringify({ errors: [{ message, extensions: { code, limit: maxBytes } }], data: null });
}

/** Limits the size of yoga's responses. */
export function useBoundedResponses(maxBytes: number): Plugin {
  return {
    onResultProcess({ result, setResult }) {
      if (Symbol.asyncIterator in result || Array.isArray(result)) return;
      const stringify = (final: ExecutionResult) => responseText(final, maxBytes);
      setResult({ ...(result as ExecutionResult), stringify } as ExecutionResult);
    },
  };
}
