/** The middle value; the mean of the two middle ones of an even number. Throws a RangeError for no values. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('There is no median of no values.');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}

/** The fewest rounds from which a ratio is quoted: of fewer, none can be seen to be an exception. */
export const fewestRounds = 3;

/**
 * How much of something one takes for each one that the other takes, compared inside each round: what slows a whole round down slows
 * both. Null for fewer than three rounds. Throws a RangeError when the rounds do not match.
 */
export function pairedRatios(values: readonly number[], references: readonly number[]): Spread | null {
  if (values.length !== references.length) throw new RangeError('There must be as many references as values.');
  if (values.length < fewestRounds) return null;
  return spread(values.map((value, round) => value / (references[round] as number)));
}

/** The items in the order of a round: each round begins with the next one, so that none is always first. */
export function rotated<T>(items: readonly T[], round: number): T[] {
  const first = round % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}
