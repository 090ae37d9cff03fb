import type { ServedCall } from '../../../src/sandbox/calls.ts';
import type { SandboxQuirks } from '../../../src/sandbox/quirks.ts';
import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { type Mutant, mutantsAt, type Path } from './mutants.ts';

/** How the sandbox judged a mutant. */
export interface Verdict {
  readonly mutant: Mutant;
  readonly isCaught: boolean;
  readonly status: number;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** Sends a recorded request to a sandbox in process, with the key of the agency's owner. */
async function send(sandbox: Sandbox, { method, path, query, accountId, siteId, body }: ServedCall): Promise<Reply> {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, values]) => values.map((one) => [name, one])),
  );
  const url = new URL(path, 'http://sandbox.test');
  url.search = search.toString();
  const response = await sandbox.fetch(
    new Request(url, {
      method,
      headers: {
        authorization: sandbox.keys.owner,
        ...(accountId === undefined ? {} : { 'wix-account-id': accountId }),
        ...(siteId === undefined ? {} : { 'wix-site-id': siteId }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  return { status: response.status, body: await response.json() };
}

/** The fields that a 400 names, and its texts. */
function violationsOf(body: unknown): readonly { readonly field: string; readonly description: string }[] {
  const details = (body as { details?: { validationError?: { fieldViolations?: never } } }).details;
  return details?.validationError?.fieldViolations ?? [];
}

/** Whether a refusal names the place of the fault, or what is around it. */
function names({ named }: Mutant, { status, body }: Reply): boolean {
  if (status !== 400) return false;
  const last = named.split('.').at(-1) ?? named;
  return violationsOf(body).some(
    ({ field, description }) =>
      field === named ||
      named.startsWith(`${field}.`) ||
      named.startsWith(`${field}[`) ||
      description.includes(`'${last}'`),
  );
}

const text = ({ state }: Sandbox) =>
  JSON.stringify(Object.entries(state).map(([name, map]) => [name, [...(map as Map<string, unknown>)]]));

/** The sandbox that judges: strict, with its clock standing, so that one request is answered alike twice. */
function judge(quirks: Partial<SandboxQuirks>): Sandbox {
  return createSandbox({ tickMs: 0, quirks });
}

/** How a sandbox answers a request without any fault in it. */
export async function statusOf(request: ServedCall, quirks: Partial<SandboxQuirks> = {}): Promise<number> {
  return (await send(judge(quirks), request)).status;
}

/**
 * Sends a request with one fault at a time at some of its places. A fault is caught if the refusal names its place, or if the
 * request without it is accepted by the same world. Throws if a refused request has changed the world.
 */
export async function tryFaults(
  request: ServedCall,
  places: readonly Path[],
  quirks: Partial<SandboxQuirks> = {},
): Promise<readonly Verdict[]> {
  const isAccepted = (await statusOf(request, quirks)) === 200;
  let sandbox = judge(quirks);
  let before = text(sandbox);
  const verdicts: Verdict[] = [];
  for (const mutant of places.flatMap((path) => mutantsAt(request, path))) {
    const reply = await send(sandbox, mutant.request);
    const isCaught = names(mutant, reply) || (isAccepted && reply.status >= 400);
    verdicts.push({ mutant, isCaught, status: reply.status });
    const after = text(sandbox);
    if (after === before) continue;
    if (reply.status >= 400) throw new Error(`${request.operation} was refused with ${reply.status} and has written`);
    sandbox = judge(quirks);
    before = text(sandbox);
  }
  return verdicts;
}
