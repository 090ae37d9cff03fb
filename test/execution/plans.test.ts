import fc from 'fast-check';
import {
  type ExecutionResult,
  execute,
  GraphQLEnumType,
  GraphQLError,
  type GraphQLFieldConfigMap,
  GraphQLID,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  getOperationAST,
  parse,
  type ResponsePath,
  responsePathAsArray,
  validate,
} from 'graphql';
import { expect, it } from 'vitest';
import { isPlannableDocument, isPlannableSchema } from '../../src/execution/plannable.ts';
import { PlannedOperation } from '../../src/execution/planned-operation.ts';
import { Dice } from '../security/documents-from-schema.ts';

/** What resolvers answer depends on this and on their place in the answer, not on who comes first. */
let seed = 0;

function diceAt(path: ResponsePath): Dice {
  let hash = seed;
  for (const step of `${responsePathAsArray(path)}`) hash = (Math.imul(hash, 31) + step.charCodeAt(0)) | 0;
  return new Dice(hash);
}

const named = new Map<string, GraphQLObjectType | GraphQLUnionType>();
const wrappings: readonly ((type: GraphQLOutputType) => GraphQLOutputType)[] = [
  (type) => type,
  (type) => new GraphQLNonNull(type as never),
  (type) => new GraphQLList(type),
  (type) => new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type as never))),
  (type) => new GraphQLList(new GraphQLList(new GraphQLNonNull(type as never))),
];

const failing = () => new GraphQLError('refused', { extensions: { code: 'NOT_FOUND' } });

/**
 * Whether everything comes later, or nothing does. Where something that cannot be null fails at once while others around it are under
 * way, it depends on who waits for whom which of their errors are told, and graphql-js leaves items of lists to the process.
 */
let isLater = false;

/** A value for the type, or something that is none. */
function valueFor(type: GraphQLOutputType, dice: Dice): unknown {
  const kind = dice.roll(16);
  const make = () => {
    if (kind === 0) return null;
    if (kind === 1) return failing();
    if (kind === 2) return undefined;
    if (kind === 3) throw failing();
    return plainValueFor(type, dice);
  };
  // Each settles in a turn of its own: which of two errors comes first is then the same for every executor.
  return isLater ? later(make) : make();
}

function later<T>(make: () => T): Promise<T> {
  underWay += 1;
  return new Promise((resolve) => setImmediate(resolve)).then(() => {
    underWay -= 1;
    return make();
  });
}

/** What an answer did not wait for must not go on into the next one. */
let underWay = 0;
async function afterAll<T>(answer: Promise<T> | T): Promise<T> {
  const answered = await answer;
  while (underWay > 0) await new Promise((resolve) => setImmediate(resolve));
  return answered;
}

function plainValueFor(type: GraphQLOutputType, dice: Dice): unknown {
  if (type instanceof GraphQLNonNull) return plainValueFor(type.ofType, dice);
  if (type instanceof GraphQLList) {
    if (dice.roll(12) === 0) return 'no list';
    const items = Array.from({ length: dice.roll(4) }, () => {
      const own = new Dice(dice.roll(1_000_000));
      try {
        return valueFor(type.ofType, own);
      } catch (error) {
        return error;
      }
    });
    return dice.roll(4) === 0 ? new Set(items) : items;
  }
  if (type === GraphQLString || type === GraphQLID) return dice.pick<unknown>(['text', '', 7, true, { no: 'text' }]);
  if (type === GraphQLInt) return dice.pick<unknown>([1, 0, -3, '5', 1.5, 2 ** 40]);
  if (type === size) return dice.pick<unknown>([1, 2, 'BIG', null]);
  return new Thing(dice.roll(1_000_000));
}

/** Its properties are made as they are asked for, each time the same, one of them by a function. Most of their values are plain. */
class Thing {
  readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  get property(): unknown {
    return this.#plainly(() => 'plain', GraphQLString, 1);
  }
  get sure(): unknown {
    return isLater ? 'sure' : this.#plainly(() => 'sure', GraphQLID, 2);
  }
  get count(): unknown {
    return this.#plainly((dice) => dice.roll(100) - 50, GraphQLInt, 3);
  }
  get size(): unknown {
    return isLater ? 2 : this.#plainly((dice) => 1 + dice.roll(2), size, 4);
  }
  get things(): unknown {
    const dice = new Dice(this.seed + 5);
    // Now and then more of them than a plan looks at field by field.
    const length = dice.roll(4) === 0 ? 100 : dice.roll(3);
    return Array.from({ length }, () => {
      const thing = dice.roll(50) === 0 ? failing() : new Thing(dice.roll(1_000_000));
      return isLater && dice.roll(4) === 0 ? later(() => thing) : thing;
    });
  }
  method({ text }: { text: string }): unknown {
    return `${text} ${this.seed}`;
  }

  #plainly(plain: (dice: Dice) => unknown, type: GraphQLOutputType, which: number): unknown {
    const dice = new Dice(this.seed + which);
    const kind = dice.roll(40);
    if (kind === 0) throw failing();
    if (kind === 1) return null;
    return kind === 2 ? plainValueFor(type, dice) : plain(dice);
  }
}

const size = new GraphQLEnumType({ name: 'Size', values: { SMALL: { value: 1 }, LARGE: { value: 2 } } });

