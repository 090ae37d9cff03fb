import { stringify } from 'csv-stringify/sync';
import { type Column, cellOf } from './columns.ts';
import type { Format } from './format-names.ts';

/** Formats items as text, piece by piece. */
export interface ItemWriter {
  /** Returns the text of some items; empty if the format prints all items in `end`. */
  items(items: readonly unknown[]): string;
  /** Returns the text that ends the output. */
  end(): string;
}

/** Creates the writer for a format. `isContinued` omits the header, which an earlier run has already written. */
export function itemWriter(format: Format, columns: readonly Column[], isContinued: boolean): ItemWriter {
  if (format === 'json') return jsonWriter();
  if (format === 'ndjson') {
    return { items: (items) => items.map((item) => `${JSON.stringify(item)}\n`).join(''), end: () => '' };
  }
  return format === 'csv' ? csvWriter(columns, isContinued) : tableWriter(columns);
}

function jsonWriter(): ItemWriter {
  let written = 0;
  return {
    items: (items) =>
      items
        .map((item) => {
          written += 1;
          return `${written === 1 ? '[' : ','}\n${JSON.stringify(item)}`;
        })
        .join(''),
    end: () => (written === 0 ? '[]\n' : '\n]\n'),
  };
}

function csvWriter(columns: readonly Column[], isContinued: boolean): ItemWriter {
  let isBegun = isContinued;
  // Site names come from other people: a spreadsheet must not run them as formulas.
  const write = (rows: readonly (readonly string[])[]) =>
    stringify(
      rows.map((row) => [...row]),
      { escape_formulas: true },
    );
  const header = () => {
    const text = isBegun ? '' : write([columns.map(({ name }) => name)]);
    isBegun = true;
    return text;
  };
  return {
    items: (items) => header() + write(items.map((item) => columns.map((column) => cellOf(item, column)))),
    end: header,
  };
}

/** Creates a writer that aligns columns, so it returns all text at the end. */
function tableWriter(columns: readonly Column[]): ItemWriter {
  const rows: string[][] = [];
  return {
    items: (items) => {
      rows.push(...items.map((item) => columns.map((column) => printable(cellOf(item, column)))));
      return '';
    },
    end: () => {
      const names = columns.map(({ name }) => name);
      const widths = names.map((name, index) =>
        Math.max(...[name, ...rows.map((row) => row[index] ?? '')].map(widthOf)),
      );
      const line = (cells: readonly string[]) =>
        `${cells
          .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - widthOf(cell)))
          .join('  ')
          .trimEnd()}\n`;
      return [names, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('');
    },
  };
}

/** Replaces control characters, so that text from other people cannot move the terminal's cursor or hide the text next to it. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}|\p{Bidi_Control}/gu, ' ');
}

const graphemes = new Intl.Segmenter();

/** Returns the width of a text in terminal columns: wide letters and emoji take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    width +=
      /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(
        segment,
      )
        ? 2
        : 1;
  }
  return width;
}
