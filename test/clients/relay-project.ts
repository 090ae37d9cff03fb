import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const sdl = new URL('../../schema/account-graph.graphql', import.meta.url);

interface RelayOptions {
  /** Writes the texts by id to this file, and compiles artifacts that hold only the ids. */
  readonly persistTo?: string;
}

/** Compiles queries with relay-compiler against the plain SDL. Resolves to the artifacts by name. */
export async function compileForRelay(
  queries: Readonly<Record<string, string>>,
  { persistTo }: RelayOptions = {},
): Promise<Map<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'relay-'));
  try {
    const artifacts = join(folder, 'artifacts');
    for (const path of [join(folder, 'src'), artifacts]) mkdirSync(path);
    copyFileSync(sdl, join(folder, 'schema.graphql'));
    const texts = Object.values(queries).map((query) => `graphql\`${query}\`;`);
    // Relay wants a query's name to begin with that of its file.
    Object.keys(queries).forEach((name, index) => {
      writeFileSync(
        join(folder, 'src', `${name}.js`),
        texts[index]?.replace(`query ${name}`, `query ${name}Query`) ?? '',
      );
    });
    const config = {
      src: './src',
      schema: './schema.graphql',
      language: 'javascript',
      artifactDirectory: './artifacts',
      ...(persistTo === undefined ? {} : { persistConfig: { file: './persisted.json', algorithm: 'SHA256' } }),
    };
    if (persistTo !== undefined) writeFileSync(join(folder, 'persisted.json'), '{}');
    writeFileSync(join(folder, 'relay.config.json'), JSON.stringify({ ...config, eagerEsModules: true }));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const compiler = createRequire(import.meta.url)('relay-compiler') as string;
    execFileSync(compiler, ['relay.config.json'], { cwd: folder, stdio: 'pipe' });
    if (persistTo !== undefined) copyFileSync(join(folder, 'persisted.json'), persistTo);
    const loaded = Object.keys(queries).map(async (name) => {
      const file = join(artifacts, `${name}Query.graphql.js`);
      const module = (await import(pathToFileURL(file).href)) as { default: unknown };
      return [name, module.default] as const;
    });
    return new Map(await Promise.all(loaded));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
