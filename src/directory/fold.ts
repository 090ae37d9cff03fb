/** Letters that have no decomposition into a base letter and marks. */
const plain: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
};

/** Folds a text for comparison: lower case, without diacritics, with letters of one alphabet. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[łøđßæœıþ]/g, (letter) => plain[letter] ?? letter)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** Returns the folded forms under which one word of a query can stand in a record, the exact one first. */
export function formsOf(word: string): string[] {
  const folded = fold(word);
  const expanded = fold(
    word
      .normalize('NFC')
      .toLowerCase()
      .replace(/[äöü]/g, (letter) => umlauts[letter] ?? letter),
  );
  const contracted = folded.replace(/(?<=[a-z])(ae|oe|ue)(?=[a-z])/g, ([vowel = '']) => vowel);
  const joined = folded.replaceAll('-', '');
  return [...new Set([folded, expanded, contracted, joined])].filter((form) => form !== '');
}

const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };
