import { type GraphQLOutputType, isLeafType, isNonNullType } from 'graphql';
import { type PlainLeaf, plainLeafOf } from './plain-leaf.ts';
import type { FieldPlan } from './plan.ts';

/**
 * Reads all plain fields of an object at once. Returns the response object, in which every other field is null; undefined if a value does
 * not match its type, so that each field must be read separately.
 */
export type Reader = (source: object) => Record<string, unknown> | undefined;

/** Whether a reader can read the field: a property, of a leaf type that has plain values. */
export function isPlain({ isProperty, field }: Pick<FieldPlan, 'isProperty' | 'field'>): boolean {
  return isProperty && plainOf(field.type) !== null;
}

/**
 * Generates a reader as JavaScript, which V8 compiles to a few loads at known offsets; a loop over the fields takes several times as long.
 * The code contains only names of the schema and the document, quoted. Returns null if no field is plain, or if the process forbids
 * generating code.
 */
export function writeReader(fields: readonly FieldPlan[]): Reader | null {
  if (!fields.some(isPlain)) return null;
  const tables: PlainLeaf[] = [];
  const reads: string[] = [];
  const members = fields.map((field, at) => {
    const name = JSON.stringify(field.responseName);
    const plain = isPlain(field) ? plainOf(field.field.type) : null;
    if (plain === null) return `${name}: null`;
    reads.push(...readOf(`v${at}`, field, plain, tables));
    return `${name}: v${at}`;
  });
  const body = `'use strict';\nreturn (source) => {\n${reads.join('\n')}\nreturn { ${members.join(', ')} };\n};`;
  try {
    return new Function('tables', body)(tables) as Reader;
  } catch {
    return null;
  }
}

function readOf(local: string, { field }: FieldPlan, plain: PlainLeaf, tables: PlainLeaf[]): string[] {
  const property = `source[${JSON.stringify(field.name)}]`;
  const isNullable = !isNonNullType(field.type);
  const unless = (isFit: string) =>
    isNullable
      ? `if (!(${isFit})) { if (${local} !== null && ${local} !== undefined) return undefined; ${local} = null; }`
      : `if (!(${isFit})) return undefined;`;
  if (typeof plain !== 'string') {
    const table = `tables[${tables.push(plain) - 1}]`;
    const nothing = isNullable ? `if (${local} === null || ${local} === undefined) ${local} = null; else ` : '';
    return [
      `let ${local} = ${property};`,
      `${nothing}{ ${local} = ${table}.get(${local}); if (${local} === undefined) return undefined; }`,
    ];
  }
  const fits = plain === 'int32' ? `typeof ${local} === 'number' && (${local} | 0) === ${local}` : undefined;
  return [`let ${local} = ${property};`, unless(fits ?? `typeof ${local} === '${plain}'`)];
}

function plainOf(type: GraphQLOutputType): PlainLeaf | null {
  const named = isNonNullType(type) ? type.ofType : type;
  return isLeafType(named) ? plainLeafOf(named) : null;
}
