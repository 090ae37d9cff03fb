/** Rule for retrying a REST call after a failure; see `retry` on {@link Endpoint}. */
export type RetryClass = 'read' | 'idempotentWrite' | 'unsafeWrite';

/**
 * Id header of a call. `account` sends `wix-account-id`, `site` sends `wix-site-id`, `public` sends neither, and no key unless the client is
 * configured to send it.
 */
export type Level = 'account' | 'site' | 'public';

/**
 * Type of a path parameter, checked by `values.ts` before the value becomes part of a URL. `accountId` and `siteId` are GUIDs of the object
 * that the call acts on, to which the caller must have access.
 */
export type ValueType = 'accountId' | 'siteId' | 'guid' | 'hostname' | 'decimalId' | 'token';

/**
 * Meaning of a text in a query or body. `accountId`, `siteId`: the object that the call acts on, to which the caller must have access.
 * `soughtSiteId`: a site that Wix looks up within the account in the header, so other accounts' sites are not found.
 * `contributorAccountId`: a contributor of the site in the header, usually from another account. `text`: neither an account nor a
 * site.
 */
export type TextType = 'accountId' | 'siteId' | 'soughtSiteId' | 'contributorAccountId' | 'text';

/** Certainty of the contract that the call exists as described. */
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

/** All of an endpoint but the types of its texts. */
interface EndpointFacts<
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
  /** Whether a site id can be sent with the account id. Otherwise Wix accepts exactly one of them. */
  readonly optionalSite?: boolean;
  /** `read`: safe to retry. `idempotentWrite`: safe to retry after verifying. `unsafeWrite`: never blindly retried. */
  readonly retry: RetryClass;
  /** Whether each call sends e-mails, so that it is never retried. */
  readonly mailsPeople?: boolean;
  /** The permission that the key needs, by its id in Wix's typings and error texts; null if none is documented. */
  readonly permission: string | null;
  /** Maximum page size of a list, or maximum items of a batch; absent if there is no limit. */
  readonly maxItems?: number;
  /**
   * Cache lifetime of the response, if the cache is on. `stable`: longer than others, because it seldom changes. `permission`: at
   * most a minute, because it describes permissions. `never`: not cached, because it is polled for changes. @default 'ordinary'
   */
  readonly cache?: 'ordinary' | 'stable' | 'permission' | 'never';
  /**
   * The lists of ids that a call can request, so that waiting calls that differ only in their ids can be merged. Each item of the response
   * must depend only on its own id and on the rest of the input.
   */
  readonly byIds?: readonly ById[];
  /**
   * The keys that lead to the page size in the input, if a larger page begins with the items of a smaller one and readers accept more items
   * than requested. Reads that differ only in the page size then share the call of the largest.
   */
  readonly pageLimit?: readonly string[];
  readonly certainty: Certainty;
  /** The page of Wix's documentation that the definition is based on, and the day it was read. */
  readonly source: string;
  readonly query?: Shape<Query>;
  readonly body?: Shape<Body>;
  readonly response: Shape<Response>;
}

/**
 * Definition of a REST call of Wix, and the only one. The request, the retries, the call log, the required permission, the check of its ids
 * and the coverage table are derived from it.
 */
export interface Endpoint<
  Params extends Readonly<Record<string, ValueType>> = Readonly<Record<string, ValueType>>,
  Query = unknown,
  Body = unknown,
  Response = unknown,
> extends EndpointFacts<Params, Query, Body, Response> {
  /** Meaning of each text in query and body, by path: `body.ids[]`. The path of an object covers all texts inside it. */
  readonly texts?: Readonly<Record<string, TextType>>;
}

/**
 * The paths of all texts in a type. Literals are left out, because they don't come from a caller.
 */
