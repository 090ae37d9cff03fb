import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLSchema,
  isObjectType,
  lexicographicSortSchema,
} from 'graphql';
import type { Upstream } from '../graph/federation/upstream-plugin.ts';
import { CallTrace } from '../wix/call-trace.ts';
import type { AnyEndpoint } from '../wix/endpoint.ts';
import type { HeaderView } from './caller-request.ts';

/** Header that requests, with the value `trace`, the operation's REST calls and the calls it saved in `extensions.upstream`. */
export const explainHeader = 'x-graph-explain';

/** Returns why the header is refused; null if it is absent or has a known value. */
export function explanationFault(headers: HeaderView): string | null {
  const wanted = headers.get(explainHeader);
  return wanted === null || wanted === 'trace' || wanted === 'plan'
    ? null
    : `The header ${explainHeader} must be trace or plan.`;
}

/** Whether a request asks for an estimate of its REST calls instead of its result. */
export function wantsPlan({ headers }: { readonly headers: HeaderView }): boolean {
  return headers.get(explainHeader) === 'plan';
}

/** Whether a request asks for `extensions.upstream`. */
export function wantsExplanation({ headers }: { readonly headers: HeaderView }): boolean {
  return headers.get(explainHeader) === 'trace';
}

/** Returns the trace that counts a request's calls; null if the request does not ask for one. */
export function traceFor(request: { readonly headers: HeaderView }): CallTrace | null {
  return wantsExplanation(request) ? new CallTrace() : null;
}

/**
 * Returns a copy of the schema whose fields record the endpoints they need in the context's `trace`. A copy, so that other requests
 * don't pay for it.
 */
export function explainedSchema(schema: GraphQLSchema): GraphQLSchema {
  const copy = lexicographicSortSchema(schema);
  for (const type of Object.values(copy.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const upstream = field.extensions['upstream'] as Upstream | undefined;
      if (upstream === undefined) continue;
      const { resolve = defaultFieldResolver } = field;
      const { endpoint, per } = upstream;
      field.resolve = (parent, args, context, info) => {
        const { trace } = context as { trace?: CallTrace | null };
        trace?.needed(endpoint.name, per === 'object' ? parent : undefined);
        return resolve(parent, args, context, info);
      };
    }
  }
  const entities = copy.getQueryType()?.getFields()['_entities'];
  if (entities !== undefined) countEntities(copy, entities);
  return copy;
}

/** Makes `_entities` count a field for each representation that is read, as a field for each object would. */
function countEntities(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): void {
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (parent, args: { representations: readonly { readonly __typename?: unknown }[] }, context, info) => {
    const { trace } = context as { trace?: CallTrace | null };
    for (const { __typename: name } of args.representations) {
      const type = typeof name === 'string' ? schema.getType(name) : undefined;
      const endpoint = type?.extensions['entityEndpoint'] as AnyEndpoint | undefined;
      if (endpoint !== undefined) trace?.needed(endpoint.name);
    }
    return resolve(parent, args, context, info);
  };
}
