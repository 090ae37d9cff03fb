import { type GraphQLField, getNamedType, isObjectType, Kind, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { printSdl } from '../../../src/graph/federation/sdl.ts';
import { buildSchema } from '../../../src/graph/schema.ts';

const schema = buildSchema();
const objects = Object.values(schema.getTypeMap()).filter(
  (type) => isObjectType(type) && !type.name.startsWith('_') && !type.name.startsWith('__'),
);
const fields = objects.flatMap((type) =>
  isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ type, field })) : [],
);

/** The tags of each field in the SDL, by `Type.field`. */
const tags = new Map<string, string[]>();
for (const definition of parse(printSdl(schema)).definitions) {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
  for (const { name, directives = [] } of definition.fields ?? []) {
    const own = directives
      .map((one) => /^@tag\(name: "(.*)"\)$/.exec(print(one))?.[1])
      .filter((tag) => tag !== undefined);
    tags.set(`${definition.name.value}.${name.value}`, own);
  }
}
const isTagged = (coordinate: string, tag: string) => tags.get(coordinate)?.includes(tag) ?? false;

describe.each(['pii', 'internal'])('the tag %s', (tag) => {
  it('is on every field of a type that has no other fields, so that a contract can leave the type out', () => {
    const emptied = new Set(
      objects
        .filter(
          (type) =>
            isObjectType(type) && Object.keys(type.getFields()).every((f) => isTagged(`${type.name}.${f}`, tag)),
        )
        .map(({ name }) => name),
    );
    const dangling = fields
      .filter(({ field }) => emptied.has(getNamedType(field.type).name))
      .map(({ type, field }) => `${type.name}.${field.name}`)
      .filter((coordinate) => !isTagged(coordinate, tag));
    expect(dangling).toEqual([]);
  });
});

const reasonOf = ({ extensions }: GraphQLField<unknown, unknown>) => extensions['personal'];

it('every field tagged pii says why, and no other does', () => {
  const tagged = fields.filter(({ type, field }) => isTagged(`${type.name}.${field.name}`, 'pii'));
  expect(tagged.length).toBeGreaterThan(15);
  for (const { type, field } of tagged) expect(reasonOf(field), `${type.name}.${field.name}`).toMatch(/^[A-Z].*\.$/);
  expect(fields.filter(({ field }) => reasonOf(field) !== undefined)).toHaveLength(tagged.length);
});

it('every e-mail address and every link for a person is personal', () => {
  const untagged = fields
    .filter(
      ({ field }) =>
        getNamedType(field.type).name === 'EmailAddress' || /email|phone|fax|avatar|acceptUrl/i.test(field.name),
    )
    .map(({ type, field }) => `${type.name}.${field.name}`)
    .filter((coordinate) => !isTagged(coordinate, 'pii'));
  expect(untagged).toEqual([]);
});
