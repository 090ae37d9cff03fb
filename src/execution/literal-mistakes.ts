import {
  type ASTNode,
  type ASTVisitor,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isInputObjectType,
  isInputType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  type ObjectValueNode,
  typeFromAST,
  type ValidationContext,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { addPath, type Path, parseLeafLiteral } from './graphql-js.ts';
import {
  type InputMistake,
  type MistakeOptions,
  missing,
  mistakeError,
  notAnObject,
  notExactlyOne,
  nullable,
  refusedLeaf,
  unknownKey,
} from './input-mistake.ts';

/** Whether a variable can be null, by its name. Undefined for one that the operation does not declare. */
type IsNullable = (variable: string) => boolean | undefined;

/**
 * Validation rule that replaces graphql-js's `ValuesOfCorrectTypeRule`. Rejects the same literals, but reports the path of each mistake
 * and does not print the literal.
 */
export function literalsRule(code: string, options: MistakeOptions) {
  return (context: ValidationContext): ASTVisitor => {
    let variables: readonly VariableDefinitionNode[] = [];
    const isNullable: IsNullable = (name) => {
      const known = variables.find(({ variable }) => variable.name.value === name);
      return known === undefined ? undefined : known.type.kind !== Kind.NON_NULL_TYPE;
    };
    const check = (type: GraphQLInputType, value: ValueNode, name: string, subject: string) => {
      const found = new LiteralMistakes(isNullable, options);
      found.look(type, value, addPath(undefined, name, undefined));
      for (const mistake of found.mistakes) context.reportError(mistakeError(code, subject, mistake, value));
    };
    return {
      OperationDefinition({ variableDefinitions }) {
        variables = variableDefinitions ?? [];
      },
      VariableDefinition({ type, variable, defaultValue }) {
        const declared = typeFromAST(context.getSchema(), type as never);
        if (defaultValue === undefined || !isInputType(declared)) return;
        const name = variable.name.value;
        check(declared, defaultValue, name, `Default of variable "$${name}"`);
      },
      Argument({ name, value }) {
        const argument = context.getArgument();
        if (argument) check(argument.type, value, name.value, `Argument "${name.value}"`);
      },
    };
  };
}

class LiteralMistakes {
  readonly mistakes: InputMistake[] = [];
  readonly #isNullable: IsNullable;
  readonly #options: MistakeOptions;

  constructor(isNullable: IsNullable, options: MistakeOptions) {
    this.#isNullable = isNullable;
    this.#options = options;
  }

  look(type: GraphQLInputType, node: ValueNode, path: Path): void {
    // The rules for variables compare their types with this one.
    if (node.kind === Kind.VARIABLE) return;
    if (node.kind === Kind.NULL) {
      if (isNonNullType(type)) this.#add(missing(path, type, true), node);
      return;
    }
    const expected = nullable(type);
    if (isListType(expected)) {
      const items = node.kind === Kind.LIST ? node.values : null;
      if (items === null) this.look(expected.ofType, node, path);
      for (const [at, item] of items?.entries() ?? []) this.look(expected.ofType, item, addPath(path, at, undefined));
    } else if (isInputObjectType(expected)) {
      if (node.kind !== Kind.OBJECT) this.#add(notAnObject(path, type), node);
      else this.#lookInto(expected, type, node, path);
    } else if (isLeafType(expected)) {
      try {
        if (parseLeafLiteral(expected, node) === undefined) throw undefined;
      } catch (error) {
        const given = node.kind === Kind.ENUM || node.kind === Kind.STRING ? node.value : null;
        this.#add(refusedLeaf(path, type, error, given, this.#options), node);
      }
    }
  }

  #lookInto(type: GraphQLInputObjectType, expected: GraphQLInputType, node: ObjectValueNode, path: Path): void {
    const fields = type.getFields();
    const given = new Map(node.fields.map((field) => [field.name.value, field.value]));
    for (const { name, value } of node.fields) {
      const field = Object.hasOwn(fields, name.value) ? fields[name.value] : undefined;
      if (field === undefined) this.#add(unknownKey(path, type, name.value, this.#options), name);
      else this.look(field.type, value, addPath(path, name.value, undefined));
    }
    for (const field of Object.values(fields)) {
      if (!given.has(field.name) && isRequiredInputField(field)) {
        this.#add(missing(addPath(path, field.name, undefined), field.type, false), node);
      }
    }
    if (!type.isOneOf) return;
    const [only] = given.values();
    const isNull =
      only?.kind === Kind.NULL || (only?.kind === Kind.VARIABLE && this.#isNullable(only.name.value) === true);
    if (given.size !== 1 || isNull) this.#add(notExactlyOne(path, type, expected), node);
  }

  #add(mistake: InputMistake, node: ASTNode): void {
    this.mistakes.push({ ...mistake, node });
  }
}
