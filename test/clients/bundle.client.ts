import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const typed = fileURLToPath(new URL('../../schema/typed/', import.meta.url));

it('a bundle with one operation of documents/nodes holds no other', async () => {
  const contents = "import { TeamSizeDocument } from './nodes/graphql.ts'; console.log(TeamSizeDocument);";
  const options = { bundle: true, write: false, format: 'esm' } as const;
  const { outputFiles } = await build({ ...options, stdin: { contents, resolveDir: typed, loader: 'ts' } });
  const bundle = outputFiles.map(({ text }) => text).join('');
  expect(bundle).toContain('teamCounts');
  expect(bundle.match(/\w+Document\b(?= = )/g)).toEqual(['TeamSizeDocument']);
});
