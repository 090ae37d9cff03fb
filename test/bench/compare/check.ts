import { isDeepStrictEqual } from 'node:util';
import type { ComparedOperation } from '../operations.ts';
import { countsBetween, type Upstream } from '../upstream/upstream.ts';
import type { PreparedRequest } from './request.ts';

/** An answer that was looked at. */
export interface CheckedAnswer {
  readonly data: unknown;
  /** The length of the answer as it was sent. */
  readonly bytes: number;
  /** What is wrong with it; empty for nothing. */
  readonly faults: readonly string[];
}

/** Asks once, and compares the REST calls that it took with the fewest possible, and the data with `expected`, where that is given. */
export async function checkAnswer(
  server: string,
  operation: ComparedOperation,
  request: PreparedRequest,
  upstream: Upstream,
  expected?: unknown,
): Promise<CheckedAnswer> {
  const before = await upstream.counts();
  const { url, headers, body } = request;
  const answer = await fetch(url, { method: 'POST', headers, body });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const calls = countsBetween(before, await upstream.counts());
  const text = new TextDecoder().decode(bytes);
  const at = `${server}, ${operation.name}`;
  if (answer.status !== 200) {
    return { data: null, bytes: bytes.length, faults: [`${at}: answered ${answer.status}: ${text.slice(0, 500)}`] };
  }
  const { data: own, errors } = JSON.parse(text) as { data: never; errors?: unknown };
  if (errors !== undefined) return { data: null, bytes: bytes.length, faults: [`${at}: ${text.slice(0, 500)}`] };
  const data = request.toGraph(own);
  const faults = [
    ...(expected === undefined || isDeepStrictEqual(data, expected)
      ? []
      : [`${at}: another answer than the product's, ${firstDifference(expected, data)}`]),
    ...(isDeepStrictEqual(calls, operation.calls)
      ? []
      : [`${at}: made ${JSON.stringify(calls)}, where ${JSON.stringify(operation.calls)} would do`]),
  ];
  return { data, bytes: bytes.length, faults };
}

/** Where two JSON values first differ, and how. */
export function firstDifference(expected: unknown, found: unknown, path = 'data'): string {
  const isParent = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  if (!isParent(expected) || !isParent(found)) {
    return `at ${path}: ${JSON.stringify(found)?.slice(0, 80)}, not ${JSON.stringify(expected)?.slice(0, 80)}`;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    if (!isDeepStrictEqual(expected[key], found[key])) {
      return firstDifference(expected[key], found[key], `${path}.${key}`);
    }
  }
  return `at ${path}`;
}
