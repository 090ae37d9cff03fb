import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createAccountGraph } from '../account-graph.ts';
import type { Backend, Config } from '../config.ts';
import type { AccountGraphSource } from '../embedding.ts';
import type { SampleOperation } from '../http/graphiql.ts';
import { readSample, sampleNames } from '../samples.ts';
import { UsageError } from './usage-error.ts';

export interface QueryOutcome {
  /** The answer as JSON text. */
  readonly text: string;
  /** Whether it came with errors. */
  readonly failed: boolean;
}

/** Runs one operation, named or in a file, as the settings say. */
export async function runQuery(args: readonly string[], config: Config): Promise<QueryOutcome> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { variables: { type: 'string' }, account: { type: 'string' } },
  });
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw new UsageError('query takes one operation or file.');
  const { document, variables } = readOperation(name, config.backend);
  const graph = createAccountGraph({
    ...sourceOf(config.backend),
    operationTimeoutMs: config.operationTimeoutMs,
    callTimeoutMs: config.callTimeoutMs,
    maxConnections: config.maxConnections,
    maxRestCalls: config.maxCalls,
  });
  try {
    const response = await graph.fetch(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(values.account === undefined ? {} : { 'wix-account-id': values.account }),
        },
        body: JSON.stringify({ query: document, variables: readVariables(values.variables) ?? variables }),
      }),
    );
    const answer = (await response.json()) as { errors?: unknown };
    return { text: `${JSON.stringify(answer, null, 2)}\n`, failed: answer.errors !== undefined };
  } finally {
    await graph.close();
  }
}

/** The variables that come with an operation name objects of the sandbox. */
function readOperation(name: string, backend: Backend): SampleOperation {
  const sample = readSample(name);
  if (sample !== null) return backend.mode === 'sandbox' ? sample : { document: sample.document };
  try {
    return { document: readFileSync(name, 'utf8') };
  } catch {
    throw new UsageError(`There is no file ${name}, and no operation of that name: ${sampleNames().join(', ')}.`);
  }
}

function readVariables(text: string | undefined): object | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
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