type TextPaths<T, At extends string> = unknown extends T
  ? At
  : T extends string
    ? string extends T
      ? At
      : never
    : T extends readonly (infer Item)[]
      ? TextPaths<Item, `${At}[]`>
      : T extends object
        ? string extends keyof T
          ? TextPaths<T[keyof T], At>
          : { [Key in keyof T & string]-?: TextPaths<T[Key], `${At}.${Key}`> }[keyof T & string]
        : never;

/** The types that a name allows: a text named like the id of an account or site can't be declared as plain text. */
type TypeNamed<Name extends string, Type, Plain> =
  Lowercase<Name> extends `${string}${'site' | 'account'}id${string}` ? Exclude<Type, Plain> : Type;

/** Requires the type of exactly the texts in query and body, so an id that is not declared doesn't compile. */
type Texts<Paths extends string> = [Paths] extends [never]
  ? { readonly texts?: undefined }
  : { readonly texts: { readonly [Path in Paths]: TypeNamed<Path, TextType, 'text'> } };

type Definition<Params extends Readonly<Record<string, ValueType>>, Query, Body, Response> = EndpointFacts<
  Params,
  Query,
  Body,
  Response
> & {
  readonly params?: { readonly [Name in keyof Params & string]: TypeNamed<Name, ValueType, 'guid' | 'token'> };
} & Texts<TextPaths<Query, 'query'> | TextPaths<Body, 'body'>>;

/** A list of ids in the input of an endpoint, and the path from the items of the response back to them. */
export interface ById {
  /** The keys that lead to the list of ids in the input. */
  readonly ids: readonly string[];
  /** The key of the list of items in the response. */
  readonly items: string;
  /** The keys that lead from an item to its id, or to its ids through the lists on the way. */
  readonly id: readonly string[];
  /** The key of the paging metadata in the response. */
  readonly paging: string;
  /** Maximum number of ids in one call. */
  readonly maxIds: number;
}

/** An endpoint with any types. */
export type AnyEndpoint = Endpoint<Readonly<Record<string, ValueType>>, unknown, unknown, unknown>;

/** An endpoint with a maximum page or batch size. */
type Limited<O> = O & { readonly maxItems: number };

/** Defines an endpoint. Only checks types, so that a definition stays plain data; the result type keeps a given `maxItems`. */
export function endpoint<
  const Params extends Readonly<Record<string, ValueType>> = Readonly<Record<never, ValueType>>,
  Query = undefined,
  Body = undefined,
  Response = unknown,
>(definition: Limited<Definition<Params, Query, Body, Response>>): Limited<Endpoint<Params, Query, Body, Response>>;
export function endpoint<
  const Params extends Readonly<Record<string, ValueType>> = Readonly<Record<never, ValueType>>,
  Query = undefined,
  Body = undefined,
  Response = unknown,
>(definition: Definition<Params, Query, Body, Response>): Endpoint<Params, Query, Body, Response>;
export function endpoint(definition: AnyEndpoint): AnyEndpoint {
  return definition;
}

/** Response of a call to this endpoint. */
export type ResponseOf<O> = O extends { readonly response: Shape<infer R> } ? R : never;

type ParamsOf<O> = O extends { readonly params?: infer P } ? { readonly [K in keyof NonNullable<P>]: string } : never;
type QueryOf<O> = O extends { readonly query?: Shape<infer Q> } ? Q : undefined;
type BodyOf<O> = O extends { readonly body?: Shape<infer B> } ? B : undefined;
type OrNothing<Name extends string, T> = [T] extends [undefined] ? unknown : { readonly [K in Name]: T };

/** Input of a call to this endpoint: account or site id, path parameters, query and body. */
export type InputOf<O> = {
  readonly accountId?: string;
  readonly siteId?: string;
} & (keyof ParamsOf<O> extends never ? unknown : { readonly params: ParamsOf<O> }) &
  OrNothing<'query', QueryOf<O>> &
  OrNothing<'body', BodyOf<O>>;

/** The same input without its endpoint's types, for the layers below the typed interface. */
export interface AnyInput {
  readonly accountId?: string;
  readonly siteId?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: unknown;
  readonly body?: unknown;
}
