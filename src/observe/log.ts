import { type Logger, pino } from 'pino';
import { createScrubber } from './scrubber.ts';

export type Log = Logger;

export const logLevels = ['fatal', 'error', 'warn', 'info', 'silent'] as const;

export interface LogOptions {
  /** @default warn */
  readonly level?: (typeof logLevels)[number];
  /** Texts that are removed from every line, in any encoding: keys, secrets, the account. */
  readonly secrets: readonly string[];
  /** Receives whole lines, each with its line break. */
  readonly write: (line: string) => void;
}

/** Maximum length of a logged error text. */
const maxStack = 8_000;

/**
 * Creates a log of JSON lines. `err` is logged with type, message, stack and causes only, because other properties of errors can contain a
 * request. Every line passes a scrubber, because a value that is redacted by name can still occur in a message.
 */
export function createLog({ level = 'warn', secrets, write }: LogOptions): Log {
  const scrub = createScrubber(secrets);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: ['authorization', 'key', 'headers', '*.authorization', '*.key', '*.headers'],
        censor: '[redacted]',
      },
      serializers: { err: describe },
    },
    { write: (line) => write(scrub(line)) },
  );
}

function describe(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { message: String(error).slice(0, maxStack) };
  const { name, message, stack, cause } = error;
  return {
    type: name,
    message: message.slice(0, maxStack),
    stack: stack?.slice(0, maxStack),
    ...(cause === undefined || depth > 3 ? {} : { cause: describe(cause, depth + 1) }),
  };
}
