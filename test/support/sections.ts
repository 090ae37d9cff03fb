/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. Throws when the text has no such place. */
export function withSection(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The text has no section ${name}.`);
  return `${text.slice(0, from + begin.length)}${content}\n${text.slice(to)}`;
}
