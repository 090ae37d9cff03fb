import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { SampleOperation } from '../../graph/samples.ts';
import { readSample } from '../../graph/samples.ts';
import { explainHeader } from '../../http/explain.ts';
import { createAccountGraph } from '../account-graph.ts';
import type { Backend, Config } from '../config.ts';
import type { AccountGraph, AccountGraphSource } from '../embedding.ts';
import type { Outputs } from './command-line.ts';
import type { QueryFlags } from './commands.ts';
import { patient } from './patient.ts';
import { noProgress, showProgress } from './progress.ts';
import { UsageError } from './usage-error.ts';
import { type Answer, wholeList } from './whole-list.ts';

/** Runs one operation, named or in a file, as the settings say. Resolves to whether it ended without any error. */
export async function runQuery(name: string, flags: QueryFlags, config: Config, outputs: Outputs): Promise<boolean> {
  const { output, notes } = outputs;
  if (flags.all && flags.explain) {
    throw new UsageError('--all prints only the items: use --explain with a single response.');
  }
  const { document, variables } = readOperation(name, config.backend);
  const given = readVariables(flags.variables) ?? variables ?? {};
  if (config.backend.mode === 'sandbox') {
    await notes.write('(sandbox) The data is made up. Set WIX_API_KEY and WIX_ACCOUNT_ID to query Wix.\n');
  }
  const graph = openGraph(config);
  const ask = askerOf(graph, document, {
    ...(flags.account === undefined ? {} : { 'wix-account-id': flags.account }),
    ...(flags.explain ? { [explainHeader]: 'trace' } : {}),
  });
  const progress = (flags.progress ?? notes.isTTY) ? showProgress(notes) : noProgress;
  const print = (text: string) => {
    progress.clear();
    return output.write(text);
  };
  const note = (text: string) => {
    progress.clear();
    return notes.write(text);
  };
  try {
    if (flags.all) {
      const askOn = patient(ask, (ms) => {
        void note(`There were too many REST calls in a minute: the next ones wait ${Math.ceil(ms / 1_000)} s.\n`);
        return setTimeout(ms);
      });
      return await printList(wholeList(document, given, askOn), given, print, note);
    }
    const answer = await ask(given);
    await print(`${JSON.stringify(answer, null, 2)}\n`);
    return answer.errors === undefined;
  } finally {
    progress.end();
    await graph.close();
  }
}

/** Prints items as lines of JSON as they come, and errors as lines on the other stream. */
async function printList(
  pages: ReturnType<typeof wholeList>,
  variables: Readonly<Record<string, unknown>>,
  print: (text: string) => Promise<boolean>,
  note: (text: string) => Promise<boolean>,
): Promise<boolean> {
  let isWhole = true;
  for await (const { nodes, errors, after } of pages) {
    const isMoreWanted = await print((nodes ?? []).map((node) => `${JSON.stringify(node)}\n`).join(''));
    for (const error of errors) await note(`${JSON.stringify(error)}\n`);
    if (nodes === null) {
      const from =
        after === null ? '' : ` To go on from there: --variables ${quoted(JSON.stringify({ ...variables, after }))}`;
      await note(`The list ends before its end: a page could not be read.${from}\n`);
    }
    isWhole &&= nodes !== null && errors.length === 0;
    if (!isMoreWanted) break;
  }
  return isWhole;
}

/** Text as one word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function openGraph({ backend, ...config }: Config): AccountGraph {
  return createAccountGraph({
    ...sourceOf(backend),
    operationTimeoutMs: config.operationTimeoutMs,
    callTimeoutMs: config.callTimeoutMs,
    callsPerMinute: config.callsPerMinute,
    maxConnections: config.maxConnections,
    maxRetries: config.maxRetries,
    maxRestCalls: config.maxCalls,
    publicCallsWithKey: config.sendKeyToPublic,
    domainAssignments: config.features.domainAssignments,
  });
}

function askerOf(graph: AccountGraph, query: string, headers: Readonly<Record<string, string>>) {
  return async (variables: Readonly<Record<string, unknown>>): Promise<Answer> => {
    const response = await graph.fetch(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      }),
    );
    return (await response.json()) as Answer;
  };
}

/** The variables that come with an operation name objects of the sandbox. */
function readOperation(name: string, backend: Backend): SampleOperation {
  const sample = readSample(name);
  if (sample !== null) return backend.mode === 'sandbox' ? sample : { document: sample.document };
  try {
    return { document: readFileSync(name === '-' ? process.stdin.fd : name, 'utf8') };
  } catch {
    throw new UsageError(
      `No operation or readable file named "${name}". Run "wix-account-graph query" to list the operations.`,
    );
  }
}

function readVariables(text: string | undefined): Readonly<Record<string, unknown>> | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new UsageError('--variables must be a JSON object.');
}

function sourceOf(backend: Backend): AccountGraphSource & { readonly origin?: string } {
  if (backend.mode === 'sandbox') return { sandbox: { size: backend.size, seed: backend.seed } };
  if (backend.mode === 'forward') throw new UsageError('query needs a key of its own: WIX_AUTH must not be forward.');
  const { apiKey, accountId, origin } = backend;
  return { apiKey, accountId, origin };
}
