import type { Answer } from './answer.ts';
import type { JsonObject } from './input.ts';
import type { QueryString } from './query-string.ts';
import type { SandboxQuirks } from './quirks.ts';
import type { SandboxState } from './state/state.ts';

/** New ids, repeatable for one sandbox. */
export interface Mint {
  guid(): string;
  decimalId(): string;
}

/** What a rule knows of a call that has passed the access checks. */
export interface PublicCall {
  readonly params: Readonly<Record<string, string>>;
  readonly query: QueryString;
  /** The JSON body; `{}` when none was sent. */
  readonly body: JsonObject;
  readonly now: Date;
  readonly quirks: SandboxQuirks;
  readonly mint: Mint;
}

/** A call for one account: the one named by `wix-account-id`. */
export interface AccountCall extends PublicCall {
  readonly accountId: string;
  /** The account that owns the API key. */
  readonly keyAccountId: string;
  /** The site named by `wix-site-id` as it was sent, for routes that take it beside the account; else empty. */
  readonly siteId: string;
}

/** A call for one site: the one named by `wix-site-id`, which exists. `accountId` is the account that owns the site. */
export type SiteCall = AccountCall;

interface RouteFacts {
  /** The title of the operation's page in Wix's docs. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` for path parameters. */
  readonly path: string;
  /** The permission an API key needs. Left out: any key of the account. */
  readonly permission?: string | ((quirks: SandboxQuirks) => string | null);
  /** How refused access is worded. Default `general`. */
  readonly refusals?: 'general' | 'domains' | 'dnsZones' | 'siteTransfer' | 'packages';
  /** For account calls that take `wix-site-id` as well, whatever the quirk `bothHeaders` says. Default false. */
  readonly takesSiteHeader?: boolean;
}

/** One REST operation: where it is, who may call it, and the rule that answers. */
export type Route = RouteFacts &
  (
    | { readonly level: 'account'; readonly handle: (state: SandboxState, call: AccountCall) => Answer }
    | { readonly level: 'site'; readonly handle: (state: SandboxState, call: SiteCall) => Answer }
    | { readonly level: 'public'; readonly handle: (state: SandboxState, call: PublicCall) => Answer }
  );

/** Fixed segments before parameters, so that `/folders/query` is not taken for a folder with the id `query`. */
export function specificFirst(routes: readonly Route[]): readonly Route[] {
  const sortText = ({ path }: Route) => path.replaceAll(/:[^/]+/g, '\uffff');
  return routes.toSorted((a, b) => (sortText(a) < sortText(b) ? -1 : Number(sortText(a) > sortText(b))));
}
