import { describe, expect, it } from 'vitest';
import { markdownTable, short, textTable } from './table.ts';

describe('a table', () => {
  it('aligns names to the left and numbers to the right', () => {
    expect(
      textTable(
        ['server', 'CPU'],
        [
          ['limit', '1.00'],
          ['a longer name', '12.3'],
        ],
      ),
    ).toBe(['server          CPU', '-------------  ----', 'limit          1.00', 'a longer name  12.3'].join('\n'));
  });

  it('becomes Markdown, in which a cell cannot end itself', () => {
    expect(markdownTable(['a', 'b'], [['x|y', '1']])).toBe('| a | b |\n|---|--:|\n| x\\|y | 1 |');
  });
});

describe('a number', () => {
  it('is shown with about three digits', () => {
    expect([0.456, 1.234, 12.34, 123.4, 12_345].map(short)).toEqual(['0.46', '1.23', '12.3', '123', '12,345']);
  });
});
