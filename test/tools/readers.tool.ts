import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { coverage, diff, validate } from '@graphql-inspector/core';
import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isRequiredArgument,
  isSpecifiedScalarType,
  Source,
  validateSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { plainPath, plainSdl, subgraphSdl } from './sdl.ts';

const root = join(import.meta.dirname, '../..');
const schema = buildSchema(plainSdl);
const types = typesOf(schema.getTypeMap());

function typesOf(map: Readonly<Record<string, GraphQLNamedType>>): readonly GraphQLNamedType[] {
  return Object.values(map).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));
}

const run = (name: string, args: readonly string[]) =>
  execFileSync(join(import.meta.dirname, 'node_modules/.bin', name), args, { encoding: 'utf8' });

/** The documents of the library, and those that the pages of the docs print. */
const documents = [
  ...globSync(join(root, 'schema/operations/*.graphql')).map((path) => new Source(readFileSync(path, 'utf8'), path)),
  ...globSync([join(root, 'README.md'), join(root, 'docs/*.md')]).flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^```graphql\n([\s\S]*?)^```/gm)]
      .map(([, text = ''], index) => new Source(text, `${path}, document ${index + 1}`))
      .filter(({ body }) => /^\s*(query|mutation|\{)/.test(body)),
  ),
];

describe('graphql-js', () => {
  it('builds a valid schema of the plain SDL', () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  it('builds the same types of the SDL of the subgraph, which leaves the definitions of federation to the gateway', () => {
    const names = typesOf(buildSchema(subgraphSdl, { assumeValidSDL: true }).getTypeMap()).map(({ name }) => name);
    expect(names.filter((name) => !name.startsWith('_')).sort()).toEqual(types.map(({ name }) => name).sort());
  });
});

it('graphql-schema-linter finds nothing by its default rules', () => {
  const report = run('graphql-schema-linter', ['--format', 'json', plainPath]);
  expect(JSON.parse(report)).toEqual({ errors: [] });
});

describe('graphql-inspector', () => {
  it('finds no change between the SDL and itself, and each kind of change made to it', async () => {
    expect(await diff(schema, buildSchema(plainSdl))).toEqual([]);
    const changed = plainSdl
      .replace(/^enum SiteKind \{/m, 'enum SiteKind {\n  NEW')
      .replace(/^type Site \{/m, 'type Site {\n  new: String');
    const changes = await diff(schema, buildSchema(changed));
    expect(changes.map(({ path, criticality }) => [path, criticality.level]).sort()).toEqual([
      ['Site.new', 'NON_BREAKING'],
      ['SiteKind.NEW', 'DANGEROUS'],
    ]);
  });

  it('validates every document of the library and the docs', () => {
    expect(documents.length).toBeGreaterThan(43);
    const faults = validate(schema, documents).flatMap(({ source, errors }) =>
      errors.map((error) => [source.name, error.message]),
    );
    expect(faults).toEqual([]);
  });

  it('measures what they cover: every mutation', () => {
    const mutations = Object.entries(coverage(schema, documents).types['Mutation']?.children ?? {});
    expect(mutations.map(([name]) => name)).toEqual(Object.keys(schema.getMutationType()?.getFields() ?? {}));
    expect(mutations.filter(([, { hits }]) => hits === 0).map(([name]) => name)).toEqual([]);
  });
});

it('graphql-markdown renders every type, field, value and description', () => {
  const page = run('graphql-markdown', [plainPath]);
  for (const type of types) {
    expect(page).toMatch(new RegExp(`^#+ ${type.name}$`, 'm'));
    const members = isEnumType(type)
      ? type.getValues()
      : isObjectType(type) || isInputObjectType(type)
        ? Object.values(type.getFields())
        : [];
    for (const { name, description } of members) {
      expect(page).toContain(`>${name}</`);
      expect(page).toContain(description);
    }
  }
});

it('genql lets arguments be omitted that are optional', () => {
  // It takes a colon in the description of an argument for one that is required.
  const client = readFileSync(join(import.meta.dirname, 'generated/genql/schema.ts'), 'utf8');
  const fields = types
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })));
  const optional = fields.filter(({ field: { args } }) => args.length > 0 && !args.some(isRequiredArgument));
  expect(optional.length).toBeGreaterThan(10);
  for (const { type, field } of optional) {
    const [selection = ''] =
      client.match(new RegExp(`^export interface ${type.name}GenqlSelection\\{[\\s\\S]*?^\\}`, 'm')) ?? [];
    const isOptional = new RegExp(`^ {4}${field.name}\\?: (?:.*__args\\?: |[^}]*\\} \\} \\| boolean)`, 'm');
    expect(isOptional.test(selection), `${type.name}.${field.name}`).toBe(true);
  }
});
