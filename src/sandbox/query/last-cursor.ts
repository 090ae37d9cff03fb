/** A cursor under its name; a missing one left out, as `""` or as `null`. */
export function lastCursorSpelling(
  spelling: 'absent' | 'empty' | 'null',
  name: string,
  cursor: string | undefined,
): Record<string, string | null> {
  if (cursor !== undefined) return { [name]: cursor };
  return spelling === 'absent' ? {} : { [name]: spelling === 'empty' ? '' : null };
}
