import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../../src/graph/schema.ts';
import { columnsOf } from '../../../src/program/cli/columns.ts';
import { itemWriter } from '../../../src/program/cli/format.ts';
import type { formats } from '../../../src/program/cli/format-names.ts';
import { outermostLists, Selections } from '../../../src/program/cli/list-plan.ts';
import { chooseOperation } from '../../../src/program/cli/operation.ts';

const operation = chooseOperation(
  `{ account { sites { nodes { id name: displayName primaryDomain { name } domains { name } contributors { accountId roles { title } } ...More } } } }
   fragment More on Site { primaryDomain { propagationStatus } account { children { edges { node { id } } } } }`,
  undefined,
);
const selections = new Selections(buildSchema(), operation);
const [list] = outermostLists(operation, selections);
const columns = columnsOf(list?.items.fields ?? [], selections);

const site = {
  id: '1',
  name: 'A, "B"\nC',
  primaryDomain: { name: 'x.com', propagationStatus: null },
  domains: [{ name: 'x.com' }],
  contributors: [],
  account: { children: { edges: [{ node: { id: 'c' } }, { node: { id: 'd' } }] } },
};

/** Reads CSV as RFC 4180 has it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    if (quoted === undefined && plain === '' && end === '') break;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

function write(format: (typeof formats)[number], pages: readonly (readonly unknown[])[], isContinued = false): string {
  const writer = itemWriter(format, columns, isContinued);
  return pages.map((items) => writer.items(items)).join('') + writer.end();
}

describe('the formats of query', () => {
  it('have a column for each plain field, by its path, and one for each list', () => {
    expect(columns.map(({ name }) => name)).toEqual([
      ...['id', 'name', 'primaryDomain.name', 'domains', 'contributors'],
      ...['primaryDomain.propagationStatus', 'account.children'],
    ]);
  });

  it('write CSV that reads back, with lists as JSON', () => {
    const [header, row] = parseCsv(write('csv', [[site]]));
    expect(header).toEqual(columns.map(({ name }) => name));
    expect(row).toEqual(['1', 'A, "B"\nC', 'x.com', '[{"name":"x.com"}]', '', '', '[{"id":"c"},{"id":"d"}]']);
  });

  it('write the header of CSV once, also for no items, and not where an earlier run has', () => {
    expect(write('csv', [[site], [site]])).toBe(write('csv', [[site, site]]));
    expect(parseCsv(write('csv', []))).toEqual([columns.map(({ name }) => name)]);
    expect(parseCsv(write('csv', [[site]], true))).toHaveLength(1);
    expect(write('csv', [], true)).toBe('');
  });

  it('write no cell that a spreadsheet would run', () => {
    for (const begin of ['=', '+', '-', '@', '\t', '\r']) {
      const [, row] = parseCsv(write('csv', [[{ ...site, name: `${begin}cmd()` }]]));
      expect(row?.[1]).toBe(`'${begin}cmd()`);
    }
  });

  it('keep any text in CSV, NDJSON and JSON, in any pages', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 }), fc.nat(5), (names, at) => {
        const items = names.map((name) => ({ ...site, name }));
        const pages = [items.slice(0, at), items.slice(at)];
        expect(
          parseCsv(write('csv', pages))
            .slice(1)
            .map((row) => row[1]?.replace(/^'(?=[=+@\t\r-])/, '')),
        ).toEqual(names);
        expect(
          write('ndjson', pages)
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line)),
        ).toEqual(items);
        expect(JSON.parse(write('json', pages))).toEqual(items);
      }),
    );
  });

  it('align a table, whatever the width of its letters, and let no text move the cursor', () => {
    const names = ['plain', '日本語', '😀 é', 'a\u001b[2Jb\r\nc\u202ed'];
    const lines = write('table', [names.map((name) => ({ ...site, name }))])
      .split('\n')
      .slice(0, -1);
    expect(lines).toHaveLength(2 + names.length);
    expect(lines.join('')).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
    const widths = lines.map((line) => {
      const before = line.slice(
        0,
        line.indexOf(line.startsWith('id') ? 'primaryDomain' : line.startsWith('-') ? '-'.repeat(18) : 'x.com'),
      );
      return [...before].reduce((sum, letter) => sum + (/[日本語😀]/u.test(letter) ? 2 : 1), 0);
    });
    expect(new Set(widths).size).toBe(1);
  });

  it('are empty for no items, and say so', () => {
    expect(write('json', [])).toBe('[]\n');
    expect(write('ndjson', [])).toBe('');
    expect(write('table', []).split('\n')[0]).toMatch(/^id +name/);
  });
});
