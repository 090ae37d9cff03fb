import { closestMatch } from 'leven';

/** Returns the name closest to the given one, ignoring case; null if none is close enough to be a misspelling. */
export function closestName(given: string, names: readonly string[]): string | null {
  const known = new Map(names.map((name) => [name.toLowerCase(), name]));
  const maxDistance = Math.max(2, Math.floor(given.length / 3));
  const closest = closestMatch(given.toLowerCase(), [...known.keys()], { maxDistance });
  return closest === undefined ? null : (known.get(closest) ?? null);
}
