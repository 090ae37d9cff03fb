import { readdirSync, readFileSync } from 'node:fs';

/** A ready operation from the library. */
export interface SampleOperation {
  readonly document: string;
  /** Absent if the operation takes none. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

const folder = new URL('../../schema/operations/', import.meta.url);

/** The operation that GraphiQL opens with. */
const first = 'account-overview';

/** Returns the names of the ready operations: the most general one first, the others in alphabetical order. */
export function sampleNames(): readonly string[] {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => file.slice(0, -'.graphql'.length))
    .sort();
  return [first, ...names.filter((name) => name !== first)];
}

/** Returns the operation with this name, or null if there is none. */
export function readSample(name: string): SampleOperation | null {
  if (!sampleNames().includes(name)) return null;
  const variables = sandboxVariables()[name];
  const document = readFileSync(new URL(`${name}.graphql`, folder), 'utf8');
  return { document, ...(variables === undefined ? {} : { variables }) };
}

/** Returns all ready operations. Their variables name objects of the sandbox's demo account. */
export function readSamples(): readonly SampleOperation[] {
  return sampleNames().flatMap((name) => readSample(name) ?? []);
}

function sandboxVariables(): Readonly<Record<string, Record<string, unknown>>> {
  return JSON.parse(readFileSync(new URL('sandbox.json', folder), 'utf8'));
}
