import {
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isScalarType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { takesAnything, type Values } from './graphql-js.ts';

/**
 * Drops of the variables what is too much to be described: of unknown fields of an input object all but the first few, and what is in an
 * object where a scalar is expected. The errors stay the same, except that the engine, which prints the value of each, prints less: a
 * megabyte of unknown fields takes it more than a second otherwise. Returns the same object where there is nothing to drop.
 */
export function withoutExcess(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  raw: Values,
  maxUnknown: number,
): Values {
  let kept: Record<string, unknown> | undefined;
  for (const { variable, type } of definitions) {
    const name = variable.name.value;
    const declared = typeFromAST(schema, type as never);
    if (!isInputType(declared) || !Object.hasOwn(raw, name)) continue;
    const value = keptOf(declared, raw[name], maxUnknown);
    if (value === raw[name]) continue;
    kept ??= { ...raw };
    kept[name] = value;
  }
  return kept ?? raw;
}

/** Lists and objects beyond so many members are dropped where they are an error anyway. */
const longList = 20;

function keptOf(type: GraphQLInputType, value: unknown, maxUnknown: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isNonNullType(type)) return keptOf(type.ofType, value, maxUnknown);
  if (isListType(type))
    return Array.isArray(value) ? keptItems(type.ofType, value, maxUnknown) : keptOf(type.ofType, value, maxUnknown);
  if (isInputObjectType(type) && !Array.isArray(value)) return keptFields(type, value as Values, maxUnknown);
  return isScalarType(type) && takesAnything(type) ? value : shortened(value);
}

function keptItems(type: GraphQLInputType, items: readonly unknown[], maxUnknown: number): readonly unknown[] {
  const kept = items.map((item) => keptOf(type, item, maxUnknown));
  return kept.some((item, at) => item !== items[at]) ? kept : items;
}

function keptFields(
  type: GraphQLInputType & { getFields(): Readonly<Record<string, { readonly type: GraphQLInputType }>> },
  value: Values,
  maxUnknown: number,
): Values {
  const fields = type.getFields();
  const kept: Record<string, unknown> = {};
  let unknown = 0;
  let isSame = true;
  for (const name of Object.keys(value)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) {
      unknown += 1;
      if (unknown > maxUnknown) isSame = false;
      else kept[name] = isLong(value[name]) ? {} : value[name];
    } else {
      kept[name] = keptOf(field.type, value[name], maxUnknown);
    }
    if (Object.hasOwn(kept, name) && kept[name] !== value[name]) isSame = false;
  }
  return isSame ? value : kept;
}

/** A value of the wrong kind: whole, unless it is long. */
function shortened(value: object): object {
  if (!Array.isArray(value)) return Object.keys(value).length > longList ? {} : value;
  const items = value.slice(0, longList);
  return items.some(isLong) || value.length > longList ? items.map((item) => (isLong(item) ? {} : item)) : value;
}

function isLong(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > longList;
}
