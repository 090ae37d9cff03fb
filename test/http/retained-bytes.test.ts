import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildSchema, type GraphQLError } from 'graphql';
import { expect, it } from 'vitest';
import { CheckedDocuments } from '../../src/http/checked-documents.ts';
import { defaultLimits, documentRules } from '../../src/http/limits.ts';
import { Operations } from '../../src/http/operations.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const fields = Array.from({ length: 60 }, (_, at) => `f${at}: String`).join(' ');
const schema = buildSchema(`
  interface Node { id: ID! }
  type Thing implements Node { id: ID! name(at: Int, tags: [String!], deep: Deep): String other: Thing things: [Thing!]! node: Node ${fields} }
  type Item implements Node { id: ID! thing: Thing }
  input Deep { a: Int deep: Deep }
  type Query { thing: Thing things: [Thing!]! nodes: [Node!]! }
`);
const thing: object = Object.defineProperties(
  { id: 't', name: () => 'name', ...Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`f${at}`, 'x'])) },
  { other: { get: () => thing }, things: { get: () => [thing, thing] }, node: { get: () => thing } },
);
const query = schema.getQueryType()?.getFields() ?? {};
// So many that a reader is written for them.
const many = Array.from({ length: 70 }, () => thing);
for (const [name, value] of Object.entries({ thing, things: many, nodes: many })) {
  const field = query[name];
  if (field !== undefined) field.resolve = () => value;
}
const node = schema.getType('Node') as { resolveType?: () => string };
node.resolveType = () => 'Thing';

const times = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ');

/** Documents that retain much, each of a kind; `n` makes another text of each. */
const shapes: Readonly<Record<string, (n: number) => string>> = {
  'a small one': (n) => `{ a${n}: thing { id name } }`,
  'one field many times': (n) => `{ a${n}: thing { ${'id '.repeat(400)} } }`,
  'long names': (n) => `{ things { ${times(45, (at) => `a${n}_${at}${'x'.repeat(1_200)}: f1`)} } }`,
  'many fields of many objects': (n) => `{ a${n}: things { ${times(60, (at) => `f${at}`)} } }`,
  'fragments in many places': (n) =>
    `query Q${n} { ${times(15, (at) => `a${at}: things { other { ...F } }`)} } fragment F on Thing { ${times(60, (at) => `f${at}`)} node { ...G } } fragment G on Node { id }`,
  'nested objects': (n) => `{ a${n}: thing { ${'other { '.repeat(10)} id ${'}'.repeat(10)} } }`,
  'an interface': (n) => `{ a${n}: nodes { id ... on Thing { ${times(60, (at) => `f${at}`)} } ... on Item { id } } }`,
  arguments: (n) => `{ a${n}: thing { ${times(40, (at) => `n${at}: name(at: 1, tags: ["a" "b"], deep: {a: 1})`)} } }`,
  'a long list': (n) => `{ a${n}: thing { name(tags: [${'"" '.repeat(1_900)}]) } }`,
  'many variables': (n) => {
    const definitions = times(150, (at) => `$v${n}_${at}: String! = "a"`);
    const tags = times(110, (at) => `$v${n}_${at + 40}`);
    const named = times(40, (at) => `a${at}: name(tags: [$v${n}_${at}])`);
    return `query Q${n}(${definitions}) { things { ${named} name(tags: [${tags}]) } }`;
  },
  conditions: (n) =>
    `query Q${n}($a: Boolean = true, $b: Boolean = false) { things { ${times(10, (at) => `f${at} @include(if: $a) f${at + 10} @skip(if: $b)`)} } }`,
  'a text beyond Latin-1': (n) => `{ a${n}: thing { name(tags: ["${'é€'.repeat(20_000)}"]) } }`,
  'a long comment': (n) => `{ a${n}: thing { id } } #${'x'.repeat(60_000)}`,
  'many operations': (n) => times(60, (at) => `query Q${n}_${at} { thing { id } }`),
  'many fragments': (n) =>
    `query Q${n} { ...F0 } ${times(100, (at) => `fragment F${at} on Query { thing { id } ${at < 99 ? `...F${at + 1}` : ''} }`)}`,
};

it.each(Object.entries(shapes))('the budget counts at least what a document retains: %s', async (name, text) => {
  const documents = new CheckedDocuments(
    schema,
    documentRules({ ...defaultLimits, directives: 200, depth: 120, calls: 1e9, aliases: 100, rootFields: 1_000 }, true),
    1e9,
  );
  const mask = (error: unknown) => error as GraphQLError;
  const operations = new Operations({ schema, mode: 'compiled', mask, maxCalls: 1e9, retained: documents });
  const run = async (n: number) => {
    // A document is cached when it comes again.
    documents.read(text(n));
    const document = documents.read(text(n));
    if (!('kind' in document)) throw new Error(String(document[0]));
    const names = document.definitions.flatMap((one) =>
      one.kind === 'OperationDefinition' ? [one.name?.value ?? null] : [],
    );
    for (const operationName of names) {
      const operation = operations.find(document, operationName);
      const ready = operation === null ? [] : operations.prepare(operation, {});
      if (!('operation' in ready)) throw new Error(String(ready[0]));
      expect((await operations.run(ready, {})).errors).toBeUndefined();
    }
  };
  const count = name === 'a small one' ? 400 : 20;
  for (let n = 0; n < 5; n += 1) await run(n);
  collect();
  const [heap, counted] = [process.memoryUsage().heapUsed, documents.bytes];
  for (let n = 5; n < 5 + count; n += 1) await run(n);
  collect();
  const retained = (process.memoryUsage().heapUsed - heap) / count;
  const budget = (documents.bytes - counted) / count;
  expect(documents.size).toBe(count + 5);
  expect(retained).toBeLessThan(budget);
});
