import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLNonNull,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
} from 'graphql';
import { expect, it } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { type TestError, useGraph } from '../support/graph.ts';
import { mutationExamples } from '../support/mutation-examples.ts';

const schema = buildSchema();
const compiled = useGraph();
const interpreted = useGraph({ server: { fastPath: false, execution: 'interpreted' } });

/** Part of every wrong value and of no message. */
const secret = 'Geheimnis 4711!';

type Steps = readonly (string | number)[];

interface Break {
  readonly value: unknown;
  readonly at: Steps;
  /** Null for a key that the type does not have. */
  readonly expected: string | null;
}

const samples: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1.5,
  String: 'text',
  Boolean: true,
  ID: '5f1a6f0e-3d6a-4f43-9a53-0d7c0f4a9b21',
  DateTime: '2026-11-23T12:00:00Z',
  DomainName: 'bakery.example',
  EmailAddress: 'ana@guest.example',
  URL: 'https://www.example.com/',
};

/** A value that fits the type, with all its fields down to the given depth. */
function sampleOf(type: GraphQLInputType, depth = 6): unknown {
  const named = getNullableType(type);
  if (isListType(named)) return [sampleOf(named.ofType, depth), sampleOf(named.ofType, depth)];
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (!isInputObjectType(named)) return samples[named.toString()];
  const fields = Object.values(named.getFields());
  const set = named.isOneOf ? fields.slice(0, 1) : fields.filter((field) => depth > 0 || isRequiredInputField(field));
  return Object.fromEntries(set.map((field) => [field.name, sampleOf(field.type, depth - 1)]));
}

const wrong: Readonly<Record<string, readonly unknown[]>> = {
  Int: [secret, 1.5, 2 ** 31, true],
  Float: [secret, true],
  String: [4711, true],
  Boolean: [secret, 0],
  ID: [1.5, true],
  // Values that lenient parsers make something else of.
  DateTime: [
    secret,
    4711,
    '2027-02-29T12:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-12-25T24:00:00Z',
    '2016-12-31T23:59:60Z',
  ],
  DomainName: [
    secret,
    4711,
    'a..example',
    'bakery.example.',
    '203.0.113.7',
    'bücher .example',
    'b\u00fccher.example/x',
  ],
  EmailAddress: [secret, 4711, '.ana@guest.example', 'ana.@guest.example', 'a..a@guest.example', 'ana@guest.example.'],
  URL: [secret, 4711, ' https://www.example.com/', 'https://www.example.com/\n'],
};

/** Every way to break a value in one place. */
function breaksOf(type: GraphQLInputType, value: unknown, at: Steps): Break[] {
  const expected = String(type);
  const named = getNullableType(type);
  const nulls = isNonNullType(type) ? [{ value: null, at, expected }] : [];
  if (isListType(named)) {
    const items = value as readonly unknown[];
    const last = items.length - 1;
    const inItems = breaksOf(named.ofType, items[last], [...at, last]);
    return [...nulls, ...inItems.map((one) => ({ ...one, value: items.with(last, one.value) }))];
  }
  if (!isInputObjectType(named)) {
    const values = [...(wrong[named.name] ?? [secret, 4711, true]), { key: secret }, [secret]];
    return [...nulls, ...values.map((one) => ({ value: one, at, expected }))];
  }
  return [...nulls, ...breaksOfObject(named, value as Readonly<Record<string, unknown>>, at, expected)];
}

function breaksOfObject(
  type: GraphQLInputObjectType,
  value: Readonly<Record<string, unknown>>,
  at: Steps,
  expected: string,
): Break[] {
  const whole = [secret, 4711, [secret]].map((one) => ({ value: one, at, expected }));
  const unknown = { value: { ...value, dispalyName: secret }, at: [...at, 'dispalyName'], expected: null };
  const fields = type.getFields();
  const inFields = Object.values(fields).flatMap((field) => {
    const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== field.name));
    const path = [...at, field.name];
    const missing = isRequiredInputField(field) ? [{ value: rest, at: path, expected: String(field.type) }] : [];
    if (type.isOneOf && !Object.hasOwn(value, field.name)) {
      return [{ value: { ...value, [field.name]: sampleOf(field.type) }, at, expected }];
    }
    const own = breaksOf(field.type, value[field.name] ?? sampleOf(field.type), path);
    return [...missing, ...own.map((one) => ({ ...one, value: { ...value, [field.name]: one.value } }))];
  });
  // With two fields set, the number of fields is a mistake of its own.
  return [...whole, ...(type.isOneOf ? [{ value: {}, at, expected }] : [unknown]), ...inFields];
}

