import type { QuirkTable } from '../../src/sandbox/quirks/quirk.ts';
import { quirkTable } from '../../src/sandbox/quirks.ts';

/** The quirks of the sandbox as a table of Markdown, a row each. */
export function quirkRows(): string {
  const table: QuirkTable = quirkTable;
  const rows = Object.entries(table).map(([name, { values, about }]) => `| \`${name}\` | ${values} | ${about} |`);
  return ['', '| quirk | values, default first | effect |', '|---|---|---|', ...rows, ''].join('\n');
}
