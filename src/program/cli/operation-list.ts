import { readSample, sampleNames } from '../../graph/samples.ts';

/** Lists the operations of the library, one per line: the name and the first line of its comment. */
export function operationList(): string {
  const names = sampleNames();
  const width = Math.max(...names.map(({ length }) => length));
  return names.map((name) => `${name.padEnd(width)}  ${commentOf(name)}\n`).join('');
}

function commentOf(name: string): string {
  return readSample(name)?.document.match(/^# (.*)/)?.[1] ?? '';
}
