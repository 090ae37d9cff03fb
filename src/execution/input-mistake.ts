import {
  type ASTNode,
  type GraphQLEnumType,
  GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  getNamedType,
  isEnumType,
  isNonNullType,
} from 'graphql';
import { addPath, type Path, pathKeys } from './graphql-js.ts';

/** A mistake in a caller's value. Does not contain the value, which can be a secret. */
export interface InputMistake {
  /** Names and indexes from the variable or argument down to the mistake, the unknown or missing key included. */
  readonly path: Path;
  /** Type that is expected there; null for a key that its type does not have. */
  readonly expected: GraphQLInputType | null;
  /** Sentence with the reason, without the value. */
  readonly reason: string;
  /** Invalid node of the document. Absent for a value of a variable. */
  readonly node?: ASTNode;
}

/** Settings for the description of mistakes. */
export interface MistakeOptions {
  /** Returns the name that was probably meant; null if there is none. Absent if the schema is not public. */
  readonly suggest?: ((given: string, names: readonly string[]) => string | null) | undefined;
}

/** Maximum length of a caller's key in a message. */
const longestKey = 60;

/** Returns the error of a mistake: `extensions.field` is its path, `extensions.expectedType` the type. */
export function mistakeError(code: string, subject: string, mistake: InputMistake, node: ASTNode): GraphQLError {
  const keys = pathKeys(mistake.path);
  const field = keys.map(fieldNameOf).join('.');
  const at = keys.length > 1 ? ` at "${field}"` : '';
  const expectedType = mistake.expected === null ? {} : { expectedType: String(mistake.expected) };
  return new GraphQLError(`${subject} is invalid${at}: ${mistake.reason}`, {
    nodes: [mistake.node ?? node],
    extensions: { code, field, ...expectedType },
  });
}

/** Returns a caller's key for a message: `?` if it is long or not a GraphQL name, because it can be a secret. */
export function fieldNameOf(key: string | number): string {
  const text = String(key);
  return text.length <= longestKey && /^\w+$/.test(text) ? text : '?';
}

/** Returns the mistake of a value that is null or missing where its type is non-null. */
export function missing(path: Path, expected: GraphQLInputType, isGiven: boolean): InputMistake {
  const reason = isGiven ? `expected ${expected}, not null.` : `required value of type ${expected} is missing.`;
  return { path, expected, reason };
}

/** Returns the mistake of a key that the input type does not have. */
export function unknownKey(
  path: Path,
  type: GraphQLInputObjectType,
  key: string,
  options: MistakeOptions,
): InputMistake {
  const meant = didYouMean(key, Object.keys(type.getFields()), options);
  const reason = `${type.name} has no field "${fieldNameOf(key)}".${meant}`;
  return { path: addPath(path, key, undefined), expected: null, reason };
}

/** Returns the mistake of an object of a `@oneOf` type with another number of fields than one. */
export function notExactlyOne(path: Path, type: GraphQLInputObjectType, expected: GraphQLInputType): InputMistake {
  const names = Object.keys(type.getFields()).join(', ');
  return { path, expected, reason: `exactly one field of ${type.name} must be set: ${names}.` };
}

/** Returns the mistake of a value that is not an object where the type is an input object. */
export function notAnObject(path: Path, expected: GraphQLInputType): InputMistake {
  return { path, expected, reason: `expected ${expected}, which is an object.` };
}

const builtIn: Readonly<Record<string, string>> = {
  Int: 'a whole number from -2147483648 to 2147483647',
  Float: 'a finite number',
  String: 'text',
  Boolean: 'true or false',
  ID: 'text or a whole number',
};

/** Whether a leaf type refuses every object. graphql-js prints the whole object to say so. */
export function takesNoObjects(type: GraphQLLeafType): boolean {
  return isEnumType(type) || Object.hasOwn(builtIn, type.name);
}

/** Returns the mistake of a value that a scalar or enum refused. `given` is the value if it is text, to suggest the value meant. */
export function refusedLeaf(
  path: Path,
  expected: GraphQLInputType,
  error: unknown,
  given: string | null,
  options: MistakeOptions,
): InputMistake {
  const type = getNamedType(expected) as GraphQLLeafType;
  if (isEnumType(type)) return { path, expected, reason: refusedEnum(type, given, options) };
  const kind = Object.hasOwn(builtIn, type.name) ? builtIn[type.name] : undefined;
  if (kind !== undefined) return { path, expected, reason: `expected ${expected}, which is ${kind}.` };
  return { path, expected, reason: ownReason(error) ?? `expected ${expected}.` };
}

function refusedEnum(type: GraphQLEnumType, given: string | null, options: MistakeOptions): string {
  const names = type.getValues().map(({ name }) => name);
  const meant = given === null ? '' : didYouMean(given, names, options);
  return `expected a value of the enum ${type.name}.${meant}`;
}

/** Returns the reason of a scalar of ours, which does not repeat the value. Other scalars' messages can. */
function ownReason(error: unknown): string | null {
  return error instanceof GraphQLError && error.extensions['code'] === 'BAD_USER_INPUT' ? error.message : null;
}

function didYouMean(given: string, names: readonly string[], { suggest }: MistakeOptions): string {
  const meant = given.length > longestKey ? null : (suggest?.(given, names) ?? null);
  return meant === null ? '' : ` Did you mean "${meant}"?`;
}

/** Returns the type without its outermost non-null wrapper. */
export function nullable(type: GraphQLInputType): GraphQLInputType {
  return isNonNullType(type) ? type.ofType : type;
}
