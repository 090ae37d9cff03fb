import {
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isListType,
  isNonNullType,
  isScalarType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import {
  addPath,
  type CoercedVariables,
  coerceVariables,
  takesAnything,
  takesPlainVariables,
  type Values,
} from './graphql-js.ts';
import { type InputMistake, type MistakeOptions, missing, mistakeError } from './input-mistake.ts';
import { type FoundMistakes, findValueMistakes } from './value-mistakes.ts';

/** Most mistakes that are reported at once. */
const maxErrors = 5;

/** A variable whose values usually need no change. */
interface PlainVariable {
  readonly name: string;
  readonly isNullable: boolean;
  readonly fits: (value: unknown) => boolean;
}

/**
 * Coerces the variables of an operation as graphql-js does. If all are scalars or lists of scalars whose values need no change, as in nearly
 * every request, each value is checked only once.
 */
export class VariableReader {
  readonly #schema: GraphQLSchema;
  readonly #definitions: readonly VariableDefinitionNode[];
  readonly #options: MistakeOptions;
  /** Null if a variable can need a change. */
  readonly #plain: readonly PlainVariable[] | null;

  constructor(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[], options: MistakeOptions) {
    this.#schema = schema;
    this.#options = options;
    this.#definitions = definitions;
    const plain = definitions.map((definition) => plainVariable(schema, definition));
    this.#plain = takesPlainVariables && plain.every((one) => one !== null) ? plain : null;
  }

  read(raw: Values): CoercedVariables {
    const coerced = this.#plain === null ? null : takePlain(this.#plain, raw);
    if (coerced !== null) return { variables: coerced };
    const errors = this.#mistakes(raw);
    return errors.length > 0 ? { errors } : coerceVariables(this.#schema, this.#definitions, raw, maxErrors);
  }

  /** Returns an error for each of the first mistakes, located by the path into the variable. */
  #mistakes(raw: Values): readonly GraphQLError[] {
    const errors: GraphQLError[] = [];
    for (const definition of this.#definitions) {
      const name = definition.variable.name.value;
      for (const mistake of this.#mistakesOf(definition, raw, maxErrors - errors.length)) {
        errors.push(mistakeError('BAD_USER_INPUT', `Variable "$${name}"`, mistake, definition));
      }
    }
    return errors;
  }

  #mistakesOf(
    { variable, type, defaultValue }: VariableDefinitionNode,
    raw: Values,
    maximum: number,
  ): readonly InputMistake[] {
    const declared = typeFromAST(this.#schema, type as never);
    if (!isInputType(declared) || maximum === 0) return [];
    const name = variable.name.value;
    const path = addPath(undefined, name, undefined);
    if (!Object.hasOwn(raw, name) || raw[name] === undefined) {
      return isNonNullType(declared) && defaultValue === undefined ? [missing(path, declared, false)] : [];
    }
    const found: FoundMistakes = { mistakes: [], maximum };
    findValueMistakes(found, declared, raw[name], path, this.#options);
    return found.mistakes;
  }
}

/** Returns the values unchanged; null if one must be changed, replaced or reported, or a required one is missing. */
function takePlain(variables: readonly PlainVariable[], raw: Values): Record<string, unknown> | null {
  const coerced: Record<string, unknown> = {};
  for (const { name, isNullable, fits } of variables) {
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
    if (!(value === null ? isNullable : fits(value))) return null;
    coerced[name] = value;
  }
  return coerced;
}

function plainVariable(schema: GraphQLSchema, { variable, type, defaultValue }: VariableDefinitionNode) {
  const declared = typeFromAST(schema, type as never);
  if (!isInputType(declared) || defaultValue !== undefined) return null;
  const isNullable = !isNonNullType(declared);
  const fits = fitsOf(isNonNullType(declared) ? declared.ofType : declared);
  return fits === null ? null : { name: variable.name.value, isNullable, fits };
}

function fitsOf(type: GraphQLInputType): PlainVariable['fits'] | null {
  if (!isListType(type)) return fitsScalar(type);
  const item: GraphQLInputType = type.ofType;
  const fits = isNonNullType(item) ? fitsScalar(item.ofType) : null;
  return fits === null ? null : (value) => Array.isArray(value) && value.every(fits);
}

function fitsScalar(type: GraphQLInputType): PlainVariable['fits'] | null {
  if (!isScalarType(type)) return null;
  if (takesAnything(type)) return (value) => value !== undefined && value !== null;
  switch (type.name) {
    case 'String':
    case 'ID':
      return (value) => typeof value === 'string';
    case 'Boolean':
      return (value) => typeof value === 'boolean';
    case 'Int':
      return (value) => typeof value === 'number' && (value | 0) === value;
    default:
      return null;
  }
}
