import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Import {
  readonly target: string;
  /** False if all that is imported are types, which are gone when the program runs. */
  readonly isValue: boolean;
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** The modules of ours that a file imports or exports from, as paths from the project's root. */
function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(/\b(import|export)\b(?:\s+(type)\b)?([^;'"`]*?)(?:from\s*|\(\s*)?'(\.[^']+)'/g)].map(
    ([, , type, names = '', target]) => ({
      target: normalize(join(dirname(path), String(target))),
      isValue: type === undefined && !/^\s*\{(\s*type\s[^,}]*,?)+\s*\}\s*$/.test(names),
    }),
  );
}

const files: readonly SourceFile[] = globSync('src/**/*.ts').map((path) => {
  const text = readFileSync(path, 'utf8');
  return { path, text, imports: importsOf(path, text) };
});

/** The ten folders, from the top floor down. Imports run downwards, and on one floor only within a folder. */
const floors = [
  ['program'],
  ['http'],
  ['graph'],
  ['observe', 'lib'],
  ['wix', 'execution', 'store', 'directory', 'sandbox'],
];
const folders = floors.flat();

const folderOf = (path: string) => path.split('/')[1] ?? '';
const floorOf = (folder: string) => floors.findIndex((floor) => floor.includes(folder));

/** The imports that run upwards or across a floor. */
function strayImports(all: readonly SourceFile[]): string[] {
  return all.flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => {
        const [from, to] = [folderOf(path), folderOf(target)];
        return target.startsWith('src/') && from !== to && floorOf(from) >= floorOf(to);
      })
      .map(({ target }) => `${path} -> ${target}`),
  );
}

/** The groups of nodes that reach each other (Tarjan), each sorted. */
function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const visit = (node: string) => {
    order.set(node, order.size);
    low.set(node, order.get(node) ?? 0);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue;
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(node) !== order.get(node)) return;
    const cycle = stack.splice(stack.indexOf(node));
    if (cycle.length > 1) cycles.push(cycle.sort());
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return cycles;
}

/** A folder of `src/`, or of `src/graph/`, whose folders are slices of their own. */
const roomOf = (path: string) => (/^src\/graph\/[^/]+\//.test(path) ? dirname(path) : `src/${folderOf(path)}`);

describe('the house', () => {
  it('has files to check, and reads their imports', () => {
    expect(files.length).toBeGreaterThan(50);
    const text = `
      import './a.ts';
      import type { B } from '../wix/b.ts';
      import { type C, type D } from './c.ts';
      import { type E, f } from './e.ts';
      export { g } from './g.ts';
      const h = await import('./h.ts');
      import i from 'graphql';`;
    expect(importsOf('src/site/x.ts', text)).toEqual([
      { target: 'src/site/a.ts', isValue: true },
      { target: 'src/wix/b.ts', isValue: false },
      { target: 'src/site/c.ts', isValue: false },
      { target: 'src/site/e.ts', isValue: true },
      { target: 'src/site/g.ts', isValue: true },
      { target: 'src/site/h.ts', isValue: true },
    ]);
    expect(
      cyclesOf(
        new Map([
          ['a', ['b']],
          ['b', ['c', 'd']],
          ['c', ['a']],
          ['d', []],
        ]),
      ),
    ).toEqual([['a', 'b', 'c']]);
  });

  it('has ten folders, and no file beside them', () => {
    expect(new Set(files.map(({ path }) => folderOf(path)))).toEqual(new Set(folders));
    expect(globSync('src/*.ts')).toEqual([]);
  });

  it('imports downwards only', () => {
    expect(strayImports(files)).toEqual([]);
    // The rule sees what it forbids.
    const planted = (path: string, target: string) => ({ path, text: '', imports: [{ target, isValue: false }] });
    expect(
      strayImports([
        planted('src/wix/a.ts', 'src/graph/b.ts'),
        planted('src/wix/a.ts', 'src/sandbox/b.ts'),
        planted('src/lib/a.ts', 'src/wix/b.ts'),
      ]),
    ).toHaveLength(2);
  });

  it('keeps the sandbox apart from the graph that it serves', () => {
    const importers = files.filter(
      ({ path, imports }) =>
        folderOf(path) !== 'sandbox' && imports.some(({ target }) => folderOf(target) === 'sandbox'),
    );
    expect(importers.filter(({ path }) => folderOf(path) !== 'program').map(({ path }) => path)).toEqual([]);
  });

  it('lets the executor know graphql and nothing else', () => {
    const packages = files
      .filter(({ path }) => folderOf(path) === 'execution')
      .flatMap(({ text }) => [...text.matchAll(/from '([^.'][^']*)'/g)].map(([, name]) => name));
    expect([...new Set(packages)]).toEqual(['graphql']);
  });

  it("reaches into no package's insides that change with its majors", () => {
    const deep = files.filter(({ text }) => /from 'graphql\//.test(text)).map(({ path }) => path);
    expect(deep).toEqual([]);
  });

  it('has no cycle of values between files', () => {
    const graph = files.map(
      ({ path, imports }) =>
        [path, imports.filter(({ isValue }) => isValue).map(({ target }) => target)] as [string, string[]],
    );
    expect(cyclesOf(new Map(graph))).toEqual([]);
  });

  it('has no cycle across the ten folders, types included', () => {
    const graph = new Map<string, string[]>(folders.map((folder) => [folder, []]));
    for (const { path, imports } of files)
      for (const { target } of imports)
        if (folderOf(path) !== folderOf(target)) graph.get(folderOf(path))?.push(folderOf(target));
    expect(cyclesOf(graph)).toEqual([]);
  });

  it('has no cycle of types that passes through two slices', () => {
    const graph = new Map(files.map(({ path, imports }) => [path, imports.map(({ target }) => target)]));
    const across = cyclesOf(graph).filter((cycle) => new Set(cycle.map(roomOf)).size > 1);
    expect(across).toEqual([]);
  });

  it('reads the environment and exits in the programs only', () => {
    const programs = ['src/program/main.ts', 'src/program/cli.ts', 'src/program/sandbox.ts'];
    const readers = files.filter(({ text }) => /process\.(env|exit)\b/.test(text)).map(({ path }) => path);
    expect(readers.filter((path) => !programs.includes(path))).toEqual([]);
  });

  it('has no barrels and no drawers', () => {
    expect(
      files
        .filter(({ path }) => /(^|\/)(index|utils?|helpers?|common|misc)(\.ts|\/)/.test(path))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('lists every file that adds to the schema in src/graph/schema.ts', () => {
    const listed = files.find(({ path }) => path === 'src/graph/schema.ts')?.imports.map(({ target }) => target);
    const adding = files.filter(
      ({ path, text }) =>
        /^src\/graph\/[^/]+\/(schema|mutation[^/]*)\.ts$/.test(path) ||
        /^builder\.(queryField|mutationField|subscriptionField)s?\(/m.test(text),
    );
    const reached = reachableFrom('src/graph/schema.ts');
    expect(adding.length).toBeGreaterThan(40);
    expect(adding.filter(({ path }) => !reached.has(path)).map(({ path }) => path)).toEqual([]);
    expect(
      globSync('src/graph/*/schema.ts').filter((path) => !listed?.includes(path)),
      'slices that are there only because another one needs them',
    ).toEqual([]);
  });
});

/** The files that a file loads, directly or through others. */
function reachableFrom(start: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (path: string) => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const { target, isValue } of files.find((file) => file.path === path)?.imports ?? [])
      if (isValue) visit(target);
  };
  visit(start);
  return reached;
}
