/** Rule for retrying a REST call after a failure; see `retry` on {@link Endpoint}. */
export type RetryClass = 'read' | 'idempotentWrite' | 'unsafeWrite';

/**
 * Id header of a call. `account` sends `wix-account-id`, `site` sends `wix-site-id`, `public` sends neither, and no key unless the
 * client is configured to.
 */
export type Level = 'account' | 'site' | 'public';

/**
 * Type of a path parameter, checked by `values.ts` before the value reaches a URL. `accountId` and `siteId` are GUIDs of the object
 * that the call acts on: the caller must be allowed to act on it.
 */
export type ValueType = 'accountId' | 'siteId' | 'guid' | 'hostname' | 'decimalId' | 'token';

/**
 * Meaning of a text in a query or body. `accountId`, `siteId`: the object that the call acts on, so the caller must be allowed to
 * act on it. `soughtSiteId`: a site that Wix looks up within the account in the header, so no other account's site is found.
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
  /** True where a site id may travel beside the account id. Wix otherwise wants exactly one of the two. */
  readonly optionalSite?: boolean;
  /** `read`: safe to send again. `idempotentWrite`: safe after checking. `unsafeWrite`: never sent twice blindly. */
  readonly retry: RetryClass;
  /** True where each call mails people: it is made once, even where another write could be made again. */
  readonly mailsPeople?: boolean;
  /** The permission a key needs, by the id that Wix's typings and error texts use; null where none is documented. */
  readonly permission: string | null;
  /** The largest page (for lists) or the most items (for batches) that one call takes; absent where it has no such limit. */
  readonly maxItems?: number;
  /**
   * Cache lifetime of the response, if the cache is on. `stable`: longer than others, because it seldom changes. `permission`: at
   * most a minute, because it describes permissions. `never`: not cached, because it is polled for changes. @default 'ordinary'
   */
  readonly cache?: 'ordinary' | 'stable' | 'permission' | 'never';
  /**
   * The lists of ids that a call may ask for, so that calls that wait and differ in their ids only can be merged. Each item must depend on
   * its own id alone, and the rest of the input apply to each item alone.
   */
  readonly byIds?: readonly ById[];
  /**
   * The keys that lead to the size of a page in the input, where a larger page begins with the items of a smaller one and readers take
   * more items than they asked for. Equal reads but for the size then share the call of the largest.
   */
  readonly pageLimit?: readonly string[];
  readonly certainty: Certainty;
  /** The page of Wix's documentation that the definition was written from, and when it was read. */
  readonly source: string;
  readonly query?: Shape<Query>;
  readonly body?: Shape<Body>;
  readonly response: Shape<Response>;
}

/**
 * One REST call of Wix, and the only place where it is described. The request, the retry rule, the call log, the
 * required permission, the check of its ids and the coverage table are all derived from it.
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
 * The paths of all texts in a type. Literals are left out, because they are written here and name nothing of a caller's.
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

/** The types that a name allows: what is called the id of an account or site can't be declared as plain text. */
type TypeNamed<Name extends string, Type, Plain> =
  Lowercase<Name> extends `${string}${'site' | 'account'}id${string}` ? Exclude<Type, Plain> : Type;

/** Requires the type of every text in query and body, and of nothing else: an id that is not declared does not compile. */
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

/** A list of ids in the input of an endpoint, and how the items of its response lead back to them. */
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

/** The same input without its endpoint's types: what the plumbing below the typed surface handles. */
export interface AnyInput {
  readonly accountId?: string;
  readonly siteId?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: unknown;
  readonly body?: unknown;
}
