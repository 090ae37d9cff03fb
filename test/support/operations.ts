import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TestAnswer, TestGraph } from './graph.ts';

export interface LibraryOperation {
  readonly name: string;
  readonly document: string;
  /** Variables with which it answers on the demo sandbox. */
  readonly variables: Record<string, unknown> | undefined;
}

const folder = join(import.meta.dirname, '../../schema/operations');

const sandboxVariables = JSON.parse(readFileSync(join(folder, 'sandbox.json'), 'utf8')) as Record<
  string,
  Record<string, unknown>
>;

/** The operations of `schema/operations/`, by name. */
export const operations: readonly LibraryOperation[] = globSync(join(folder, '*.graphql'))
  .sort()
  .map((path) => {
    const name = basename(path, '.graphql');
    return { name, document: readFileSync(path, 'utf8'), variables: sandboxVariables[name] };
  });

export function ask(graph: TestGraph, name: string): Promise<TestAnswer> {
  const operation = operations.find((candidate) => candidate.name === name);
  if (operation === undefined) throw new Error(`schema/operations/ has no ${name}.`);
  return graph.ask(operation.document, operation.variables);
}

/** What an operation answers, each list cut down to its first item and the number of the others, without cursors. */
export async function excerptOf(graph: TestGraph, name: string): Promise<unknown> {
  const { data, errors } = await ask(graph, name);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return cut(data);
}

function cut(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) {
    const entries = Object.entries(value).filter(([key]) => key !== 'pageInfo');
    return Object.fromEntries(entries.map(([key, child]) => [key, cut(child)]));
  }
  return value.length > 1 ? [cut(value[0]), `and ${value.length - 1} more`] : value.map(cut);
}
