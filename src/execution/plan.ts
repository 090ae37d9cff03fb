import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLScalarType,
  type GraphQLSchema,
  isNonNullType,
  isScalarType,
  type SelectionSetNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { getFieldDef } from 'graphql/execution/execute.js';
import { type Complete, completerOf } from './complete.ts';

/** A field of the answer, with everything that is the same for each object it is read from. */
export interface FieldPlan {
  readonly responseName: string;
  readonly parentType: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly isNonNull: boolean;
  readonly hasArguments: boolean;
  /** True where the value is the property of the field's name: no resolver, no arguments. */
  readonly isProperty: boolean;
  /** The `typeof` of values that go into the answer as they are; null where values must be completed. */
  readonly plain: 'string' | 'boolean' | null;
  readonly complete: Complete;
}

/** The fields of one object type in one place of the document. */
export interface ObjectPlan {
  readonly fields: readonly FieldPlan[];
  /** An object with the names of all fields: copies of it have their places laid out from the beginning. */
  readonly template: Readonly<Record<string, null>>;
}

/** Plans the selections of one operation, for one choice of what its `@skip` and `@include` leave. */
export class Planner {
  readonly schema: GraphQLSchema;
  readonly #fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly #conditions: Readonly<Record<string, unknown>>;

  /** `conditions` are the values of the variables in `@skip` and `@include`: plans must not hold other values of a caller. */
  constructor(
    schema: GraphQLSchema,
    fragments: Readonly<Record<string, FragmentDefinitionNode>>,
    conditions: Readonly<Record<string, unknown>>,
  ) {
    this.schema = schema;
    this.#fragments = fragments;
    this.#conditions = conditions;
  }

  root(type: GraphQLObjectType, selectionSet: SelectionSetNode): ObjectPlan {
    return this.#plan(type, collectFields(this.schema, this.#fragments, this.#conditions, type, selectionSet));
  }

  /** The plan of an object behind these nodes: they are the same field of one object, asked for in several places. */
  object(type: GraphQLObjectType, nodes: readonly FieldNode[]): ObjectPlan {
    return this.#plan(type, collectSubfields(this.schema, this.#fragments, this.#conditions, type, nodes));
  }

  #plan(type: GraphQLObjectType, collected: ReadonlyMap<string, readonly FieldNode[]>): ObjectPlan {
    const fields: FieldPlan[] = [];
    for (const [responseName, nodes] of collected) {
      const field = getFieldDef(this.schema, type, nodes[0] as FieldNode);
      if (!field) continue;
      fields.push({
        responseName,
        parentType: type,
        field,
        nodes,
        isNonNull: isNonNullType(field.type),
        hasArguments: field.args.length > 0,
        isProperty: field.resolve === undefined,
        plain: plainTypeOf(field),
        complete: completerOf(this, field.type, { nodes, parentType: type, field }),
      });
    }
    return { fields, template: templateOf(fields) };
  }
}

/** Read from JSON, because objects that come from there keep all their properties within themselves. */
function templateOf(fields: readonly FieldPlan[]): Readonly<Record<string, null>> {
  return JSON.parse(`{${fields.map(({ responseName }) => `"${responseName}":null`).join(',')}}`);
}

/** Of GraphQL's own scalars, these let every value of their own kind pass. */
const plainTypes: Readonly<Record<string, 'string' | 'boolean'>> = {
  String: 'string',
  ID: 'string',
  Boolean: 'boolean',
};

function plainTypeOf({ type }: GraphQLField<unknown, unknown>): 'string' | 'boolean' | null {
  const named = isNonNullType(type) ? type.ofType : type;
  return isScalarType(named) ? (plainTypes[(named as GraphQLScalarType).name] ?? null) : null;
}
