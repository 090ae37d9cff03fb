import { setImmediate } from 'node:timers/promises';
import { isOneEditApart } from './edit-distance.ts';
import { fold } from './fold.ts';
import type { Entry, SearchTexts } from './record.ts';
import { type Hit, hitOf, type SearchQuery, wordsOf } from './search-query.ts';

/** A searchable record. The text has the folded name, hosts, slugs and e-mail addresses, each after a line break. */
interface Line {
  readonly entry: Entry;
  readonly text: string;
  readonly name: string;
  readonly nameWords: number;
}

/** Position of a hit in the order of results. A record that did not change keeps its rank. */
export type Rank = readonly [grade: number, field: number, nameWords: number, name: string, key: string];

export interface RankedEntry {
  readonly entry: Entry;
  readonly rank: Rank;
}

export interface SearchResult {
  readonly hits: readonly RankedEntry[];
  /** Number of all hits, whatever the page. */
  readonly total: number;
  readonly hasMore: boolean;
}

export interface SearchOptions {
  /** Whether a record may be found. */
  readonly isVisible: (entry: Entry) => boolean;
  /** Return only hits after this rank. @default from the first */
  readonly after?: Rank | null;
  /** Number of hits to return. */
  readonly limit: number;
}

/** Lines that are scanned before other work gets a turn. */
const linesPerTurn = 20_000;

/** The shortest word that is also found misspelled. */
const minLettersOfTypo = 5;

/** The most words of the index that one misspelled word stands for. */
const maxSimilar = 50;

/** Finds records by text with a scan of all of them. Words that hit nothing are looked for with one typing error. */
export class SearchIndex {
  readonly #places = new Map<string, number>();
  readonly #lines: Line[] = [];
  /** The number of lines that contain a word. */
  readonly #words = new Map<string, number>();
  /** Folded names of the accounts by id. */
  readonly #accounts = new Map<string, string>();

  get size(): number {
    return this.#lines.length;
  }

  /** Adds a record, or replaces its texts. */
  put(entry: Entry, { name, hosts = [], slugs = [], emails = [] }: SearchTexts): void {
    this.remove(entry);
    const folded = fold(name);
    const texts = [folded, withJoined(hosts), withJoined([...slugs, ...(name.includes('-') ? [name] : [])]), emails];
    const text = `\n${texts.map((one) => (typeof one === 'string' ? one : one.map(fold).join(' '))).join('\n')}\n`;
    const line = { entry, text, name: folded, nameWords: wordsOf(folded).length };
    this.#places.set(entry.key, this.#lines.push(line) - 1);
    for (const word of new Set(wordsOf(text))) this.#words.set(word, (this.#words.get(word) ?? 0) + 1);
  }

  remove(entry: Entry): void {
    const key = entry.key;
    const place = this.#places.get(key);
    if (place === undefined) return;
    const line = this.#lines[place] as Line;
    const last = this.#lines.pop() as Line;
    if (last !== line) {
      this.#lines[place] = last;
      this.#places.set(last.entry.key, place);
    }
    this.#places.delete(key);
    for (const word of new Set(wordsOf(line.text))) {
      const count = (this.#words.get(word) ?? 1) - 1;
      if (count === 0) this.#words.delete(word);
      else this.#words.set(word, count);
    }
  }

  /** Sets the name of an account, by which all its records are found too. */
  nameAccount(accountId: string, name: string): void {
    this.#accounts.set(accountId, `\n${fold(name)}\n`);
  }

  /** Returns the best hits in order. Records that change during the scan may be left out of it. */
  async search(query: SearchQuery, options: SearchOptions): Promise<SearchResult> {
    const exact = await this.#scan(query, [], options);
    if (exact.total > 0) return exact;
    const similar = query.words.map((forms) => this.#similarTo(forms));
    return similar.some((words) => words.length > 0) ? this.#scan(query, similar, options) : exact;
  }

  #similarTo(forms: readonly string[]): string[] {
    const found: string[] = [];
    const long = forms.filter((form) => form.length >= minLettersOfTypo);
    if (long.length === 0) return found;
    for (const word of this.#words.keys()) {
      if (long.some((form) => isOneEditApart(form, word))) found.push(word);
      if (found.length === maxSimilar) break;
    }
    return found;
  }

  async #scan(
    query: SearchQuery,
    similar: readonly (readonly string[])[],
    { isVisible, after = null, limit }: SearchOptions,
  ): Promise<SearchResult> {
    const accounts = this.#accountsWith(query);
    const best: RankedEntry[] = [];
    let total = 0;
    let more = 0;
    // Lines are swapped while others work, so each is taken once by its record.
    const lines = this.#lines.length > linesPerTurn ? [...this.#lines] : this.#lines;
    for (let at = 0; at < lines.length; at += 1) {
      if (at > 0 && at % linesPerTurn === 0) await setImmediate();
      const line = lines[at] as Line;
      const hit = hitOf(query, line.text, accounts.get(line.entry.accountId) ?? '', similar);
      if (hit === null || !isVisible(line.entry)) continue;
      total += 1;
      if (after !== null && compareWithHit(after, hit, line) >= 0) continue;
      more += 1;
      const worst = best.at(-1);
      if (best.length === limit && worst !== undefined && compareWithHit(worst.rank, hit, line) < 0) continue;
      insert(best, { entry: line.entry, rank: rankOf(hit, line) }, limit);
    }
    return { hits: best, total, hasMore: more > best.length };
  }

  /** Returns the names of the accounts that contain a word of the query. */
  #accountsWith({ words }: SearchQuery): ReadonlyMap<string, string> {
    const named = [...this.#accounts].filter(([, name]) => words.flat().some((form) => name.includes(form)));
    return new Map(named);
  }
}

function withJoined(texts: readonly string[]): string[] {
  return texts.flatMap((text) => (text.includes('-') ? [text, text.replaceAll('-', '')] : [text]));
}

function rankOf({ grade, field }: Hit, { name, nameWords, entry }: Line): Rank {
  return [grade, field, nameWords, name, entry.key];
}

function compareWithHit(rank: Rank, { grade, field }: Hit, line: Line): number {
  if (rank[0] !== grade) return grade - rank[0];
  if (rank[1] !== field) return rank[1] - field;
  return compareRanks(rank, rankOf({ grade, field }, line));
}

/** Compares two ranks: negative if the first one comes first. */
export function compareRanks(one: Rank, other: Rank): number {
  if (one[0] !== other[0]) return other[0] - one[0];
  for (const at of [1, 2, 3, 4] as const) {
    if (one[at] < other[at]) return -1;
    if (one[at] > other[at]) return 1;
  }
  return 0;
}

function insert(best: RankedEntry[], ranked: RankedEntry, limit: number): void {
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareRanks((best[middle] as RankedEntry).rank, ranked.rank) < 0) low = middle + 1;
    else high = middle;
  }
  best.splice(low, 0, ranked);
  if (best.length > limit) best.pop();
}
