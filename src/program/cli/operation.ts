import { readFileSync } from 'node:fs';
import {
  type DocumentNode,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  separateOperations,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { closestMatch } from 'leven';
import { readSample } from '../../graph/samples.ts';
import { UsageError } from './usage-error.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** One operation of a document, with only the fragments it uses. */
export interface NamedOperation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
}

export interface OperationSource {
  readonly text: string;
  /** Example variables of a library operation. They refer to objects of the sandbox. */
  readonly sandboxVariables: Variables;
}

/** Reads an operation of the library, a file, or standard input for `-`. Throws a {@link UsageError} if there is none. */
export function readSource(name: string): OperationSource {
  const sample = readSample(name);
  if (sample !== null) return { text: sample.document, sandboxVariables: sample.variables ?? {} };
  try {
    return { text: readFileSync(name === '-' ? process.stdin.fd : name, 'utf8'), sandboxVariables: {} };
  } catch {
    throw new UsageError(
      `No operation or readable file named "${name}". Run "wix-account-graph query" to list the operations.`,
    );
  }
}

/** Chooses an operation of a document. Throws a {@link UsageError} if the text is not valid GraphQL or the choice is ambiguous. */
export function chooseOperation(text: string, name: string | undefined): NamedOperation {
  const all = Object.entries(separateOperations(parseDocument(text)));
  const names = all.map(([known]) => known).filter((known) => known !== '');
  const chosen = name === undefined ? (all.length === 1 ? all[0] : undefined) : all.find(([known]) => known === name);
  if (chosen === undefined) {
    if (all.length === 0) throw new UsageError('The document has no operation.');
    if (name === undefined)
      throw new UsageError(`The document has several operations. Choose one with --operation: ${names.join(', ')}.`);
    throw new UsageError(`--operation: the document has no operation ${name}.${didYouMean(name, names, '')}`);
  }
  const [, document] = chosen;
  const definition = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (definition === undefined) throw new UsageError('The document has no operation.');
  return { document, definition };
}

function parseDocument(text: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    throw new UsageError(
      `The document is not valid GraphQL: ${error instanceof Error ? error.message : 'unknown reason'}`,
    );
  }
}

/** The values of `--variables` and `--var`; either may be absent. */
export interface GivenVariables {
  readonly variables?: string;
  readonly var: readonly string[];
}

/**
 * Reads the variables of an operation. `--variables` (JSON, or `@` and a file name) replaces the example variables of the operation;
 * `--var` sets single variables. Throws a {@link UsageError} for variables that the operation does not declare, because ignoring a
 * filter would return the wrong items.
 */
export function readVariables(
  given: GivenVariables,
  { definition }: NamedOperation,
  schema: GraphQLSchema,
  defaults: Variables,
): Variables {
  const declared = new Map((definition.variableDefinitions ?? []).map((node) => [node.variable.name.value, node]));
  const variables = { ...(given.variables === undefined ? defaults : readObject(given.variables)) };
  for (const name of Object.keys(variables)) refuseUnknown('--variables', name, declared);
  for (const text of given.var) {
    const [, name, value] = text.match(/^\$?([_A-Za-z][_0-9A-Za-z]*)=(.*)$/s) ?? [];
    if (name === undefined || value === undefined) throw new UsageError(`--var must be name=value, not "${text}".`);
    refuseUnknown('--var', name, declared);
    variables[name] = readValue(name, value, declared.get(name), schema);
  }
  return variables;
}

function refuseUnknown(option: string, name: string, declared: ReadonlyMap<string, unknown>): void {
  if (declared.has(name)) return;
  const names = [...declared.keys()];
  const known = names.length === 0 ? ' It has no variables.' : ` It has ${names.map((one) => `$${one}`).join(', ')}.`;
  throw new UsageError(`${option}: the operation has no variable $${name}.${didYouMean(name, names, '$')}${known}`);
}

function didYouMean(name: string, names: readonly string[], sigil: string): string {
  const meant = closestMatch(name, names, { maxDistance: Math.max(2, Math.floor(name.length / 3)) });
  return meant === undefined ? '' : ` Did you mean ${sigil}${meant}?`;
}

/** Parses the value of a number, boolean, list or object as JSON. Returns any other value as text. */
function readValue(
  name: string,
  text: string,
  node: VariableDefinitionNode | undefined,
  schema: GraphQLSchema,
): unknown {
  if (node === undefined) return text;
  // Each overload of typeFromAST takes one kind of node.
  const declared = typeFromAST(
    schema,
    node.type as Parameters<typeof typeFromAST>[1] & { kind: typeof Kind.NAMED_TYPE },
  );
  const type = declared !== undefined && isNonNullType(declared) ? declared.ofType : declared;
  const isJson = isListType(type) || isInputObjectType(type) || ['Int', 'Float', 'Boolean'].includes(String(type));
  if (!isJson) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(
      `--var ${name}: a value of type ${String(type)} must be JSON, for instance ${exampleOf(String(type))}.`,
    );
  }
}

function exampleOf(type: string): string {
  if (type === 'Int' || type === 'Float') return '10';
  if (type === 'Boolean') return 'true';
  return type.startsWith('[') ? `'["a", "b"]'` : `'{"name": "value"}'`;
}

function readObject(text: string): Record<string, unknown> {
  const json = text.startsWith('@') ? readText(text.slice(1)) : text;
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Reported below.
  }
  throw new UsageError('--variables must be a JSON object, or @ and the path of a file that contains one.');
}

function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? process.stdin.fd : path, 'utf8');
  } catch {
    throw new UsageError(`--variables: cannot read the file "${path}".`);
  }
}
