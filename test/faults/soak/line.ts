/** A straight line through points, by least squares. */
export interface Line {
  readonly slope: number;
  /** How far off the slope may be, one standard error. */
  readonly error: number;
}

/** Throws a RangeError for fewer than three points: two always lie on a line. */
export function lineThrough(points: readonly { readonly x: number; readonly y: number }[]): Line {
  if (points.length < 3) throw new RangeError('A line needs three points');
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const spread = mean(({ x }) => (x - meanX) ** 2) * points.length;
  const slope = (mean(({ x, y }) => (x - meanX) * (y - meanY)) * points.length) / spread;
  const rest = mean(({ x, y }) => (y - meanY - slope * (x - meanX)) ** 2) * points.length;
  return { slope, error: Math.sqrt(rest / (points.length - 2) / spread) };
}

/** The later part of a series, without its warming up. */
export function settled<T>(series: readonly T[], share = 0.8): readonly T[] {
  return series.slice(Math.round(series.length * (1 - share)));
}

/** Whether a series of counts grows: the last third is above the first by more than a quarter and by more than the allowance. */
export function grows(series: readonly number[], allowance: number): boolean {
  const third = Math.max(1, Math.floor(series.length / 3));
  const mean = (part: readonly number[]) => part.reduce((sum, value) => sum + value, 0) / part.length;
  const [first, last] = [mean(series.slice(0, third)), mean(series.slice(-third))];
  return last > first * 1.25 && last > first + allowance;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
