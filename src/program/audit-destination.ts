import { closeSync, openSync } from 'node:fs';
import { type AuditLog, createAuditLog } from '../observe/audit.ts';
import { createLineFile } from '../observe/line-file.ts';
import type { Log } from '../observe/log.ts';
import { openLogOutput } from '../observe/log-output.ts';
import { type Config, ConfigError } from './config.ts';
import { exitCodes } from './exit-code.ts';

export interface OpenAudit {
  /** Null if nothing is recorded. */
  readonly log: AuditLog | null;
  /** Writes the waiting lines. */
  close(): Promise<void>;
}

/** Opens the configured audit log. Throws a {@link ConfigError} for a file that can't be appended to. */
export function openAudit({ audit, routerSecrets, backend }: Config, log: Log): OpenAudit {
  const { destination, personalData, readsBefore } = audit;
  const secrets = [...routerSecrets, ...(backend.mode === 'server' ? [backend.apiKey] : [])];
  const options = { personalData, readsBefore, secrets };
  if (destination === 'off') return { log: null, close: async () => {} };
  if (destination === 'stderr') {
    // Lost records change the exit code, as lost log lines do.
    const output = openLogOutput(process.stderr, () => {
      process.exitCode ||= exitCodes.outputFault;
    });
    return { log: createAuditLog({ ...options, write: (line) => output.write(line) }), close: () => output.flush() };
  }
  try {
    closeSync(openSync(destination.path, 'a', 0o600));
  } catch {
    throw new ConfigError(['AUDIT_LOG must be stderr, off or the path of a file that can be appended to.']);
  }
  const file = createLineFile(destination.path, {
    report: ({ error, lost }) => {
      if (error === null) log.error({ lost }, 'audit log is written again');
      else log.error({ err: error, lost }, 'audit log cannot be written');
    },
  });
  return { log: createAuditLog({ ...options, write: (line) => file.write(line) }), close: () => file.flush() };
}
