import { type Answer, applicationError, emptyError, plainError, Refusal } from './answer.ts';
import { allows, type SandboxKey } from './keys.ts';
import { isGuid } from './request/values.ts';
import type { Call, Route } from './route.ts';
import { isWithin } from './state/account.ts';
import type { World } from './world.ts';

/** The three headers that decide about access. */
export interface AccessHeaders {
  readonly authorization: string | undefined;
  readonly accountId: string | undefined;
  readonly siteId: string | undefined;
}

/** The account and the site of a call. The ids are empty where the level of the route has none. */
export type Access = Pick<Call, 'keyAccountId' | 'accountId' | 'siteId' | 'covers'>;

/** The key that was sent, valid or revoked. The call log uses it too. */
export function findKey(world: World, authorization: string | undefined): SandboxKey | undefined {
  const text = authorization ?? '';
  const raw = world.quirks.bearerPrefix === 'accept' ? text.replace(/^Bearer /i, '') : text;
  return world.keys.find(raw);
}

function unauthenticated(world: World, route: Route): Answer {
  if (route.refusals === 'dnsZones' && world.quirks.dnsZonesUnauthenticated === 'userIdNotFound') {
    return applicationError(404, 'USER_ID_NOT_FOUND', 'User id not found in request context.');
  }
  // UNKNOWN: the true body; this code was seen from one of Wix's services.
  return world.quirks.unauthenticatedBody === 'empty'
    ? emptyError(401)
    : applicationError(401, 'UNAUTHENTICATED', 'The request is not authenticated.');
}

function permissionDenied(route: Route, accountId: string): Answer {
  if (route.refusals === 'siteTransfer') {
    return applicationError(403, 'SITE_TRANSFER_NOT_ALLOWED', 'Sites cannot be transferred to this account.');
  }
  // UNKNOWN for DNS zones: the Domains code was seen there as well.
  return route.refusals === undefined || route.refusals === 'general' || route.refusals === 'packages'
    ? emptyError(403)
    : applicationError(403, 'DOMAINS_PERMISSION_DENIED', `Permission denied for account ID ${accountId}.`);
}

/** The refusal of an account that the key cannot act for. UNKNOWN in general: its status and body. */
function accountDenied(world: World, route: Route, accountId: string): Answer {
  const hasOwnCode = route.refusals !== undefined && route.refusals !== 'general';
  return hasOwnCode ? permissionDenied(route, accountId) : emptyError(world.quirks.accountRefusal);
}

/** The account of the header, if the key can act for it. */
function accountFromHeader(world: World, route: Route, key: SandboxKey, sent: string | undefined): string {
  const isDomains = route.refusals === 'domains' || route.refusals === 'dnsZones';
  if (sent === undefined && route.refusals === 'dnsZones') {
    throw new Refusal(
      applicationError(404, 'TARGET_ACCOUNT_NOT_FOUND', 'Target account id not found in request context.'),
    );
  }
  if (isDomains && (sent === undefined || !isGuid(sent))) {
    throw new Refusal(applicationError(400, 'DOMAINS_GUID_NOT_VALID', 'Wix site id and/or Wix account ID is invalid.'));
  }
  if (sent === undefined) throw new Refusal(emptyError(world.quirks.accountRefusal));
  if (isDomains && !world.state.accounts.has(sent)) {
    throw new Refusal(applicationError(403, 'DOMAINS_GUID_NOT_FOUND'));
  }
  if (route.refusals === 'siteTransfer' && !world.state.accounts.has(sent)) {
    throw new Refusal(applicationError(428, 'TARGET_ACCOUNT_ID_NOT_FOUND', 'The target account does not exist.'));
  }
  if (route.refusals === 'packages' && !world.state.accounts.has(sent)) {
    throw new Refusal(applicationError(404, 'ACCOUNT_NOT_FOUND', `Account with id ${sent} was not found.`));
  }
  if (!isWithin(world.state.accounts, sent, key.accountId)) throw new Refusal(accountDenied(world, route, sent));
  return sent;
}

function checkPermission(world: World, route: Route, key: SandboxKey, accountId: string): void {
  const needed = typeof route.permission === 'function' ? route.permission(world.quirks) : (route.permission ?? null);
  if (needed === null || allows(key, needed)) return;
  throw new Refusal(route.refusals === 'siteTransfer' ? emptyError(403) : permissionDenied(route, accountId));
}

/** Public routes need no key. Whether they take one is documented in two ways. */
function checkPublicAccess(world: World, { authorization }: AccessHeaders): Access {
  const { publicWithAuth } = world.quirks;
  if (publicWithAuth === 'forbid' && authorization !== undefined) throw new Refusal(plainError(403, 'access_denied'));
  if (publicWithAuth === 'require' && findKey(world, authorization) === undefined) throw new Refusal(emptyError(403));
  return { keyAccountId: '', accountId: '', siteId: '', covers: () => true };
}

/** Returns whether a key covers a site. */
function coverage({ siteIds }: SandboxKey): Call['covers'] {
  return (siteId) => siteIds === undefined || siteIds.has(siteId);
}

/** Headers with their ids in lower case, as Wix prints GUIDs. */
function inLowerCase({ authorization, accountId, siteId }: AccessHeaders): AccessHeaders {
  return { authorization, accountId: accountId?.toLowerCase(), siteId: siteId?.toLowerCase() };
}

/**
 * Decides whether a call can reach its rule, in the order key, headers, account or site, permission.
 * Throws a Refusal with Wix's status and body.
 */
export function checkAccess(world: World, route: Route, sent: AccessHeaders): Access {
  const headers = inLowerCase(sent);
  if (route.level === 'public') return checkPublicAccess(world, headers);
  const key = findKey(world, headers.authorization);
  if (key === undefined || key.revoked) throw new Refusal(unauthenticated(world, route));

  const both = headers.accountId !== undefined && headers.siteId !== undefined;
  if (both && world.quirks.bothHeaders === 'reject' && route.takesSiteHeader !== true) {
    throw new Refusal(plainError(400, 'Send either wix-account-id or wix-site-id, not both'));
  }

  if (route.level === 'account') {
    const accountId = accountFromHeader(world, route, key, headers.accountId);
    checkPermission(world, route, key, accountId);
    const siteId = route.takesSiteHeader === true ? (headers.siteId ?? '') : '';
    return { keyAccountId: key.accountId, accountId, siteId, covers: coverage(key) };
  }

  if (headers.siteId === undefined) {
    throw new Refusal(
      applicationError(428, 'MISSING_METASITE_ID', "Couldn't extract metasiteId from the request context"),
    );
  }
  const site = world.state.sites.get(headers.siteId);
  const isCovered = site !== undefined && (key.siteIds?.has(site.id) ?? true);
  if (!isCovered || !isWithin(world.state.accounts, site.accountId, key.accountId)) {
    throw new Refusal(emptyError(403));
  }
  checkPermission(world, route, key, site.accountId);
  return { keyAccountId: key.accountId, accountId: site.accountId, siteId: site.id, covers: coverage(key) };
}
