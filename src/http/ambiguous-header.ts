/** Headers that decide the identity and the meaning of a request. Node keeps the first of some duplicates, and joins others. */
const deciding = new Set([
  'authorization',
  'x-router-secret',
  'wix-account-id',
  'host',
  'origin',
  'content-type',
  'content-length',
  'transfer-encoding',
]);
const lengths = new Set([...deciding].map((name) => name.length));

/** Returns the name of a deciding header that occurs twice in alternating names and values; null if there is none. */
export function ambiguousHeader(rawHeaders: readonly string[]): string | null {
  let seen: string[] | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const raw = rawHeaders[at] ?? '';
    if (!lengths.has(raw.length)) continue;
    const name = raw.toLowerCase();
    if (!deciding.has(name)) continue;
    if (seen?.includes(name)) return name;
    seen ??= [];
    seen.push(name);
  }
  return null;
}
