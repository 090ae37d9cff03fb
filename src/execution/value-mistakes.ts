import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import { addPath, type Path, parseLeafValue } from './graphql-js.ts';
import {
  type InputMistake,
  type MistakeOptions,
  missing,
  notAnObject,
  notExactlyOne,
  nullable,
  refusedLeaf,
  takesNoObjects,
  unknownKey,
} from './input-mistake.ts';

/** Mistakes found so far. The search ends at `maximum`, so that a large invalid value costs no more than a small one. */
export interface FoundMistakes {
  readonly mistakes: InputMistake[];
  readonly maximum: number;
}

/**
 * Adds the mistakes in the value of a variable, exactly those for which graphql-js rejects it. In contrast to graphql-js, each has its path
 * and the value is not printed.
 */
export function findValueMistakes(
  found: FoundMistakes,
  type: GraphQLInputType,
  value: unknown,
  path: Path,
  options: MistakeOptions,
): void {
  if (found.mistakes.length >= found.maximum) return;
  if (value === null || value === undefined) {
    if (isNonNullType(type)) found.mistakes.push(missing(path, type, value === null));
    return;
  }
  const expected = nullable(type);
  if (isListType(expected)) {
    // A value that is not a list counts as a list of one.
    const items = Array.isArray(value) ? value : null;
    if (items === null) findValueMistakes(found, expected.ofType, value, path, options);
    for (const [at, item] of items?.entries() ?? []) {
      findValueMistakes(found, expected.ofType, item, addPath(path, at, undefined), options);
    }
  } else if (isInputObjectType(expected)) {
    if (typeof value !== 'object' || Array.isArray(value)) found.mistakes.push(notAnObject(path, type));
    else findObjectMistakes(found, expected, type, value as Readonly<Record<string, unknown>>, path, options);
  } else if (isLeafType(expected)) {
    try {
      const isRefused = typeof value === 'object' && takesNoObjects(expected);
      if (isRefused || parseLeafValue(expected, value) === undefined) throw undefined;
    } catch (error) {
      found.mistakes.push(refusedLeaf(path, type, error, typeof value === 'string' ? value : null, options));
    }
  }
}

function findObjectMistakes(
  found: FoundMistakes,
  type: GraphQLInputObjectType,
  expected: GraphQLInputType,
  value: Readonly<Record<string, unknown>>,
  path: Path,
  options: MistakeOptions,
): void {
  const fields = type.getFields();
  const given = Object.keys(value).filter((name) => value[name] !== undefined);
  for (const name of given) {
    if (found.mistakes.length >= found.maximum) return;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) found.mistakes.push(unknownKey(path, type, name, options));
    else findValueMistakes(found, field.type, value[name], addPath(path, name, undefined), options);
  }
  for (const field of Object.values(fields)) {
    if (found.mistakes.length >= found.maximum) return;
    const isGiven = Object.hasOwn(value, field.name) && value[field.name] !== undefined;
    if (!isGiven && isRequiredInputField(field)) {
      found.mistakes.push(missing(addPath(path, field.name, undefined), field.type, false));
    }
  }
  const [only] = given;
  if (type.isOneOf && (given.length !== 1 || (only !== undefined && value[only] === null))) {
    found.mistakes.push(notExactlyOne(path, type, expected));
  }
}