/** Stands for a variable in a value that is written as a literal. */
const hole = Symbol('variable');

interface Hole {
  readonly value: unknown;
  readonly at: Steps;
  readonly type: GraphQLNonNull<GraphQLInputType>;
  readonly usual: unknown;
}

/** The value with a variable in each place that takes no null. */
function holesOf(type: GraphQLInputType, value: unknown, at: Steps): Hole[] {
  const named = getNullableType(type);
  const own = isNonNullType(type) ? [{ value: hole, at, type, usual: value }] : [];
  if (isListType(named) && Array.isArray(value)) {
    const last = value.length - 1;
    const inItem = holesOf(named.ofType, value[last], [...at, last]);
    return [...own, ...inItem.map((one) => ({ ...one, value: value.with(last, one.value) }))];
  }
  if (!isInputObjectType(named)) return own;
  const given = value as Readonly<Record<string, unknown>>;
  const inFields = Object.values(named.getFields()).flatMap((field) =>
    !Object.hasOwn(given, field.name)
      ? []
      : holesOf(field.type, given[field.name], [...at, field.name]).map((one) => ({
          ...one,
          value: { ...given, [field.name]: one.value },
        })),
  );
  return [...own, ...inFields];
}

/** Writes a value as a literal; names of enums are recognized by their type. */
function literalOf(type: GraphQLInputType | undefined, value: unknown): string {
  if (value === hole) return '$hole';
  const named = type === undefined ? undefined : getNullableType(type);
  if (Array.isArray(value)) {
    const item = isListType(named) ? named.ofType : undefined;
    return `[${value.map((one) => literalOf(item, one)).join(', ')}]`;
  }
  if (isListType(named)) return literalOf(named.ofType, value);
  if (typeof value === 'object' && value !== null) {
    const fields = isInputObjectType(named) ? named.getFields() : {};
    const members = Object.entries(value).map(([name, one]) => `${name}: ${literalOf(fields[name]?.type, one)}`);
    return `{ ${members.join(', ')} }`;
  }
  return isEnumType(named) && typeof value === 'string' && value !== secret ? value : JSON.stringify(value);
}

/** A field that takes arguments, and a document around it. */
interface Place {
  readonly name: string;
  readonly argument: GraphQLArgument;
  readonly document: (variable: string, literal: string) => string;
}

/** The shortest way to every field from `Query` or `Mutation`. */
function placesOf(root: GraphQLObjectType, keyword: string): Place[] {
  const places: Place[] = [];
  const seen = new Set<GraphQLNamedType>([root]);
  const queue: { type: GraphQLObjectType; wrap: (inner: string) => string }[] = [
    { type: root, wrap: (inner) => inner },
  ];
  for (const { type, wrap } of queue) {
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      const target = getNamedType(field.type);
      const body = isCompositeType(target) ? ' { __typename }' : '';
      for (const argument of field.args) {
        const others = argumentsOf(field, argument);
        const call = (text: string) => `${field.name}(${[...others, `${argument.name}: ${text}`].join(', ')})${body}`;
        places.push({
          name: `${type.name}.${field.name}`,
          argument,
          document: (variable, text) => `${keyword} ${variable} { ${wrap(call(text))} }`,
        });
      }
      if (!isObjectType(target) || seen.has(target)) continue;
      seen.add(target);
      const list = argumentsOf(field).join(', ');
      queue.push({
        type: target,
        wrap: (inner) => wrap(`${field.name}${list === '' ? '' : `(${list})`} { ${inner} }`),
      });
    }
  }
  return places;
}

function argumentsOf(field: GraphQLField<unknown, unknown>, except?: GraphQLArgument): string[] {
  return field.args
    .filter((one) => one !== except && isNonNullType(one.type) && one.defaultValue === undefined)
    .map((one) => `${one.name}: ${literalOf(one.type, sampleOf(one.type))}`);
}

const places = [
  ...placesOf(schema.getQueryType() as GraphQLObjectType, 'query'),
  ...placesOf(schema.getMutationType() as GraphQLObjectType, 'mutation').filter(({ name }) =>
    name.startsWith('Mutation.'),
  ),
];

