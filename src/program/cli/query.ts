import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { SampleOperation } from '../../graph/samples.ts';
import { readSample } from '../../graph/samples.ts';
import { explainHeader } from '../../http/explain.ts';
import { createAccountGraph } from '../account-graph.ts';
import type { Backend, Config } from '../config.ts';
import type { AccountGraph, AccountGraphSource } from '../embedding.ts';
import { patient } from './patient.ts';
import { noProgress, type ProgressStream, showProgress } from './progress.ts';
import { UsageError } from './usage-error.ts';
import { type Answer, wholeList } from './whole-list.ts';

export interface QueryOutput {
  /** Takes answers, as JSON text; answers whether more is wanted. */
  readonly answers: (text: string) => boolean;
  /** Takes progress, and the errors of a list that is printed item by item. */
  readonly notes: ProgressStream;
}

/** Runs one operation, named or in a file, as the settings say. Answers whether all went well: without any error. */
export async function runQuery(args: readonly string[], config: Config, output: QueryOutput): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    allowNegative: true,
    options: {
      variables: { type: 'string' },
      account: { type: 'string' },
      explain: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      progress: { type: 'boolean', default: output.notes.isTTY ?? false },
    },
  });
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) {
    throw new UsageError('query takes one operation or file. Without any argument it lists the operations.');
  }
  if (values.all && values.explain) {
    throw new UsageError('--all prints the items alone: --explain goes with a single answer.');
  }
  const { document, variables } = readOperation(name, config.backend);
  const given = readVariables(values.variables) ?? variables ?? {};
  const graph = openGraph(config);
  const ask = askerOf(graph, document, {
    ...(values.account === undefined ? {} : { 'wix-account-id': values.account }),
    ...(values.explain ? { [explainHeader]: 'trace' } : {}),
  });
  const progress = values.progress ? showProgress(output.notes) : noProgress;
  const print = (text: string) => {
    progress.clear();
    return output.answers(text);
  };
  const note = (text: string) => {
    progress.clear();
    output.notes.write(text);
  };
  try {
    if (values.all) {
      const askOn = patient(ask, (ms) => {
        note(`There were too many REST calls in a minute: the next ones wait ${Math.ceil(ms / 1_000)} s.\n`);
        return setTimeout(ms);
      });
      return await printList(wholeList(document, given, askOn), given, print, note);
    }
    const answer = await ask(given);
    print(`${JSON.stringify(answer, null, 2)}\n`);
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
  print: (text: string) => boolean,
  note: (text: string) => void,
): Promise<boolean> {
  let isWhole = true;
  for await (const { nodes, errors, after } of pages) {
    const isMoreWanted = print((nodes ?? []).map((node) => `${JSON.stringify(node)}\n`).join(''));
    for (const error of errors) note(`${JSON.stringify(error)}\n`);
    if (nodes === null) {
      const from =
        after === null ? '' : ` To go on from there: --variables ${quoted(JSON.stringify({ ...variables, after }))}`;
      note(`The list ends before its end: a page could not be read.${from}\n`);
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
      `${name} is no file that can be read, and no operation: query without any argument lists them.`,
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
