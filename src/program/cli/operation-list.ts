import { readSample, sampleNames } from '../../graph/samples.ts';

/** The operations that come with the graph, a line each: the name, and what its comment says. */
export function operationList(): string {
  const names = sampleNames();
  const width = Math.max(...names.map(({ length }) => length));
  return names.map((name) => `${name.padEnd(width)}  ${commentOf(name)}\n`).join('');
}

function commentOf(name: string): string {
  return readSample(name)?.document.match(/^# (.*)/)?.[1] ?? '';
}
