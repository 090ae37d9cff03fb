import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** A row of a CSV file, by the names of its columns. */
export type Row<Column extends string> = Readonly<Record<Column, string>>;

/** Reads a CSV file with a header. Throws an Error that names the line for a missing column, an empty cell or a repeated id. */
export function readRows<Column extends string>(path: string, id: Column, columns: readonly Column[]): Row<Column>[] {
  const rows = parse(readFileSync(path, 'utf8'), {
    columns: true,
    bom: true,
    trim: true,
    skip_empty_lines: true,
  }) as Row<Column>[];
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const place = `${path}, row ${index + 1}`;
    for (const column of columns) if (!row[column]) throw new Error(`${place}: ${column} is missing.`);
    if (seen.has(row[id])) throw new Error(`${place}: the ${id} ${row[id]} was used before.`);
    seen.add(row[id]);
  }
  if (rows.length === 0) throw new Error(`${path} has no rows.`);
  return rows;
}
