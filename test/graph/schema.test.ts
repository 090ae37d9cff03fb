import { readdirSync, readFileSync } from 'node:fs';
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isSpecifiedScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { printApiSdl } from '../../src/graph/federation/api-sdl.ts';
import { profiles } from '../../src/graph/federation/profile.ts';
import { printSdl } from '../../src/graph/federation/sdl.ts';
import { buildSchema } from '../../src/graph/schema.ts';

const schema = buildSchema();

/** Every type, field, argument and enum value that a caller can see, with its description. */
function* described(): Generator<[string, string | null | undefined]> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || isSpecifiedScalarType(type)) continue;
    yield [type.name, type.description];
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        yield [`${type.name}.${field.name}`, field.description];
        for (const arg of field.args) yield [`${type.name}.${field.name}(${arg.name}:)`, arg.description];
      }
    }
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field.description];
    }
    if (isEnumType(type)) {
      for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
    }
  }
}

describe('the schema', () => {
  it('describes everything that a caller can see, in sentences', () => {
    const all = [...described()];
    expect(all.length).toBeGreaterThan(200);
    expect(all.filter(([, text]) => !/^[^a-z].*[.)`]$/s.test(text ?? '')).map(([name]) => name)).toEqual([]);
  });

  it('gives every enum that Wix may extend a value for what is not known', () => {
    const closed = new Set([
      'AttentionKind',
      'AttentionSeverity',
      'DirectoryChangeKind',
      'DirectoryGapReason',
      'DirectoryList',
      'DirectoryState',
      'DirectorySubjectType',
      'DnsApplyMode',
      'NewSiteKind',
      'OrderDirection',
      'RoleLevel',
      'UserErrorCode',
    ]);
    const enums = Object.values(schema.getTypeMap()).filter((type) => isEnumType(type) && !type.name.startsWith('_'));
    const without = enums
      .filter((type) => isEnumType(type) && type.getValue('UNKNOWN') === undefined)
      .map(({ name }) => name);
    expect(
      without.filter(
        (name) =>
          !closed.has(name) && !name.startsWith('_') && !name.endsWith('OrderField') && !name.startsWith('link__'),
      ),
    ).toEqual([]);
  });

  it('marks every input of which exactly one field must be set with @oneOf', () => {
    const exclusive =
      /exactly one|(one|none) of (the|these) (two|three|four|fields)|not both|either \w+ or|mutually exclusive/i;
    const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
    const said = inputs.filter(({ description }) => exclusive.test(description ?? '')).map(({ name }) => name);
    const marked = inputs.filter(({ isOneOf }) => isOneOf).map(({ name }) => name);
    expect(marked.length).toBeGreaterThan(0);
    expect(said).toEqual(marked);
    // Fields can't be exclusive beside others: neither their descriptions nor the code that reads them says so.
    const fields = inputs.flatMap((type) => Object.values(type.getFields()));
    expect(fields.filter(({ description }) => exclusive.test(description ?? ''))).toEqual([]);
    const code = readdirSync('src/graph', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const refusing = code.filter((file) =>
      [...readFileSync(`src/graph/${file}`, 'utf8').matchAll(/new InputError\(([\s\S]*?)\);/g)].some(([text]) =>
        exclusive.test(text),
      ),
    );
    expect(code.length).toBeGreaterThan(100);
    expect(refusing).toEqual([]);
    // Every printed SDL says so too.
    const printed = [
      printApiSdl(schema),
      ...profiles.map((profile) => printSdl(buildSchema({ profile, authDirectives: true }))),
    ];
    for (const sdl of printed) {
      expect([...sdl.matchAll(/^input (\w+)[^{]*@oneOf/gm)].map(([, name]) => name)).toEqual(marked);
    }
  });

  it('has no root field that would break composition', () => {
    const fields = Object.keys(schema.getQueryType()?.getFields() ?? {});
    expect(fields).toContain('account');
    expect(fields).not.toContain('node');
    expect(fields).not.toContain('nodes');
  });
});
