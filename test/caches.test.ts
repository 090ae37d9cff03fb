import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const made = String.raw`new (?:Map|Set|WeakMap|WeakSet|LRUCache|BoundedMap|SeenBefore|Uint32Array)\b(?:<[^;]*?>)?\(`;
const field = new RegExp(String.raw`^  (?:readonly |private )*(#?\w+)(?:: [^=;\n]+)? = ${made}`, 'gm');
const assigned = new RegExp(String.raw`^    this\.(#?\w+) = ${made}`, 'gm');
const ofModule = new RegExp(String.raw`^(?:export )?const (\w+)(?:: [^=;\n]+)? = ${made}[){]`, 'gm');
const local = new RegExp(String.raw`^  const (\w+)(?:: [^=;]+)? = ${made}`);

/** The collections of a source that may outlive a call: of objects, of the module, and of functions that make something. */
function collectionsIn(text: string): string[] {
  const names = [field, assigned, ofModule].flatMap((kind) => [...text.matchAll(kind)].map(([, name]) => String(name)));
  let maker = '';
  for (const line of text.split('\n')) {
    maker = /^(?:export )?(?:async )?function (\w+)/.exec(line)?.[1] ?? maker;
    const name = local.exec(line)?.[1];
    if (name !== undefined && /^(create|use|mask|observe|log)/.test(maker)) names.push(name);
  }
  return [...new Set(names)];
}

it('sees the collections that may outlive a call, and no others', () => {
  const text = `
const known = new Map<string, number>();
const fixed = new Set(['a']);
class Cache {
  readonly #entries = new LRUCache<string, string>({ max: 1 });
  constructor() {
    this.#owners = new LRUCache({ max: 1 });
    const each = new Map();
  }
}
export function createStore() {
  const shelves = new Map<string, Shelf>();
}
function count() {
  const local = new Map<string, number>();
}
`;
  expect(collectionsIn(text)).toEqual(['#entries', '#owners', 'known', 'shelves']);
});

it('docs/security.md lists every collection that may outlive a call with its budget, and no other', () => {
  const page = readFileSync('docs/security.md', 'utf8');
  const [, table = ''] = page.match(/<!-- caches -->([\s\S]*)<!-- \/caches -->/) ?? [];
  const listed = table
    .split('\n')
    .filter((row) => row.startsWith('| `'))
    .flatMap((row) => {
      const [, where = '', , budget = ''] = row.split(' | ').length === 3 ? ['', ...row.split(' | ')] : [];
      expect(budget.trim().length, row).toBeGreaterThan(3);
      let path = '';
      return [...where.matchAll(/`([^`]+)`/g)].flatMap(([, name = '']) => {
        if (!name.endsWith('.ts')) return [`${path} ${name}`];
        path = name;
        return [];
      });
    });
  const found = globSync('src/**/*.ts')
    // The sandbox is a test's, and a command of the command line ends.
    .filter((path) => !/^src\/(sandbox|program\/cli)\//.test(path))
    .flatMap((path) => collectionsIn(readFileSync(path, 'utf8')).map((name) => `${path.slice(4)} ${name}`));
  expect(found.length).toBeGreaterThan(30);
  expect(listed.sort()).toEqual(found.sort());
});
