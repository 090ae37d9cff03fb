type Row = readonly string[];

/** Aligned columns for a terminal: numbers to the right, words to the left. */
export function textTable(head: Row, rows: readonly Row[]): string {
  const columns = head.map((title, column) => {
    const cells = rows.map((row) => row[column] ?? '');
    const width = Math.max(title.length, ...cells.map(({ length }) => length));
    const isNumeric = cells.every((cell) => /^([-x]?\d|$)/.test(cell));
    return { width, pad: isNumeric ? ('padStart' as const) : ('padEnd' as const) };
  });
  const line = (row: Row) =>
    columns
      .map(({ width, pad }, column) => (row[column] ?? '')[pad](width))
      .join('  ')
      .trimEnd();
  return [line(head), columns.map(({ width }) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** A table for a README. */
export function markdownTable(head: Row, rows: readonly Row[]): string {
  const line = (row: Row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map((_, column) => (column === 0 ? '---' : '--:')).join('|')}|`, ...rows.map(line)].join(
    '\n',
  );
}

/** A number with about three digits that count. */
export function short(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
