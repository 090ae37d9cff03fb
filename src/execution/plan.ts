import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isNonNullType,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { type Completer, completerOf } from './complete.ts';
import { argumentsOf, collectFields, fieldOf, type Selection } from './graphql-js.ts';
import { isPlain, type Reader, writeReader } from './reader.ts';

export type Arguments = Readonly<Record<string, unknown>>;

/** A field of the answer, with everything that is the same for each object it is read from. */
export interface FieldPlan {
  readonly responseName: string;
  readonly parentType: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  /** The arguments where they are the same for everybody; null where they hold variables. */
  readonly args: Arguments | null;
  /** True where the value is the property of the field's name: no resolver, no arguments. */
  readonly isProperty: boolean;
  /** Number of path steps up to the nearest nullable position; 0 if the field itself is nullable. */
  readonly rise: number;
  readonly completer: Completer;
}

/** Objects of a plan that are read field by field before a reader is written: most documents come once or twice. */
const coldReads = 64;

/** The bytes of a plan, of a field of it, of each character of its name and of each of its nodes, readers included; measured, at most. */
const planBytes = 1_500;
const fieldBytes = 1_200;
const characterBytes = 12;
const nodeBytes = 16;

/** The fields of one object type in one place of the document. */
export class ObjectPlan {
  readonly fields: readonly FieldPlan[];
  /** The fields that {@link read} leaves out. */
  readonly others: readonly FieldPlan[];
  /** An object with the names of all fields: copies of it have their places laid out from the beginning. */
  readonly template: Readonly<Record<string, null>>;
  #reads = 0;
  #reader: Reader | null = null;

  constructor(fields: readonly FieldPlan[]) {
    this.fields = fields;
    this.others = fields.filter((field) => !isPlain(field));
    this.template = templateOf(fields);
  }

  /**
   * The object of the answer with its plain fields, once there are enough of them; undefined where each field has to be looked at for
   * itself. Properties may be read twice and in any order, as those of data may.
   */
  read(source: unknown): Record<string, unknown> | undefined {
    if (this.#reads < coldReads) {
      this.#reads += 1;
      if (this.#reads === coldReads) this.#reader = writeReader(this.fields);
    }
    if (this.#reader === null || typeof source !== 'object' || source === null) return undefined;
    try {
      return this.#reader(source);
    } catch {
      return undefined;
    }
  }
}

/** Plans the selections of one operation, for one choice of what its `@skip` and `@include` leave. */
export class Planner {
  readonly schema: GraphQLSchema;
  readonly #selection: Selection;
  #bytes = 0;

  /** `conditions` are the values of the variables in `@skip` and `@include`: plans must not hold other values of a caller. */
  constructor(
    schema: GraphQLSchema,
    fragments: Readonly<Record<string, FragmentDefinitionNode>>,
    conditions: Readonly<Record<string, unknown>>,
  ) {
    this.schema = schema;
    this.#selection = { schema, fragments, conditions };
  }

  /** The bytes that the plans made so far retain at most. It grows while operations run: objects are planned when the first one comes. */
  get bytes(): number {
    return this.#bytes;
  }

  root(type: GraphQLObjectType, selectionSet: SelectionSetNode): ObjectPlan {
    return this.#plan(type, [selectionSet], Number.POSITIVE_INFINITY);
  }

  /** The plan of an object behind these nodes: they are the same field of one object, asked for in several places. */
  object(type: GraphQLObjectType, nodes: readonly FieldNode[], rise: number): ObjectPlan {
    const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    return this.#plan(type, selectionSets, rise);
  }

  #plan(type: GraphQLObjectType, selectionSets: readonly SelectionSetNode[], rise: number): ObjectPlan {
    const fields: FieldPlan[] = [];
    for (const [responseName, nodes] of collectFields(this.#selection, type, selectionSets)) {
      const field = fieldOf(this.schema, type, nodes[0] as FieldNode);
      if (!field) continue;
      const place = { nodes, parentType: type, field };
      const ownRise = isNonNullType(field.type) ? rise + 1 : 0;
      fields.push({
        ...place,
        responseName,
        args: constantArguments(field, nodes[0] as FieldNode),
        isProperty: field.resolve === undefined,
        rise: ownRise,
        completer: completerOf(this, field.type, place, ownRise),
      });
      this.#bytes += fieldBytes + characterBytes * responseName.length + nodeBytes * nodes.length;
    }
    this.#bytes += planBytes;
    return new ObjectPlan(fields);
  }
}

const noArguments: Arguments = Object.freeze({});

/** Null for arguments that hold a variable, and for what no valid document holds: that is told of where it is resolved. */
function constantArguments(field: GraphQLField<unknown, unknown>, node: FieldNode): Arguments | null {
  if (field.args.length === 0) return noArguments;
  let isConstant = true;
  visit(node, {
    SelectionSet: () => false,
    Directive: () => false,
    Variable: () => {
      isConstant = false;
    },
  });
  if (!isConstant) return null;
  try {
    return Object.freeze(argumentsOf(field, node));
  } catch {
    return null;
  }
}

/** Read from JSON, because objects that come from there keep all their properties within themselves. */
function templateOf(fields: readonly FieldPlan[]): Readonly<Record<string, null>> {
  return JSON.parse(`{${fields.map(({ responseName }) => `"${responseName}":null`).join(',')}}`);
}
