import SchemaBuilder, { type ArgBuilder, type ObjectRef } from '@pothos/core';
import DirectivesPlugin from '@pothos/plugin-directives';
import FederationPlugin from '@pothos/plugin-federation';
import RelayPlugin from '@pothos/plugin-relay';
import type { AnyEndpoint } from '../wix/endpoint.ts';
import { type Connection, defaultPageSize, type Edge } from './connection.ts';
import type { GraphContext } from './context.ts';
import UpstreamPlugin, { type Upstream } from './federation/upstream-plugin.ts';

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

/** Creates a schema builder with the plugins and settings of this project, and without any types. */
export function createGraphBuilder() {
  return new SchemaBuilder<SchemaTypes>({
    plugins: [RelayPlugin, DirectivesPlugin, FederationPlugin, UpstreamPlugin],
    defaultFieldNullability: false,
    directives: { useGraphQLToolsUnorderedDirectives: true },
    relay: {
      nodeQueryOptions: false,
      nodesQueryOptions: false,
      nodesOnConnection: { description: "The items of `edges`, for callers that don't need cursors." },
      cursorType: 'String',
      edgesFieldOptions: { nullable: false, description: 'The items of this page, each with its cursor.' },
      nodeFieldOptions: { nullable: false, description: 'The item.' },
      cursorFieldOptions: {
        description:
          'Opaque cursor of this item. Pass it as `after` to continue after it. Valid only for this list and these ' +
          'arguments.',
      },
      pageInfoTypeOptions: { shareable: true, description: 'The position of a page in its list.' },
      pageInfoFieldOptions: { description: 'The position of this page in the list.' },
      hasNextPageFieldOptions: { description: 'Whether more items follow this page.' },
      hasPreviousPageFieldOptions: { description: 'Whether this page was requested with `after`.' },
      startCursorFieldOptions: { description: 'The cursor of the first item. Null if the page is empty.' },
      endCursorFieldOptions: {
        description: 'The cursor of the last item. Pass it as `after` to get the next page. Null if the page is empty.',
      },
    },
  });
}

export type Builder = ReturnType<typeof createGraphBuilder>;
export type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;

/** The builder of the graph. Each slice adds its own types. */
export const builder = createGraphBuilder();

builder.queryType({
  description:
    'Wix accounts with their sites, domains, teams and packages. A field that needs a REST call of its own is ' +
    'nullable: if the call fails, the field is null, an error says why, and the rest of the response still comes.',
});

/** Returns the options of the field beside an enum that holds Wix's own value, which can be one that the enum doesn't know. */
export function rawValue(noun: string, field: string) {
  return { nullable: true, description: `The ${noun} as Wix sends it, even if \`${field}\` is UNKNOWN.` } as const;
}

/**
 * The `first` and `after` arguments of a connection field. Lists are read forward only, because Wix's cursors lead in
 * one direction.
 */
export function pageArgs(arg: ArgBuilder<Types>) {
  return {
    first: arg.int({
      required: false,
      defaultValue: defaultPageSize,
      description: 'The number of items to return, 1 to 100.',
    }),
    after: arg.string({
      required: false,
      description:
        'Return the items after this cursor. Take it from `pageInfo.endCursor` or an edge of the same list. Items that ' +
        'do not change are neither skipped nor repeated. Fails with CURSOR_EXPIRED or LIST_CHANGED if that is impossible.',
    }),
  };
}

/** Defines the edge type of a list, `<name>Edge`, for the list and for the mutations that add to it. */
export function edgeType<T>(type: ObjectRef<Types, T>, name: string): ObjectRef<Types, Edge<T>> {
  const description = 'An item of the list with its cursor.';
  return builder.edgeObject({ type, name: `${name}Edge`, description }) as unknown as ObjectRef<Types, Edge<T>>;
}

/**
 * Returns the options of an edge field in the payload of a mutation that adds to a list. `listed` names the list. `reading` is the endpoint
 * whose scope its nodes need, null if they need none: the node of an edge can't be null, so that its field is refused in its place.
 */
export function newEdge<T>(type: ObjectRef<Types, Edge<T>>, noun: string, listed: string, reading: AnyEndpoint | null) {
  return {
    type,
    nullable: true as const,
    ...(reading === null ? {} : { upstream: { endpoint: reading, per: 'batch' as const } }),
    description:
      `The ${noun} as the first item of \`${listed}\` in its default order, for caches that add it to their list. Null ` +
      'after a refusal or a dry run.',
  };
}

/**
 * Defines the Relay types of a list: `<name>Connection` with `totalCount`, and `<name>Edge`. Resolvers return a {@link
 * Connection}, which reads the page and the count only if they are requested.
 */
export function connectionType<T>(
  type: ObjectRef<Types, T>,
  options: {
    readonly name: string;
    readonly description: string;
    /** The description of `totalCount`. */
    readonly totalCount: string;
    /** The endpoint that counts, if counting takes a REST call of its own, and the one that counts where that is inconclusive. */
    readonly countedBy?: Pick<Upstream, 'endpoint' | 'fallback'>;
    /** The type of the edges, for lists whose edges mutations return. Defaults to a type of its own. */
    readonly edge?: ObjectRef<Types, Edge<T>>;
  },
) {
  const ref = builder.connectionObject(
    {
      type,
      name: `${options.name}Connection`,
      description: options.description,
      fields: (t) => ({
        totalCount: t.int({
          ...(options.countedBy === undefined ? {} : { upstream: { ...options.countedBy, per: 'field' } }),
          nullable: true,
          description: options.totalCount,
          resolve: (connection) => (connection as unknown as Connection<T>).totalCount,
        }),
      }),
    },
    (options.edge ?? edgeType(type, options.name)) as never,
  );
  return ref as unknown as ObjectRef<Types, Connection<T>>;
}

builder.mutationType({
  description:
    'Changes to Wix accounts. Each mutation takes one `input` and returns the changed objects and `userErrors` ' +
    '(expected refusals); infrastructure failures are reported in `errors`. Writes are never blindly retried. If ' +
    "Wix's response is lost, the graph checks whether the write happened; if it can't tell, you get " +
    '`OUTCOME_UNKNOWN` and a query to check with.',
});

/** The direction of an order. */
export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'The direction of an order.',
  values: {
    ASC: { description: 'Ascending: smallest, earliest or alphabetically first item first.' },
    DESC: { description: 'Descending: largest, latest or alphabetically last item first.' },
  } as const,
});