function fieldsOf(): GraphQLFieldConfigMap<unknown, unknown> {
  const types: readonly GraphQLOutputType[] = [GraphQLString, GraphQLInt, ...named.values()];
  const fields = types.flatMap((type, at) =>
    wrappings.map((wrap, how) => {
      const wrapped = wrap(type);
      return [
        `f${at}${how}`,
        {
          type: wrapped,
          resolve: (_thing: unknown, _args: object, _context: unknown, { path }: GraphQLResolveInfo) =>
            valueFor(wrapped, diceAt(path)),
        },
      ] as const;
    }),
  );
  return Object.fromEntries([
    ...fields,
    ['property', { type: GraphQLString }],
    ['count', { type: GraphQLInt }],
    ['things', { type: new GraphQLList(named.get('A') as GraphQLObjectType) }],
    ['method', { type: GraphQLString, args: { text: { type: GraphQLString, defaultValue: 'said' } } }],
  ]);
}

function fieldsOfThings(): GraphQLFieldConfigMap<unknown, unknown> {
  const sure = { type: new GraphQLNonNull(GraphQLID) };
  return { ...fieldsOf(), sure, size: { type: new GraphQLNonNull(size) } };
}

for (const name of ['A', 'B']) named.set(name, new GraphQLObjectType({ name, fields: fieldsOfThings }));
named.set(
  'U',
  new GraphQLUnionType({
    name: 'U',
    types: () => [named.get('A') as GraphQLObjectType, named.get('B') as GraphQLObjectType],
    resolveType: (thing: Thing) => new Dice(thing.seed).pick(['A', 'B']),
  }),
);
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: fieldsOf }),
  mutation: new GraphQLObjectType({ name: 'Mutation', fields: fieldsOf }),
});

function selection(writer: Dice, depth: number): string {
  const field = () => {
    const at = writer.roll(5);
    const alias = writer.roll(5) === 0 ? `a${writer.roll(3)}x${at}: ` : '';
    const directive =
      writer.roll(8) === 0 ? ` @${writer.pick(['skip', 'include'])}(if: $${writer.pick(['p', 'q'])})` : '';
    if (at < 2 || depth === 0) return `${alias}f${at % 2}${writer.roll(5)}${directive}`;
    const inner = selection(writer, depth - 1);
    if (at === 4) return `${alias}f4${writer.roll(5)}${directive} { __typename ... on A { ${inner} } ...F }`;
    return `${alias}f${at}${writer.roll(5)}${directive} { ${inner} }`;
  };
  const others = [
    'property',
    'method',
    'method(text: "said so")',
    '__typename',
    'things { property }',
    'things { property count size sure }',
    'property count size',
    'sure',
    '__proto__: property',
  ];
  return Array.from({ length: 1 + writer.roll(4) }, () => (writer.roll(6) === 0 ? writer.pick(others) : field())).join(
    ' ',
  );
}

const seen = { errors: 0, nulled: 0, whole: 0 };

/** As it is written, with the errors in an order of their own: those of different fields may come in any. */
function written({ data, errors = [] }: ExecutionResult): string {
  const told = errors.map((error) => JSON.stringify(error)).sort();
  return JSON.stringify({ data, errors: told });
}

/** An operation of a random document, and its variables; null if the document isn't valid. */
function randomOperation(shape: number, p: boolean | null, q: boolean | null) {
  const writer = new Dice(shape);
  const type = writer.roll(4) === 0 ? 'mutation' : 'query';
  const text = `${type} ($p: Boolean!, $q: Boolean = true) { ${selection(writer, 4)} f00 @include(if: $p) @skip(if: $q) } fragment F on B { property ${selection(writer, 1)} }`;
  const document = parse(text);
  if (validate(schema, document).some(({ message }) => !/never used|conflict/.test(message))) return null;
  const node = getOperationAST(document);
  if (!node) return null;
  const operation = new PlannedOperation(schema, document, node);
  const run = async () => {
    const coerced = operation.coerce({ p, q });
    return written(await afterAll(coerced.errors === undefined ? operation.run(coerced.variables, {}) : coerced));
  };
  const reference = async () =>
    afterAll(execute({ schema, document, contextValue: {}, variableValues: { p, q } })) as Promise<ExecutionResult>;
  return { run, reference };
}

// Null is legal for a variable with a default, and wrong where a directive needs it.
const conditions = fc.tuple(fc.boolean(), fc.constantFrom(true, false, null));

it('plans answer what graphql-js answers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), fc.boolean(), conditions, async (shape, answers, later, [p, q]) => {
      isLater = later;
      const operation = randomOperation(shape, p, q);
      if (operation === null) return;
      seed = answers;
      const reference = await operation.reference();
      const expected = written(reference);
      if (reference.data === null) seen.nulled += 1;
      else if (reference.errors === undefined) seen.whole += 1;
      else seen.errors += 1;
      expect(await operation.run()).toBe(expected);
      // The second run uses the plan of the first.
      expect(await operation.run()).toBe(expected);
    }),
    { numRuns: 1_000 },
  );
  // The answers were not all of one kind.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
});

it('plans leave no rejection unhandled, which would end the process', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  try {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), conditions, async (shape, answers, [p, q]) => {
        isLater = true;
        seed = answers;
        await randomOperation(shape, p, q)?.run();
      }),
      { numRuns: 300 },
    );
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off('unhandledRejection', note);
  }
  expect(unhandled).toEqual([]);
});

it('plans run documents with no directives but @skip and @include', () => {
  expect(isPlannableSchema(schema)).toBe(true);
  expect(isPlannableDocument(parse('query ($p: Boolean!) { f00 @skip(if: $p) ... @include(if: $p) { f01 } }'))).toBe(
    true,
  );
  for (const text of [
    '{ f00 @defer }',
    '{ ... @defer { f00 } }',
    'query @live { f00 }',
    'query ($p: Boolean! @own) { f00 @skip(if: $p) }',
    '{ ...F } fragment F on Query @own { f00 }',
    '{ __proto__: f00 }',
  ]) {
    expect(isPlannableDocument(parse(text)), text).toBe(false);
  }
});
