import { fold, formsOf } from './fold.ts';

/** The most words of a query. */
export const maxWords = 8;
/** The most characters of a query. */
export const maxQueryLength = 100;

/** A query in the forms that are looked for. */
export interface SearchQuery {
  /** The whole folded text. */
  readonly phrase: string;
  /** The forms of each word. All words must hit. */
  readonly words: readonly (readonly string[])[];
}

/**
 * Reads the text of a search; null if it contains nothing to search for. Throws a RangeError for a text of more than 100 characters or
 * 8 words.
 */
export function readQuery(text: string): SearchQuery | null {
  if (text.length > maxQueryLength) throw new RangeError(`must have at most ${maxQueryLength} characters`);
  const words = text.split(/[\p{Cc}\s]+/u).filter((word) => fold(word) !== '');
  if (words.length > maxWords) throw new RangeError(`must have at most ${maxWords} words`);
  return words.length === 0 ? null : { phrase: fold(text), words: words.map(formsOf) };
}

/** Quality of a hit. Higher `grade` and lower `field` are better. */
export interface Hit {
  readonly grade: number;
  readonly field: number;
}

/** Grades of a word's hit by what surrounds it. */
const wholeWord = 4;
const startOfWord = 3;
const insideWord = 2;
const misspelled = 1;

/** Field of a hit in the name of the owning account, after those of the line. */
export const accountField = 9;

/** Returns the best hit of a form in a line, whose fields begin with line breaks; null if it has none. */
export function hitIn(line: string, form: string): Hit | null {
  let best = 0;
  let bestAt = -1;
  for (let at = line.indexOf(form); at >= 0 && best < wholeWord; at = line.indexOf(form, at + 1)) {
    const isStart = !isLetter(line.charCodeAt(at - 1));
    const isEnd = !isLetter(line.charCodeAt(at + form.length));
    const grade = isStart ? (isEnd ? wholeWord : startOfWord) : form.length > 1 ? insideWord : 0;
    if (grade > best) {
      best = grade;
      bestAt = at;
    }
  }
  return best === 0 ? null : { grade: best, field: fieldAt(line, bestAt) };
}

/** Returns the hit of a query in a line; null if a word of it does not hit. `similar` has misspelled words of the index by word. */
export function hitOf(
  { phrase, words }: SearchQuery,
  line: string,
  account: string,
  similar: readonly (readonly string[])[],
): Hit | null {
  let grade = wholeWord;
  let field = 0;
  for (const [index, forms] of words.entries()) {
    const hit = wordHit(forms, line, account) ?? misspelling(similar[index] ?? [], line);
    if (hit === null) return null;
    grade = Math.min(grade, hit.grade);
    field = Math.max(field, hit.field);
  }
  if (line.startsWith(`\n${phrase}\n`)) return { grade: 9, field: 0 };
  if (line.startsWith(`\n${phrase}`)) return { grade: 8, field: 0 };
  return words.length > 1 && line.includes(phrase) ? { grade: grade + 0.5, field } : { grade, field };
}

function wordHit(forms: readonly string[], line: string, account: string): Hit | null {
  let best: Hit | null = null;
  for (const form of forms) {
    const hit = hitIn(line, form);
    if (hit !== null && (best === null || hit.grade > best.grade)) best = hit;
  }
  if (best !== null || account === '') return best;
  for (const form of forms) {
    const hit = hitIn(account, form);
    if (hit !== null) return { grade: hit.grade, field: accountField };
  }
  return null;
}

function misspelling(similar: readonly string[], line: string): Hit | null {
  for (const word of similar) {
    const hit = hitIn(line, word);
    if (hit?.grade === wholeWord) return { grade: misspelled, field: hit.field };
  }
  return null;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127;
}

function fieldAt(line: string, position: number): number {
  let field = 0;
  for (let at = line.indexOf('\n', 1); at >= 0 && at < position; at = line.indexOf('\n', at + 1)) field += 1;
  return field;
}

/** Returns the words of a line. */
export function wordsOf(line: string): string[] {
  return line.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
