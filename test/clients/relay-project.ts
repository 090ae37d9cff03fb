import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const schemas = {
  plain: new URL('../../schema/account-graph.graphql', import.meta.url),
  /** With `Node`. */
  relay: new URL('../../schema/relay.graphql', import.meta.url),
};

interface RelayOptions {
  /** @default 'plain' */
  readonly schema?: keyof typeof schemas;
  /** Writes the texts by id to this file, and compiles artifacts that hold only the ids. */
  readonly persistTo?: string;
}

/**
 * Compiles documents with relay-compiler: each a query by its name, with the fragments that it uses. Resolves to the artifacts of the queries
 * and fragments by their names.
 */
export async function compileForRelay(
  queries: Readonly<Record<string, string>>,
  { schema = 'plain', persistTo }: RelayOptions = {},
): Promise<Map<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'relay-'));
  try {
    const artifacts = join(folder, 'artifacts');
    for (const path of [join(folder, 'src'), artifacts]) mkdirSync(path);
    copyFileSync(schemas[schema], join(folder, 'schema.graphql'));
    // Relay wants the names of queries, mutations and fragments to begin with that of their file.
    for (const [name, query] of Object.entries(queries)) {
      const text = query.replace(
        new RegExp(`^(query|mutation) ${name}\\b`),
        (head, kind) => head + suffixes[kind as Kind],
      );
      writeFileSync(join(folder, 'src', `${name}.js`), `graphql\`${text}\`;`);
    }
    const config = {
      src: './src',
      schema: './schema.graphql',
      language: 'javascript',
      artifactDirectory: './artifacts',
      eagerEsModules: false,
      ...(persistTo === undefined ? {} : { persistConfig: { file: './persisted.json', algorithm: 'SHA256' } }),
    };
    if (persistTo !== undefined) writeFileSync(join(folder, 'persisted.json'), '{}');
    writeFileSync(join(folder, 'relay.config.json'), JSON.stringify(config));
    writeFileSync(join(folder, 'package.json'), '{}');
    const require = createRequire(join(folder, 'package.json'));
    const compiler = createRequire(import.meta.url)('relay-compiler') as string;
    execFileSync(compiler, ['relay.config.json'], { cwd: folder, stdio: 'pipe', maxBuffer: 2 ** 26 });
    if (persistTo !== undefined) copyFileSync(join(folder, 'persisted.json'), persistTo);
    return new Map(
      readdirSync(artifacts).map((file) => {
        const name = file.replace(/\.graphql\.js$/, '');
        const [, base = ''] = /^(.*?)(?:Query|Mutation)$/.exec(name) ?? [];
        return [base in queries ? base : name, require(join(artifacts, file))];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const suffixes = { query: 'Query', mutation: 'Mutation' } as const;
type Kind = keyof typeof suffixes;
