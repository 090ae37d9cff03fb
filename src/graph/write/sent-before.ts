/** An earlier try of a write, as far as it is known. */
export interface SentBefore<Result> {
  /** The results of a bulk write of which some items are open; null if nothing is known. */
  readonly partial: Result | null;
  /** Whether items of unknown outcome must not be sent again yet: they may still happen, or nothing shows them. */
  readonly keepsUnknown?: boolean | undefined;
}

/** Returns an earlier try of a bulk write by its results. */
export function resultsBefore<Item>({
  partial,
  keepsUnknown,
}: SentBefore<{ readonly results: readonly Item[] }>): SentBefore<readonly Item[]> {
  return { partial: partial?.results ?? null, keepsUnknown };
}
