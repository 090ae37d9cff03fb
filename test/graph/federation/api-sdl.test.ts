import { buildSchema as buildFromSdl, isObjectType, isSpecifiedScalarType, parse, validateSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { printApiSdl, withStrictNullability } from '../../../src/graph/federation/api-sdl.ts';
import { printSdl } from '../../../src/graph/federation/sdl.ts';
import { buildSchema } from '../../../src/graph/schema.ts';

const schema = buildSchema();
const sdl = printApiSdl(schema);
const plain = buildFromSdl(sdl);
const entities = [...printSdl(schema).matchAll(/^type (\w+)[^{]*@key/gm)].map(([, name = '']) => name);
const keysOf = (name: string) =>
  [
    ...(new RegExp(`^type ${name} .*`, 'm').exec(printSdl(schema))?.[0] ?? '').matchAll(/@key\(fields: "([^"]*)"\)/g),
  ].map(([, fields = '']) =>
    fields
      .replace(/\{.*\}/, '')
      .trim()
      .split(' '),
  );

describe('the plain SDL', () => {
  it('is a valid schema by itself, described, without anything of federation', () => {
    expect(validateSchema(plain)).toEqual([]);
    expect(plain.description).toMatch(/Wix accounts/);
    expect(sdl).not.toMatch(/@(key|tag|cost|listSize|shareable|requiresScopes|link)\b|_entities|_service|_Any/);
    expect(Object.keys(plain.getTypeMap()).sort()).toEqual(
      Object.keys(schema.getTypeMap())
        .filter((name) => !/^_(Any|Entity|Service)$/.test(name))
        .sort(),
    );
  });

  it('specifies each scalar of its own', () => {
    for (const type of Object.values(plain.getTypeMap())) {
      if ('specifiedByURL' in type && !isSpecifiedScalarType(type)) expect(type.specifiedByURL).toMatch(/^https:/);
    }
  });

  it('has the layout of the subgraph SDL: each field stands on a line of its own in both', () => {
    const fields = (text: string) => new Set(text.replace(/^schema \{[^}]*\}/m, '').match(/^ {2}\w+(?=[(:])/gm));
    expect(fields(printSdl(schema))).toEqual(fields(sdl));
    expect(printSdl(schema)).not.toMatch(/^\{$/m);
    expect(printSdl(schema, { exactKeys: true })).not.toMatch(/^\{$/m);
  });
});

describe('the nullability of entities', () => {
  it.each(entities)('%s has no non-null field that a referring subgraph may not know', (name) => {
    const type = plain.getType(name);
    if (!isObjectType(type)) throw new Error(`${name} is no object type`);
    const nonNull = Object.values(type.getFields()).filter((field) => String(field.type).endsWith('!'));
    const [first = [], ...others] = keysOf(name);
    const known = first.filter((field) => others.every((key) => key.includes(field)));
    expect(nonNull.map((field) => field.name).sort()).toEqual([...known].sort());
  });

  it('is strict again for clients that fail on every error', () => {
    const strict = buildFromSdl(withStrictNullability(sdl)).getType('Site');
    if (!isObjectType(strict)) throw new Error('no Site');
    expect(String(strict.getFields()['displayName']?.type)).toBe('String!');
    expect(String(strict.getFields()['folder']?.type)).toBe('Folder');
    const marks = parse(sdl, { noLocation: true }).definitions.filter(({ kind }) => kind === 'DirectiveDefinition');
    expect(marks).toHaveLength(1);
  });
});
