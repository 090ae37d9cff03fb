import { type Logger, pino } from 'pino';
import { createScrubber } from './scrubber.ts';

export type Log = Logger;

export const logLevels = ['fatal', 'error', 'warn', 'info', 'silent'] as const;

export interface LogOptions {
  /** @default warn */
  readonly level?: (typeof logLevels)[number];
  /** Texts that no line may hold, in any encoding: keys, secrets, the account. */
  readonly secrets: readonly string[];
  /** Takes whole lines, each with its line break. */
  readonly write: (line: string) => void;
}

/** The longest text of an error that is logged. */
const maxStack = 8_000;

/**
 * A log of JSON lines. An `err` is logged by type, message, stack and causes: other properties of errors may hold a request.
 * Every line passes a scrubber on its way out, because what is redacted by name can still stand in a message.
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
