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

/** A field of the response, with everything that is the same for all its objects. */
export interface FieldPlan {
  readonly responseName: string;
  readonly parentType: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  /** The arguments if they are constant; null if they contain variables. */
  readonly args: Arguments | null;
  /** Whether the value is the property with the field's name: no resolver, no arguments. */
  readonly isProperty: boolean;
  /** Number of path steps up to the nearest nullable position; 0 if the field itself is nullable. */
  readonly rise: number;
  readonly completer: Completer;
}

/** Number of objects that are read field by field before a reader is generated, because most documents are used once or twice. */
const coldReads = 64;

/** Measured maximum bytes of a plan, a field, a character of its name and a node, readers included. */
const planBytes = 1_500;
const fieldBytes = 1_200;
const characterBytes = 12;
const nodeBytes = 16;

/** The fields of one object type at one position of the document. */
export class ObjectPlan {
  readonly fields: readonly FieldPlan[];
  /** The fields that {@link read} leaves out. */
  readonly others: readonly FieldPlan[];
  /** An object with all fields. Its copies have their final shape in V8 from the beginning. */
  readonly template: Readonly<Record<string, null>>;
  #reads = 0;
  #reader: Reader | null = null;

  constructor(fields: readonly FieldPlan[]) {
    this.fields = fields;
    this.others = fields.filter((field) => !isPlain(field));
    this.template = templateOf(fields);
  }

  /**
   * Returns the response object with its plain fields, once enough objects have been read; undefined if each field must be read separately.
   * Properties can be read twice and in any order, so objects must be plain data.
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

/** Plans the selections of one operation, for one combination of its `@skip` and `@include`. */
export class Planner {
  readonly schema: GraphQLSchema;
  readonly #selection: Selection;
  #bytes = 0;

  /** `conditions` are the values of the variables in `@skip` and `@include`. Plans must not contain other values of a caller. */
  constructor(
    schema: GraphQLSchema,
    fragments: Readonly<Record<string, FragmentDefinitionNode>>,
    conditions: Readonly<Record<string, unknown>>,
  ) {
    this.schema = schema;
    this.#selection = { schema, fragments, conditions };
  }

  /** Maximum retained bytes of the plans so far. Grows while operations run, because an object type is planned at its first object. */
  get bytes(): number {
    return this.#bytes;
  }

  root(type: GraphQLObjectType, selectionSet: SelectionSetNode): ObjectPlan {
    return this.#plan(type, [selectionSet], Number.POSITIVE_INFINITY);
  }

  /** Returns the plan of the object of these nodes, which select the same field of one object in several places. */
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

/** Returns null for arguments that contain a variable, and for invalid ones, which are reported when the field is resolved. */
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

/** Parsed from JSON, because V8 stores all properties of such objects inside the object. */
function templateOf(fields: readonly FieldPlan[]): Readonly<Record<string, null>> {
  return JSON.parse(`{${fields.map(({ responseName }) => `"${responseName}":null`).join(',')}}`);
}