/** Adds the fields that an example leaves out. */
function filled(type: GraphQLInputType, example: unknown): unknown {
  const named = getNullableType(type);
  if (isListType(named) && Array.isArray(example) && example.length > 0) {
    return example.map((item) => filled(named.ofType, item));
  }
  if (isListType(named)) return sampleOf(type);
  if (!isInputObjectType(named) || example === undefined) return example ?? sampleOf(type);
  const given = example as Readonly<Record<string, unknown>>;
  const fields = Object.values(named.getFields()).filter(({ name }) => !named.isOneOf || Object.hasOwn(given, name));
  return Object.fromEntries(fields.map((field) => [field.name, filled(field.type, given[field.name])]));
}

const outcomeOf = async (document: string, variables?: Record<string, unknown>) => {
  const answers = await Promise.all([compiled, interpreted].map((graph) => graph.ask(document, variables)));
  const [first, second] = answers.map(({ status, errors, calls }) => ({ status, errors, calls }));
  expect(second).toEqual(first);
  return first as { status: number; errors: readonly (TestError & { locations?: readonly object[] })[] };
};

it('every mistake in a variable or literal is located, wherever it is in the schema, and shows no value', async () => {
  const examples = mutationExamples(compiled.sandbox);
  expect(Object.keys(examples).sort()).toEqual(Object.keys(schema.getMutationType()?.getFields() ?? {}).sort());
  let checked = 0;
  for (const { name, argument, document } of places) {
    const type = argument.type;
    const example = name.startsWith('Mutation.') ? examples[name.slice('Mutation.'.length)] : undefined;
    const value = example === undefined ? sampleOf(type) : filled(type, example);
    for (const broken of breaksOf(type, value, [])) {
      const isNullDefault = broken.value === null && argument.defaultValue !== undefined;
      for (const isLiteral of isNullDefault ? [true] : [true, false]) {
        const variable = isLiteral ? '' : `($v: ${type})`;
        const text = document(variable, isLiteral ? literalOf(type, broken.value) : '$v');
        const { status, errors } = await outcomeOf(text, isLiteral ? undefined : { v: broken.value });
        const field = [isLiteral ? argument.name : 'v', ...broken.at].join('.');
        const [error] = errors ?? [];
        const {
          code,
          field: shown,
          expectedType = null,
        } = (error?.extensions ?? {}) as Readonly<Record<string, unknown>>;
        expect({ text, value: broken.value, status, count: errors?.length, code, shown, expectedType }).toEqual({
          text,
          value: broken.value,
          status: 400,
          count: 1,
          code: isLiteral ? 'GRAPHQL_VALIDATION_FAILED' : 'BAD_USER_INPUT',
          shown: field,
          expectedType: broken.expected,
        });
        expect(error?.locations?.length).toBe(1);
        if (broken.at.length > 0) expect(error?.message).toContain(field);
        expect(JSON.stringify(errors)).not.toMatch(/Geheimnis|4711/);
        checked += 1;
      }
    }
  }
  expect(checked).toBeGreaterThan(2_000);
}, 240_000);

it('a null in a variable inside a literal is located in the literal, once and before anything runs', async () => {
  const examples = mutationExamples(compiled.sandbox);
  let checked = 0;
  for (const { name, argument, document } of places) {
    const example = name.startsWith('Mutation.') ? examples[name.slice('Mutation.'.length)] : undefined;
    const value = example === undefined ? sampleOf(argument.type) : filled(argument.type, example);
    for (const { value: written, at, type, usual } of holesOf(argument.type, value, [])) {
      const text = document(`($hole: ${type.ofType} = ${literalOf(type, usual)})`, literalOf(argument.type, written));
      const { status, errors } = await outcomeOf(text, { hole: null });
      const [error] = errors ?? [];
      expect({
        text,
        status,
        count: errors?.length,
        code: error?.extensions.code,
        field: error?.extensions['field'],
        expectedType: error?.extensions['expectedType'],
        column: (error?.locations as { column: number }[] | undefined)?.map(({ column }) =>
          text.slice(column - 1, column + 4),
        ),
      }).toEqual({
        text,
        status: 400,
        count: 1,
        code: 'BAD_USER_INPUT',
        field: [argument.name, ...at].join('.'),
        expectedType: String(type),
        column: ['$hole'],
      });
      checked += 1;
    }
  }
  expect(checked).toBeGreaterThan(150);
}, 120_000);

it('a null in a variable of a field that is skipped is no mistake', async () => {
  const { status, errors } = await outcomeOf(
    'query ($id: ID = "5f1a6f0e-3d6a-4f43-9a53-0d7c0f4a9b21", $no: Boolean!) { account { id } site(id: $id) @include(if: $no) { id } }',
    { id: null, no: false },
  );
  expect([status, errors]).toEqual([200, undefined]);
});
