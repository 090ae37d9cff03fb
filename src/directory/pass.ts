import type { Directory } from './directory.ts';
import type { ListSpec } from './list-spec.ts';
import type { Entry, Found } from './record.ts';
import type { Unit } from './unit.ts';

/** The longest time from the first to the last page of a list that may remove records, in milliseconds. */
const maxListMs = 600_000;

/** A list that lacks more than this share of what is known, and more than this number, is read twice before it removes. */
const suspiciousShare = 0.2;
const suspiciousCount = 10;

/** Reads one list of one account. */
export interface PassOptions<Reader> {
  readonly directory: Directory<Reader>;
  readonly spec: ListSpec<Reader>;
  readonly unit: Unit;
  /** Opens a reader that shares nothing with earlier ones. */
  readonly open: (accountId: string) => Reader;
  /** Resolves when the next call may be made. */
  readonly pace: () => Promise<void>;
}

/** Result of a pass that did not fail. Otherwise the reason why its list is not whole. */
export type PassEnd = 'whole' | 'tooLarge' | 'tooSlow' | 'unconfirmed' | 'dropped';

/** A list as it was read. */
interface Read {
  readonly end: PassEnd;
  readonly seen: ReadonlySet<string>;
  readonly startedAt: number;
  readonly pages: number;
  readonly last: readonly Found[];
}

/**
 * Reads a list page by page and applies every page at once. Removes records only if the list was read to its end and their absence is
 * confirmed: by their ids, or where that is impossible by a second list. Rejects if a read fails; then it has removed nothing.
 */
export async function readUnit<Reader>(options: PassOptions<Reader>): Promise<PassEnd> {
  const { directory, spec, unit } = options;
  const { rules } = directory;
  const asOf = directory.wall();
  let read: Read;
  try {
    read = await readList(options);
  } catch (error) {
    if (!rules.wholeListsOnly)
      for (const entry of unit.missingFrom(new Set(), directory.now())) unit.remove(entry, directory.now());
    throw error;
  }
  if (read.end !== 'whole') return read.end;
  const { startedAt } = read;
  let absent = unit.missingFrom(read.seen, startedAt);
  const canAsk = spec.confirm !== undefined && rules.confirmation;
  if (
    absent.length > 0 &&
    ((rules.massGuard && isSuspicious(absent, unit)) || (!canAsk && read.pages > 1 && rules.confirmation))
  ) {
    read = await readList(options);
    if (read.end !== 'whole') return read.end;
    const still = new Set(unit.missingFrom(read.seen, read.startedAt));
    absent = absent.filter((entry) => still.has(entry));
  }
  const end = absent.length === 0 ? 'whole' : await removeAbsent(options, absent, read, canAsk);
  if (!directory.holds(unit)) return 'dropped';
  unit.listedAt = startedAt;
  unit.asOf = asOf;
  return end;
}

function isSuspicious(absent: readonly Entry[], unit: Unit): boolean {
  return (
    absent.length === unit.size || (absent.length > suspiciousCount && absent.length > suspiciousShare * unit.size)
  );
}

async function readList<Reader>({ directory, spec, unit, open, pace }: PassOptions<Reader>): Promise<Read> {
  const startedAt = directory.now();
  const seen = new Set<string>();
  let pages = 0;
  let last: readonly Found[] = [];
  const result = (end: PassEnd): Read => ({ end, seen, startedAt, pages, last });
  const iterator = spec.pages(open(unit.accountId), unit.accountId)[Symbol.asyncIterator]();
  for (;;) {
    await pace();
    const sentAt = directory.now();
    const { done, value: page } = await iterator.next();
    if (!directory.holds(unit)) return result('dropped');
    if (done === true) return result('whole');
    if (directory.now() - startedAt > maxListMs) return result('tooSlow');
    pages += 1;
    last = page;
    for (const found of page) {
      if (directory.isFull && unit.find(found.type, found.id) === undefined) return result('tooLarge');
      seen.add(`${found.type} ${found.id}`);
      unit.see(found, sentAt);
    }
  }
}

/** Removes the records whose absence is confirmed. */
async function removeAbsent<Reader>(
  { directory, spec, unit, open, pace }: PassOptions<Reader>,
  absent: readonly Entry[],
  { startedAt, last }: Read,
  canAsk: boolean,
): Promise<PassEnd> {
  if (!canAsk || spec.confirm === undefined) {
    for (const entry of absent) unit.remove(entry, startedAt);
    return 'whole';
  }
  await pace();
  const sentAt = directory.now();
  const answers = await spec.confirm(open(unit.accountId), unit.accountId, absent, last.slice(0, 2));
  let isUnconfirmed = false;
  for (const [index, entry] of absent.entries()) {
    const answer = answers[index] ?? 'unknown';
    if (answer === 'gone') unit.remove(entry, sentAt);
    else if (answer === 'unknown') isUnconfirmed = true;
    else unit.see(answer, sentAt);
  }
  return isUnconfirmed ? 'unconfirmed' : 'whole';
}
