const jsonTypes: ReadonlyMap<string, string> = new Map([
  ['application/json', 'application/json'],
  ['application/graphql-response+json', 'application/graphql-response+json'],
  ['*/*', 'application/json'],
  ['application/*', 'application/json'],
]);

/**
 * Returns the media type of the response as yoga would choose it: the first JSON type in the client's list. Null if there is none, or if
 * the header needs a full parser.
 */
export function jsonTypeFor(accept: string | undefined): string | null {
  if (accept === undefined || accept === '') return 'application/json';
  const comma = accept.indexOf(',');
  const first = jsonTypes.get(comma < 0 ? accept : accept.slice(0, comma));
  if (first !== undefined) return first;
  for (const part of accept.replace(/\s/g, '').toLowerCase().split(',')) {
    const [type = '', ...params] = part.split(';');
    if (params.some((param) => param.includes('charset=') && param !== 'charset=utf-8')) continue;
    const chosen = jsonTypes.get(type);
    if (chosen !== undefined) return chosen;
    if (type.includes('*')) return null;
  }
  return null;
}
