import { z } from 'zod';
import type { Answer } from './answer.ts';
import type { SandboxQuirks } from './quirks.ts';
import type { SandboxState } from './state/state.ts';

/** New ids, repeatable for one sandbox. */
export interface Mint {
  guid(): string;
  decimalId(): string;
}

/** The time at which a call is served, and the quirks that hold then. */
export interface Moment {
  readonly now: Date;
  readonly quirks: SandboxQuirks;
}

/**
 * A call that has passed the access checks and fits the schemas of its route. The ids are empty where the level
 * of the route has none.
 */
export interface Call<Body = unknown, Query = unknown> extends Moment {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly mint: Mint;
  /** The account named by `wix-account-id`; on the site level the owner of the site. */
  readonly accountId: string;
  /** The account that owns the API key. */
  readonly keyAccountId: string;
  /** The site named by `wix-site-id`, for routes of sites and those that take it beside the account. */
  readonly siteId: string;
  /** Whether the key covers a site. Keys can be limited to some sites. */
  readonly covers: (siteId: string) => boolean;
}

interface RouteFacts {
  /** The title of the endpoint's page in Wix's docs. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` for path parameters. */
  readonly path: string;
  /** The id header that the endpoint needs. */
  readonly level: 'account' | 'site' | 'public';
  /** The permission that an API key needs. Absent: any key of the account. */
  readonly permission?: string | ((quirks: SandboxQuirks) => string | null);
  /** The wording of refused access. Default `general`. */
  readonly refusals?: 'general' | 'domains' | 'dnsZones' | 'siteTransfer' | 'packages';
  /** For account-level routes that take `wix-site-id` as well, whatever the quirk `bothHeaders` says. Default false. */
  readonly takesSiteHeader?: boolean;
  /** Whether the route exists. Absent: always. */
  readonly exists?: (quirks: SandboxQuirks) => boolean;
}

/** An endpoint of the contract: its place, its access rules, the schemas of its request, and the rule that answers. */
export interface Route extends RouteFacts {
  readonly body: (quirks: SandboxQuirks) => z.ZodType;
  readonly query: (quirks: SandboxQuirks) => z.ZodType;
  readonly handle: (state: SandboxState, call: Call<never, never>) => Answer;
}

type NoFields = Readonly<Record<never, never>>;
type SchemaOf<Value> = z.ZodType<Value> | ((quirks: SandboxQuirks) => z.ZodType<Value>);

interface RouteDefinition<Body, Query> extends RouteFacts {
  /** The schema of the JSON body. Absent: the endpoint takes none. */
  readonly body?: SchemaOf<Body>;
  /** The schema of the query string: the list of values of each parameter. Absent: the endpoint takes none. */
  readonly query?: SchemaOf<Query>;
  readonly handle: (state: SandboxState, call: Call<Body, Query>) => Answer;
}

const noFields = z.strictObject({});

function byQuirks(schema: SchemaOf<unknown> = noFields): (quirks: SandboxQuirks) => z.ZodType {
  return typeof schema === 'function' ? schema : () => schema;
}

/** Defines a route. The schemas of its request are also the types that its rule gets. */
export function route<Body = NoFields, Query = NoFields>(definition: RouteDefinition<Body, Query>): Route {
  const { body, query, ...facts } = definition;
  return { ...facts, body: byQuirks(body), query: byQuirks(query) };
}

/** Fixed segments before parameters, so that `/folders/query` is not read as a folder with the id `query`. */
export function specificFirst(routes: readonly Route[]): readonly Route[] {
  const sortText = ({ path }: Route) => path.replaceAll(/:[^/]+/g, '\uffff');
  return routes.toSorted((a, b) => (sortText(a) < sortText(b) ? -1 : Number(sortText(a) > sortText(b))));
}
