import SchemaBuilder, { type ArgBuilder, type ObjectRef } from '@pothos/core';
import DirectivesPlugin from '@pothos/plugin-directives';
import FederationPlugin from '@pothos/plugin-federation';
import RelayPlugin from '@pothos/plugin-relay';
import type { AnyEndpoint } from '../wix/endpoint.ts';
import type { Connection } from './connection.ts';
import type { GraphContext } from './context.ts';
import UpstreamPlugin from './federation/upstream-plugin.ts';

interface SchemaTypes {
  Context: GraphContext;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: string; Output: string };
    DomainName: { Input: string; Output: string };
    EmailAddress: { Input: string; Output: string };
    URL: { Input: string; Output: string };
  };
}

/** A schema builder with the plugins and settings of this project, and no type in it. */
export function createGraphBuilder() {
  return new SchemaBuilder<SchemaTypes>({
    plugins: [RelayPlugin, DirectivesPlugin, FederationPlugin, UpstreamPlugin],
    defaultFieldNullability: false,
    directives: { useGraphQLToolsUnorderedDirectives: true },
    relay: {
      nodeQueryOptions: false,
      nodesQueryOptions: false,
      nodesOnConnection: { description: 'The items of `edges`, for callers that need no cursors.' },
      cursorType: 'String',
      edgesFieldOptions: { nullable: false, description: 'The items of this page, each with its cursor.' },
      nodeFieldOptions: { nullable: false, description: 'The item.' },
      cursorFieldOptions: {
        description: 'Marks this item: pass it as `after` to go on behind it. Opaque; bound to this list.',
      },
      pageInfoTypeOptions: { shareable: true, description: 'Where a page lies in its list.' },
      pageInfoFieldOptions: { description: 'Where this page lies in the list.' },
      hasNextPageFieldOptions: { description: 'True if items follow this page.' },
      hasPreviousPageFieldOptions: { description: 'True if the page was asked for with `after`.' },
      startCursorFieldOptions: { description: 'The cursor of the first item; null for an empty page.' },
      endCursorFieldOptions: {
        description: 'The cursor of the last item, to be passed as `after` for the next page; null for an empty page.',
      },
    },
  });
}

export type Builder = ReturnType<typeof createGraphBuilder>;
export type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;

/** The builder of the graph. It defines no type of the domain; each slice adds its own. */
export const builder = createGraphBuilder();

builder.queryType({
  description:
    'Wix accounts and what belongs to them. A field that needs a REST call of its own is nullable: when the call fails it is ' +
    'null, the error says why, and the rest of the answer stands.',
});

/** `first` and `after`, for a connection's field. Lists are read forward only: Wix's cursors lead in one direction. */
export function pageArgs(arg: ArgBuilder<Types>) {
  return {
    first: arg.int({
      required: true,
      defaultValue: 20,
      description: 'How many items to return, 1 to 100.',
    }),
    after: arg.string({
      required: false,
      description: 'Return items behind this cursor, taken from an edge or `pageInfo.endCursor` of the same list.',
    }),
  };
}

/**
 * The Relay types of a list: `<name>Connection` with `totalCount`, and `<name>Edge`. Resolvers answer a
 * {@link Connection}, which reads the page and the count only when they are asked for.
 */
export function connectionType<T>(
  type: ObjectRef<Types, T>,
  options: {
    readonly name: string;
    readonly description: string;
    /** The description of `totalCount`. */
    readonly totalCount: string;
    /** The call that counts, where it is one of its own. */
    readonly countedBy?: AnyEndpoint;
  },
) {
  const ref = builder.connectionObject(
    {
      type,
      name: `${options.name}Connection`,
      description: options.description,
      fields: (t) => ({
        totalCount: t.int({
          ...(options.countedBy === undefined ? {} : { upstream: { endpoint: options.countedBy, per: 'field' } }),
          nullable: true,
          description: options.totalCount,
          resolve: (connection) => (connection as unknown as Connection<T>).totalCount,
        }),
      }),
    },
    { name: `${options.name}Edge`, description: 'An item of the list with its cursor.' },
  );
  return ref as unknown as ObjectRef<Types, Connection<T>>;
}

builder.mutationType({
  description:
    'Changes to Wix accounts. Each takes one `input` and answers what it changed together with `userErrors`, expected refusals; ' +
    'failures of the infrastructure are errors of the answer. No write is ever sent again blindly: one whose answer was lost is ' +
    'looked for, and answers OUTCOME_UNKNOWN with the query that tells if it cannot be found.',
});

/** The direction of an order. */
export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'The direction of an order.',
  values: {
    ASC: { description: 'Smallest, earliest or alphabetically first item first.' },
    DESC: { description: 'Largest, latest or alphabetically last item first.' },
  } as const,
});
