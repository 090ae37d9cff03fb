import { type Answer, applicationError, ok } from '../answer.ts';
import { booleanAt, objectAt } from '../input.ts';
import type { AccountCall, Route } from '../route.ts';
import { isWithin } from '../state/account.ts';
import { writeSite } from '../state/site.ts';
import type { SandboxState } from '../state/state.ts';
import { textAt } from './site-actions.ts';

/** Sites with a plan, or a domain, have paid services. INFERRED: a domain counts. */
function hasPaidServices(state: SandboxState, siteId: string): boolean {
  const isServed = [...state.domains.values()].some(({ assignment }) => assignment?.siteId === siteId);
  return isServed || state.sites.get(siteId)?.premium === true;
}

/** The account in the header is the target. */
function transferSite(state: SandboxState, call: AccountCall): Answer {
  const transfer = objectAt(call.body, 'siteTransfer') ?? {};
  const siteId = textAt(transfer, 'siteId', 36);
  const sourceAccountId = textAt(transfer, 'sourceAccountId', 36);
  const enableNotifications = booleanAt(transfer, 'enableNotifications') ?? false;
  if (!isWithin(state.accounts, sourceAccountId, call.keyAccountId) || sourceAccountId === call.accountId) {
    return applicationError(403, 'SITE_TRANSFER_NOT_ALLOWED', 'Sites cannot be transferred between these accounts.');
  }
  const site = state.sites.get(siteId);
  if (site === undefined || site.accountId !== sourceAccountId) {
    return applicationError(400, 'SITE_NOT_FOUND', 'The source account has no such site.');
  }
  if (hasPaidServices(state, siteId)) {
    return applicationError(428, 'SITE_TRANSFER_NOT_SUPPORTED', 'The site has paid services.');
  }
  // UNKNOWN: where the site lies afterwards. The folders of the source account cannot hold it any more.
  const { folderId: _folderId, ...rest } = site;
  const moved = { ...rest, accountId: call.accountId, updatedDate: call.now.toISOString() };
  writeSite(state.sites, moved, { now: call.now, indexLagMs: call.quirks.indexLagMs });
  return ok({ siteTransfer: { siteId, sourceAccountId, enableNotifications } });
}

/** dev.wix.com/docs/rest/account-level/b2b-site-management/business-site-transfer-v1 */
export const siteTransferRoutes: readonly Route[] = [
  {
    operation: 'Transfer Site',
    method: 'POST',
    path: '/b2b-site-management/v1/transfer-site',
    level: 'account',
    permission: 'PREMIUM.BUSINESS_SITE_TRANSFER',
    refusals: 'siteTransfer',
    handle: transferSite,
  },
];
