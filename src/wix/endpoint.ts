/** How a REST call may be repeated after a failure; see `retry` on {@link Operation}. */
export type RetryClass = 'read' | 'idempotentWrite' | 'unsafeWrite';

/**
 * Which id header a call carries. `account` sends `wix-account-id`, `site` sends `wix-site-id`, `public` sends neither, and
 * no key unless the client is told to.
 */
export type Level = 'account' | 'site' | 'public';

/** What a path parameter must look like before it may reach a URL; the checks live in `values.ts`. */
export type ValueType = 'guid' | 'hostname' | 'decimalId' | 'token';

/** How sure the contract is that the call exists as described. */
export type Certainty = 'documented' | 'preview' | 'partlyUnknown';

/** Carries a type without a value. */
declare const typeOnly: unique symbol;
export interface Shape<T> {
  readonly [typeOnly]?: T;
}

/** Names the type of a body, query or response inside an endpoint definition. */
export function shape<T>(): Shape<T> {
  return {};
}

/**
 * One REST call of Wix, and the only place where it is described. The request, the retry rule, the call log, the
 * required permission and the coverage table are all derived from it.
 */
export interface Endpoint<
  Params extends Readonly<Record<string, ValueType>> = Readonly<Record<string, ValueType>>,
  Query = unknown,
  Body = unknown,
  Response = unknown,
> {
  /** The title of its page in Wix's documentation, unique among all endpoints. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path template; `{name}` is replaced by the path parameter of that name. */
  readonly path: string;
  /** The type of every path parameter. */
  readonly params?: Params;
  readonly level: Level;
  /** True where a site id may travel beside the account id. Wix otherwise wants exactly one of the two. */
  readonly optionalSite?: boolean;
  /**
   * Accounts and sites that the call acts on beside the one in its header, as dotted paths into its input (`body.ids`, `query.siteId`):
   * whoever may not act on them must not make the call. A path may lead to one id or to a list of them.
   */
  readonly alsoActsOn?: { readonly accounts?: readonly string[]; readonly sites?: readonly string[] };
  /** `read`: safe to send again. `idempotentWrite`: safe after checking. `unsafeWrite`: never sent twice blindly. */
  readonly retry: RetryClass;
  /** True where each call mails people: it is made once, even where another write could be made again. */
  readonly mailsPeople?: boolean;
  /** The permission a key needs, by the id that Wix's typings and error texts use; null where none is documented. */
  readonly permission: string | null;
  /** The largest page (for lists) or the most items (for batches) that one call takes; absent where it has no such limit. */
  readonly maxItems?: number;
  /**
   * How long its answer may be kept, where answers are kept at all. `stable`: longer than others, because it seldom changes.
   * `permission`: for a minute at most, because it tells who may do what. `never`: it is asked for to see what changes. @default 'ordinary'
   */
  readonly cache?: 'ordinary' | 'stable' | 'permission' | 'never';
  readonly certainty: Certainty;
  /** The page of Wix's documentation that the definition was written from, and when it was read. */
  readonly source: string;
  readonly query?: Shape<Query>;
  readonly body?: Shape<Body>;
  readonly response: Shape<Response>;
}

/** Any endpoint, whatever its types. */
export type AnyEndpoint = Endpoint<Readonly<Record<string, ValueType>>, unknown, unknown, unknown>;

/** An endpoint with a largest page or batch. */
type Limited<O> = O & { readonly maxItems: number };

/** Defines an endpoint; only checks types, so that a definition stays plain data. A `maxItems` that it states is known to be there. */
export function endpoint<
  const Params extends Readonly<Record<string, ValueType>> = Readonly<Record<never, ValueType>>,
  Query = undefined,
  Body = undefined,
  Response = unknown,
>(definition: Limited<Endpoint<Params, Query, Body, Response>>): Limited<Endpoint<Params, Query, Body, Response>>;
export function endpoint<
  const Params extends Readonly<Record<string, ValueType>> = Readonly<Record<never, ValueType>>,
  Query = undefined,
  Body = undefined,
  Response = unknown,
>(definition: Endpoint<Params, Query, Body, Response>): Endpoint<Params, Query, Body, Response>;
export function endpoint(definition: AnyEndpoint): AnyEndpoint {
  return definition;
}

/** What a call of this endpoint answers. */
export type ResponseOf<O> = O extends { readonly response: Shape<infer R> } ? R : never;

type ParamsOf<O> = O extends { readonly params?: infer P } ? { readonly [K in keyof NonNullable<P>]: string } : never;
type QueryOf<O> = O extends { readonly query?: Shape<infer Q> } ? Q : undefined;
type BodyOf<O> = O extends { readonly body?: Shape<infer B> } ? B : undefined;
type OrNothing<Name extends string, T> = [T] extends [undefined] ? unknown : { readonly [K in Name]: T };

/** What a call of this endpoint takes: the id it names, path parameters, query and body. */
export type InputOf<O> = {
  readonly accountId?: string;
  readonly siteId?: string;
} & (keyof ParamsOf<O> extends never ? unknown : { readonly params: ParamsOf<O> }) &
  OrNothing<'query', QueryOf<O>> &
  OrNothing<'body', BodyOf<O>>;

/** The same input without its endpoint's types: what the plumbing below the typed surface handles. */
export interface AnyInput {
  readonly accountId?: string;
  readonly siteId?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: unknown;
  readonly body?: unknown;
}
