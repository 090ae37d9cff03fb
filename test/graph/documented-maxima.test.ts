import {
  type GraphQLArgument,
  type GraphQLInputField,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  OperationTypeNode,
  parse,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { estimateCalls } from '../../src/graph/federation/calls.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import { defaultLimits } from '../../src/http/limits.ts';

const schema = buildSchema();

/** The most items of a list by its description; undefined where it says none. */
function documentedMaximum({ description }: { readonly description?: string | null | undefined }): number | undefined {
  const found = /(?:up to|at most|1 to) (\d[\d,]*)(?! characters)/.exec(description ?? '')?.[1];
  return found === undefined ? undefined : Number(found.replaceAll(',', ''));
}

/** A value with every list below at its documented maximum, and distinct items. */
function largest(given: GraphQLArgument | GraphQLInputField, mark: string): unknown {
  const type = getNullableType(given.type);
  const named = getNamedType(type);
  const one = (at: string): unknown => {
    if (isEnumType(named)) return named.getValues()[0]?.value;
    if (!isInputObjectType(named)) return named.name === 'Boolean' ? false : at;
    const fields = Object.values(named.getFields()).filter(
      (field) => isNonNullType(field.type) || isListType(getNullableType(field.type)),
    );
    return Object.fromEntries(fields.map((field) => [field.name, largest(field, `${at}.${field.name}`)]));
  };
  if (!isListType(type)) return one(mark);
  return Array.from({ length: documentedMaximum(given) ?? 1 }, (_, n) => one(`${mark}${n}`));
}

interface Documented {
  readonly path: string;
  readonly maximum: number;
  readonly calls: number;
}

/** All lists of arguments with a documented maximum, and the estimate for as many items. */
function documentedLists(): Documented[] {
  const found: Documented[] = [];
  for (const operation of [OperationTypeNode.QUERY, OperationTypeNode.MUTATION]) {
    const root = schema.getRootType(operation);
    if (!isObjectType(root)) throw new Error(`The schema has no ${operation}`);
    for (const field of Object.values(root.getFields())) {
      for (const arg of field.args) {
        const named = getNamedType(arg.type);
        const parts = isInputObjectType(named) ? Object.values(named.getFields()) : [arg];
        for (const part of parts.filter(({ type }) => isListType(getNullableType(type)))) {
          const maximum = documentedMaximum(part);
          if (maximum === undefined) continue;
          const value = part === arg ? largest(arg, 'a') : { [part.name]: largest(part, 'a') };
          const document = parse(`${operation} ($value: Any) { ${field.name}(${arg.name}: $value) { __typename } }`);
          const [node] = document.definitions;
          if (node?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
          const { calls } = estimateCalls({ schema, node, fragments: {}, variables: { value } });
          found.push({ path: `${field.name}.${part === arg ? '' : `${arg.name}.`}${part.name}`, maximum, calls });
        }
      }
    }
  }
  return found;
}

describe('a list of as many items as its description allows', () => {
  const lists = documentedLists();

  it('is found for most lists of writes', () => {
    expect(lists.length).toBeGreaterThan(15);
    expect(lists.find(({ path }) => path === 'replaceDnsZone.input.records')?.maximum).toBe(5_000);
    expect(Math.max(...lists.map(({ calls }) => calls))).toBeGreaterThan(100);
  });

  it.each(lists)('$path of $maximum fits the default limit of REST calls', ({ calls }) => {
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(defaultLimits.calls);
  });
});
