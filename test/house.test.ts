import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const files = globSync('src/**/*.ts').map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** Our own modules that a file imports, as paths from the project's root. */
function importsOf({ path, text }: { path: string; text: string }): string[] {
  return [...text.matchAll(/(?:from |import |import\()'(\.[^']+)'/g)].map(([, target]) =>
    normalize(join(dirname(path), String(target))),
  );
}

/** The imports, in files under `from`, of anything but what `may` allows. */
function strayImports(from: RegExp, may: RegExp): string[] {
  return files
    .filter(({ path }) => from.test(path))
    .flatMap((file) =>
      importsOf(file)
        .filter((target) => !may.test(target))
        .map((target) => `${file.path} -> ${target}`),
    );
}

describe('the house', () => {
  it('has files to check', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(importsOf({ path: 'src/site/x.ts', text: "import type { A } from '../wix/a.ts';" })).toEqual([
      'src/wix/a.ts',
    ]);
  });

  it('lets the REST floor know nothing above it', () => {
    expect(strayImports(/^src\/wix\//, /^src\/wix\//)).toEqual([]);
  });

  it('lets helpers know the REST floor at most', () => {
    expect(strayImports(/^src\/lib\//, /^src\/(lib|wix)\//)).toEqual([]);
  });

  it('keeps the sandbox apart from the graph that it serves', () => {
    expect(strayImports(/^src\/sandbox\//, /^src\/sandbox\//)).toEqual([]);
    expect(strayImports(/^src\/(?!program\/(main|cli|account-graph)\.ts|sandbox\/)/, /^src\/(?!sandbox\/)/)).toEqual(
      [],
    );
  });

  it('lets no slice know the server, the settings or the list of slices', () => {
    expect(
      strayImports(
        /^src\/(?!wix\/|lib\/|sandbox\/|cli\/)[^/]+\//,
        /^src\/(?!(main|server|config|schema|identity)\.ts)/,
      ),
    ).toEqual([]);
  });

  it('reads the environment and exits in the programs only', () => {
    const programs = ['src/program/main.ts', 'src/program/cli.ts', 'src/sandbox/start.ts'];
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

  it('lists every slice in src/graph/schema.ts', () => {
    const listed = importsOf({ path: 'src/graph/schema.ts', text: readFileSync('src/graph/schema.ts', 'utf8') });
    expect(globSync('src/graph/*/schema.ts').filter((path) => !listed.includes(path))).toEqual([]);
  });
});
