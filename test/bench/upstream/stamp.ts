/**
 * Marks in the stub's answers that tell when they were given, in milliseconds since 1970. All have the same length, so that an answer's
 * length does not depend on its time.
 */
const place = '@0000000000000';

/** Names of texts that every server passes on unchanged. */
const stamped = new Set(['displayName', 'accountName', 'firstName']);

/** Writes places for stamps into an answer of Wix. */
export function withStamps(json: string): string {
  const write = (name: string, value: unknown) =>
    stamped.has(name) && typeof value === 'string' ? `${value} ${place}` : value;
  return JSON.stringify(JSON.parse(json), write);
}

/** Stamps the places of an answer with the current time. */
export function stampNow(bytes: Buffer, now: number = Date.now()): Buffer {
  return Buffer.from(bytes.toString().replaceAll(place, `@${now}`));
}

/** Returns the age of the oldest stamp in a text, in milliseconds; null if there is none. */
export function ageOf(text: string, now: number = Date.now()): number | null {
  let oldest = Number.POSITIVE_INFINITY;
  for (const [, time] of text.matchAll(/@(\d{13})/g)) oldest = Math.min(oldest, Number(time));
  return oldest === Number.POSITIVE_INFINITY ? null : now - oldest;
}
