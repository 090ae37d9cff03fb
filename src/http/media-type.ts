/** Media types that a response can have, in the order in which ties between wildcards are decided. */
const offered = ['application/json', 'application/graphql-response+json'] as const;

type JsonType = (typeof offered)[number];

/** Types that the engine behind the fast path can stream. */
const streamed = ['text/event-stream', 'multipart/mixed'] as const;

/** A range of the header `accept`: its type, its weight, and its position. */
interface Range {
  readonly type: string;
  readonly weight: number;
  readonly at: number;
}

/** The usual headers, which need no reading. */
const usual: ReadonlyMap<string, JsonType> = new Map([
  ['application/json', 'application/json'],
  ['application/graphql-response+json', 'application/graphql-response+json'],
  ['*/*', 'application/json'],
]);

/**
 * Returns the JSON media type that the client prefers: the one with the greatest weight and, among equals, the one that it lists first.
 * Null if it accepts none.
 */
export function jsonTypeFor(accept: string | undefined): JsonType | null {
  if (accept === undefined || accept.trim() === '') return 'application/json';
  const known = usual.get(accept);
  if (known !== undefined) return known;
  const ranges = rangesOf(accept);
  let best: { readonly type: JsonType; readonly range: Range } | null = null;
  for (const type of offered) {
    const range = rangeFor(type, ranges);
    if (range === null || range.weight === 0) continue;
    const isBetter =
      best === null ||
      range.weight > best.range.weight ||
      (range.weight === best.range.weight && range.at < best.range.at);
    if (isBetter) best = { type, range };
  }
  return best?.type ?? null;
}

/** Whether the client accepts a response of this graph. */
export function isAcceptable(accept: string | null): boolean {
  if (jsonTypeFor(accept ?? undefined) !== null) return true;
  const ranges = rangesOf(accept ?? '');
  return streamed.some((type) => (rangeFor(type, ranges)?.weight ?? 0) > 0);
}

/** Returns the most specific range for a type; among equals the first. Null if there is none. */
function rangeFor(type: string, ranges: readonly Range[]): Range | null {
  const [main = ''] = type.split('/');
  for (const wanted of [type, `${main}/*`, '*/*']) {
    const range = ranges.find((one) => one.type === wanted);
    if (range !== undefined) return range;
  }
  return null;
}

/** Reads the header. A range with another charset than UTF-8 is ignored. */
function rangesOf(accept: string): readonly Range[] {
  return accept
    .replace(/\s/g, '')
    .toLowerCase()
    .split(',')
    .flatMap((part, at) => {
      const [type = '', ...params] = part.split(';');
      if (params.some((param) => param.startsWith('charset=') && !/^charset="?utf-8"?$/.test(param))) return [];
      const given = params.find((param) => param.startsWith('q='))?.slice(2);
      const weight = given !== undefined && /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(given) ? Number(given) : 1;
      return [{ type, weight, at }];
    });
}
