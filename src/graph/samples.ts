import { readdirSync, readFileSync } from 'node:fs';

/** An operation of the library. */
export interface SampleOperation {
  readonly document: string;
  /** Absent for an operation that needs none. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

const folder = new URL('../../schema/operations/', import.meta.url);

/** The operation that GraphiQL opens with. */
const first = 'account-overview';

/** The names of the operations that come with the graph, the most general one first, the others by name. */
export function sampleNames(): readonly string[] {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => file.slice(0, -'.graphql'.length))
    .sort();
  return [first, ...names.filter((name) => name !== first)];
}

/** An operation by its name; null when there is none of that name. */
export function readSample(name: string): SampleOperation | null {
  if (!sampleNames().includes(name)) return null;
  const variables = sandboxVariables()[name];
  const document = readFileSync(new URL(`${name}.graphql`, folder), 'utf8');
  return { document, ...(variables === undefined ? {} : { variables }) };
}

/** All operations. Their variables name objects of the sandbox's demo account. */
export function readSamples(): readonly SampleOperation[] {
  return sampleNames().flatMap((name) => readSample(name) ?? []);
}

function sandboxVariables(): Readonly<Record<string, Record<string, unknown>>> {
  return JSON.parse(readFileSync(new URL('sandbox.json', folder), 'utf8'));
}
