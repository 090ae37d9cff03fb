/** An answer of the graph, as far as it is held against the truth. */
export interface Told {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path?: readonly (string | number)[] }[];
  readonly extensions?: {
    /** How many errors are not in the answer, beyond the hundred that are. */
    readonly omittedErrors?: number;
    /** What is shown as this tenant wrote it a moment ago, and not as Wix has it. */
    readonly consistency?: { readonly pending: readonly { readonly id: string }[] };
  };
}

/**
 * Where an answer differs from what is true. A null in the place of a value is right only where an error says so, or one that was
 * counted and left out; a list must be whole
 * and in order; all else must be equal. Empty for a true answer.
 */
export function differences(told: Told, truth: unknown): string[] {
  const paths = (told.errors ?? []).map(({ path }) => path);
  if (told.data === undefined || told.data === null) return paths.length > 0 ? [] : ['no data and no error'];
  const wrong: string[] = [];
  let omitted = told.extensions?.omittedErrors ?? 0;
  const isExcused = (at: readonly (string | number)[]) =>
    paths.some((path) => path !== undefined && at.every((step, index) => path[index] === step));
  const compare = (value: unknown, expected: unknown, at: readonly (string | number)[]): void => {
    if (value === null && expected !== null) {
      if (isExcused(at)) return;
      if (omitted > 0) omitted -= 1;
      else wrong.push(`${at.join('.')} is null without an error`);
    } else if (Array.isArray(value) && Array.isArray(expected)) {
      if (value.length !== expected.length)
        wrong.push(`${at.join('.')} has ${value.length} items, not ${expected.length}`);
      else for (const [index, item] of value.entries()) compare(item, expected[index], [...at, index]);
    } else if (isObject(value) && isObject(expected)) {
      for (const key of new Set([...Object.keys(value), ...Object.keys(expected)])) {
        if (key in value) compare(value[key], expected[key] ?? null, [...at, key]);
        else wrong.push(`${[...at, key].join('.')} is missing`);
      }
    } else if (value !== expected && !isOtherCursor(value, at)) {
      wrong.push(`${at.join('.')} is ${JSON.stringify(value)}, not ${JSON.stringify(expected)}`);
    }
  };
  compare(told.data, truth, []);
  return wrong;
}

/** Whether it is a cursor: a page that was cut from a larger one in flight names the same item by another position. */
function isOtherCursor(value: unknown, at: readonly (string | number)[]): boolean {
  return typeof value === 'string' && /^(cursor|endCursor|startCursor)$/.test(String(at.at(-1)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
