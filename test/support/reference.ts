import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLUnionType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
  isUnionType,
  specifiedScalarTypes,
} from 'graphql';
import { buildSchema } from '../../src/graph/schema.ts';
import { operations } from './operations.ts';

const pages: readonly (readonly [string, (type: GraphQLNamedType) => boolean])[] = [
  ['Queries', (type) => type.name === 'Query'],
  ['Mutations', (type) => type.name === 'Mutation'],
  [
    'Objects',
    (type) => isObjectType(type) && !/^(Query|Mutation|Subscription|_.*|.*(Edge|Connection))$/.test(type.name),
  ],
  ['Unions', (type) => isUnionType(type) && !type.name.startsWith('_')],
  ['Inputs', isInputObjectType],
  ['Enums', isEnumType],
];

/** What the descriptions of the SDL say, as a page to be read and searched. Connections and edges are all alike and left out. */
export function schemaReference(): string {
  const types = Object.values(buildSchema().getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const parts = pages.map(([title, belongs]) => {
    const members = types.filter(belongs).sort((a, b) => a.name.localeCompare(b.name, 'en'));
    return [`## ${title}`, ...members.map(describeType)].join('\n\n');
  });
  return [
    '# Schema',
    'Made from the descriptions of the SDL; `npx vitest run test/docs.test.ts -u` makes it anew.',
    ...parts,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function describeType(type: GraphQLNamedType): string {
  return [`### ${type.name}`, type.description ?? '', ...rowsOf(type)].filter((part) => part !== '').join('\n\n');
}

function rowsOf(type: GraphQLNamedType): string[] {
  if (isObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'));
    const rows = fields.map((field) => {
      const args = field.args.map(argument);
      return row(`\`${field.name}: ${field.type}\``, [field.description, ...args].join(' '));
    });
    return [['| field | |', '|---|---|', ...rows].join('\n')];
  }
  if (isInputObjectType(type)) {
    const rows = Object.values(type.getFields()).map((field) =>
      row(`\`${field.name}: ${field.type}\``, defaulted(field)),
    );
    return [['| field | |', '|---|---|', ...rows].join('\n')];
  }
  if (isEnumType(type)) {
    const rows = type.getValues().map(({ name, description }) => row(`\`${name}\``, description ?? ''));
    return [['| value | |', '|---|---|', ...rows].join('\n')];
  }
  return isUnionType(type)
    ? [
        type
          .getTypes()
          .map(({ name }) => `\`${name}\``)
          .join(', '),
      ]
    : [];
}

/** Paging is the same everywhere. */
function argument(arg: GraphQLArgument): string {
  return arg.name === 'first' || arg.name === 'after' ? '' : `<br>\`${arg.name}: ${arg.type}\` ${defaulted(arg)}`;
}

function defaulted({ description, defaultValue }: GraphQLArgument | GraphQLInputField): string {
  const end =
    defaultValue === undefined || defaultValue === null ? '' : ` Default: \`${JSON.stringify(defaultValue)}\`.`;
  return `${description ?? ''}${end}`;
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.trim().replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

/** The values of an enum, as the rows of a table. */
export function enumRows(name: string): string {
  const type = buildSchema().getType(name);
  if (!isEnumType(type)) throw new Error(`${name} is no enum.`);
  const rows = type.getValues().map((value) => row(`\`${value.name}\``, value.description ?? ''));
  return ['| code | meaning |', '|---|---|', ...rows].join('\n');
}

/** The operations library, with what the comment of each says. */
export function operationTable(): string {
  const rows = operations.map(({ name, document }) =>
    row(`[\`${name}\`](../schema/operations/${name}.graphql)`, document.match(/^# (.*)/)?.[1] ?? ''),
  );
  return ['| operation | what it shows, and its REST calls |', '|---|---|', ...rows].join('\n');
}

/** Returns the fields that are personal data, with their reasons, as a Markdown table. */
export function personalTable(): string {
  const rows = Object.values(buildSchema().getTypeMap()).flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields()).flatMap(({ name, extensions }) => {
          const reason = extensions['personal'];
          return typeof reason === 'string' ? [`| \`${type.name}.${name}\` | ${reason} |`] : [];
        })
      : [],
  );
  return ['| field | personal because |', '|---|---|', ...rows].join('\n');
}

/** Returns the names that the graph brings into a supergraph: fields of the roots, and types by kind. */
export function namesTable(): string {
  const schema = buildSchema();
  const types = Object.values(schema.getTypeMap()).filter(
    ({ name }) => !name.startsWith('_') && !specifiedScalarTypes.some((scalar) => scalar.name === name),
  );
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const entities = (schema.getType('_Entity') as GraphQLUnionType).getTypes();
  const isPlainObject = (type: GraphQLNamedType) =>
    isObjectType(type) && !roots.includes(type) && !entities.includes(type);
  const isPayload = ({ name }: GraphQLNamedType) => /(Edge|Connection|Payload)$/.test(name);
  const named = (belongs: (type: GraphQLNamedType) => boolean) => types.filter(belongs).map(({ name }) => name);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [
      'fields of `Query`',
      Object.keys(schema.getQueryType()?.getFields() ?? {}).filter((name) => !name.startsWith('_')),
    ],
    ['fields of `Mutation`', Object.keys(schema.getMutationType()?.getFields() ?? {})],
    ['entities', entities.map(({ name }) => name)],
    ['objects', named((type) => isPlainObject(type) && !isPayload(type))],
    ['connections, edges, payloads', named((type) => isPlainObject(type) && isPayload(type))],
    ['unions', named(isUnionType)],
    ['inputs', named(isInputObjectType)],
    ['enums', named(isEnumType)],
    ['scalars', named(isScalarType)],
  ];
  const cells = rows.map(
    ([kind, names]) =>
      `| ${kind} | ${[...names]
        .sort()
        .map((name) => `\`${name}\``)
        .join(', ')} |`,
  );
  return ['| kind | names |', '|---|---|', ...cells].join('\n');
}
