import { appendFileSync } from 'node:fs';
import process from 'node:process';
import type { ServedCall } from '../../src/sandbox/calls.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** The setting that names the file to which requests are appended, a line of JSON each. Unset: nothing is recorded. */
export const recordingSetting = 'RECORD_REQUESTS';

/** Appends the requests that a sandbox has answered with 200 to the file of the setting. */
export function recordRequests({ calls }: Sandbox): void {
  const path = process.env[recordingSetting];
  if (path === undefined) return;
  const lines = calls
    .entries()
    .flatMap((call: ServedCall) => (call.status === 200 ? [`${JSON.stringify(call)}\n`] : []));
  appendFileSync(path, lines.join(''));
}
