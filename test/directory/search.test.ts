import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/directory/fold.ts';
import type { Entry, SearchTexts } from '../../src/directory/record.ts';
import { type Rank, SearchIndex } from '../../src/directory/search-index.ts';
import { readQuery, type SearchQuery } from '../../src/directory/search-query.ts';

function entryOf(id: string, accountId = 'a'): Entry {
  return { key: `${accountId} ${id}`, type: 'Site', id, accountId, list: 'sites', value: {}, at: 0, wroteAt: 0 };
}

function indexOf(texts: Readonly<Record<string, string | SearchTexts>>): SearchIndex {
  const index = new SearchIndex();
  for (const [id, one] of Object.entries(texts)) index.put(entryOf(id), typeof one === 'string' ? { name: one } : one);
  return index;
}

const queryOf = (text: string) => readQuery(text) as SearchQuery;

async function found(index: SearchIndex, text: string, limit = 20): Promise<string[]> {
  const { hits } = await index.search(queryOf(text), { isVisible: () => true, limit });
  return hits.map(({ entry }) => entry.id);
}

describe('a search', () => {
  const index = indexOf({
    exact: 'Uhrenhaus',
    phrase: 'Zürich Uhrenhaus',
    longer: 'Uhrenhaus am Markt in Basel',
    host: { name: 'Shop', hosts: ['uhrenhaus.example'] },
    hyphen: { name: 'Oslo', hosts: ['oslo-bakery.com'] },
    joined: { name: 'Another', hosts: ['oslobakery.net'] },
    mail: { name: 'Ada Lovelace', emails: ['ada.lovelace@oslo.example'] },
    polish: 'Łódź Gärtnerei Straße',
    slug: { name: 'Zurich two', slugs: ['zuerich-zwei'] },
  });

  it.each([
    ['uhrenhaus', ['exact', 'longer', 'phrase', 'host']],
    ['uhren', ['exact', 'longer', 'phrase', 'host']],
    ['renhau', ['exact', 'phrase', 'longer', 'host']],
    ['uhrenhuas', ['exact', 'phrase', 'longer', 'host']],
    ['zurich uhrenhaus', ['phrase']],
    ['UHRENHAUS zürich', ['phrase']],
    ['oslo-bakery.com', ['hyphen']],
    ['oslobakery', ['joined', 'hyphen']],
    ['lovelace@oslo', ['mail']],
    ['lodz strasse', ['polish']],
    ['gaertnerei', ['polish']],
    ['zürich', ['slug', 'phrase']],
    ['zuerich', ['slug', 'phrase']],
    ['nothing', []],
    ['.*', []],
  ])('for %s', async (text, ids) => {
    expect((await found(index, text)).sort()).toEqual([...ids].sort());
  });

  it('orders by how well a record matches', async () => {
    expect(await found(index, 'uhrenhaus')).toEqual(['exact', 'longer', 'phrase', 'host']);
    expect((await found(index, 'uhren')).at(-1)).toBe('host');
  });

  it('finds the records of an account by its name', async () => {
    const named = indexOf({ one: 'Bakery' });
    named.nameAccount('a', 'Hansen Group');
    expect(await found(named, 'hansen bakery')).toEqual(['one']);
    expect(await found(named, 'hansen cafe')).toEqual([]);
  });

  it('replaces and removes', async () => {
    const changing = indexOf({ one: 'First', two: 'Second', three: 'Third' });
    changing.put(entryOf('one'), { name: 'Fourth' });
    changing.remove(entryOf('two'));
    changing.remove(entryOf('unknown'));
    expect(await found(changing, 'first')).toEqual([]);
    expect(await found(changing, 'fourth')).toEqual(['one']);
    expect(await found(changing, 'third')).toEqual(['three']);
    expect(changing.size).toBe(2);
  });

  it('counts and shows only what is visible', async () => {
    const result = await index.search(queryOf('uhrenhaus'), { isVisible: ({ id }) => id === 'host', limit: 5 });
    expect([result.total, result.hits.map(({ entry }) => entry.id)]).toEqual([1, ['host']]);
  });

  it('rejects a text that is too long or has too many words, and has nothing to look for in blanks', () => {
    expect(() => readQuery('a'.repeat(10_000))).toThrow(RangeError);
    expect(() => readQuery('a b c d e f g h i')).toThrow(RangeError);
    expect(readQuery(' \u0000\n ')).toBeNull();
  });

  const word = fc.constantFrom('oslo', 'Bäckerei', 'bakery', 'uhren', 'zürich', 'a', 'shop-one', 'x1');
  const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));

  it('finds what a comparison of all texts finds, each once over all pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(name, { maxLength: 60 }),
        fc.array(word, { minLength: 1, maxLength: 2 }),
        fc.integer({ min: 1, max: 7 }),
        async (names, words, limit) => {
          const random = indexOf(Object.fromEntries(names.map((one, at) => [`id${at}`, one])));
          const wanted = names.flatMap((one, at) =>
            words.every((term) => `${fold(one)} ${fold(one).replaceAll('-', '')}`.includes(fold(term)))
              ? [`id${at}`]
              : [],
          );
          const ids: string[] = [];
          let after: Rank | null = null;
          let total = 0;
          for (;;) {
            const page = await random.search(queryOf(words.join(' ')), { isVisible: () => true, limit, after });
            ids.push(...page.hits.map(({ entry }) => entry.id));
            total = page.total;
            after = page.hits.at(-1)?.rank ?? null;
            if (!page.hasMore) break;
          }
          // A single letter inside a word hits nothing.
          const isExact = words.every((term) => term !== 'a');
          expect(new Set(ids).size).toBe(ids.length);
          expect(total).toBe(ids.length);
          if (isExact && wanted.length > 0) expect(ids.sort()).toEqual(wanted.sort());
        },
      ),
      { numRuns: 200 },
    );
  });
});
