import { closestMatch } from 'leven';

/** Returns the name that is closest to a given one, in any case; null if none is close enough to be meant. */
export function closestName(given: string, names: readonly string[]): string | null {
  const known = new Map(names.map((name) => [name.toLowerCase(), name]));
  const maxDistance = Math.max(2, Math.floor(given.length / 3));
  const closest = closestMatch(given.toLowerCase(), [...known.keys()], { maxDistance });
  return closest === undefined ? null : (known.get(closest) ?? null);
}
