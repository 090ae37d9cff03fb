import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { WixError } from '../../wix/error.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import { isInDoubt } from '../write/overlay.ts';
import { dryRunInput, idempotencyKeyInput } from '../write/payload.ts';
import { runWrite, type WriteInput } from '../write/run-write.ts';
import type { Refusal } from '../write/user-error.ts';
import { arrived, siteById } from './loader.ts';
import type { Site } from './model.ts';
import { provisionalSite } from './new-site.ts';
import { querySites, transferSite } from './rest.ts';
import { siteEdgeField, sitePayload } from './site-payload.ts';
import { type SiteAt, siteField, siteLane } from './site-write.ts';
import { planTransfer, type TransferFacts } from './transfer-plan.ts';

export interface TransferSiteInput extends WriteInput {
  readonly siteId: string;
  readonly sourceAccountId?: string | null | undefined;
  readonly targetAccountId: string;
  readonly notifyOwner: boolean;
}

const TransferSiteInput = builder.inputRef<TransferSiteInput>('TransferSiteInput').implement({
  description: 'The site to transfer and the target account.',
  fields: (t) => ({
    siteId: t.id(siteField),
    sourceAccountId: t.id({
      required: false,
      description: "The GUID of the account that owns the site now. Defaults to the request's account.",
    }),
    targetAccountId: t.id({
      required: true,
      description:
        "The GUID of the account that receives the site: the partner's main account or one of its sub-accounts.",
    }),
    notifyOwner: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Whether Wix e-mails the owner after the transfer.',
    }),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

interface TransferredSite extends SiteAt {
  readonly sourceAccountId: string;
}

const TransferSitePayload = sitePayload<TransferredSite>('TransferSitePayload', {
  description: 'The result of transferring a site.',
  site:
    'The site in its new account. Null after a refusal or a dry run, and for some seconds until Wix lists the ' +
    'site there; `extensions.consistency` then lists it.',
  fields: (t) => ({
    siteEdge: siteEdgeField(t),
    sourceAccount: t.field({
      type: AccountRef,
      nullable: true,
      description: 'The account that no longer has the site. Null after a refusal or a dry run.',
      resolve: ({ result }) => (result === null ? null : { id: result.sourceAccountId }),
    }),
  }),
});

/**
 * The documented error codes of Wix. Their statuses are less exact: an unknown site is a 400, an unknown account a 428.
 */
const refusals: Readonly<Record<string, Refusal>> = {
  TARGET_ACCOUNT_ID_NOT_FOUND: {
    code: 'NOT_FOUND',
    message: "The target account doesn't exist.",
    field: 'targetAccountId',
  },
  SITE_TRANSFER_NOT_ALLOWED: {
    code: 'NOT_ALLOWED',
    message: "Wix doesn't allow transfers between these two accounts.",
    field: 'targetAccountId',
  },
  SITE_NOT_FOUND: { code: 'NOT_FOUND', message: 'The source account has no site with this id.', field: 'siteId' },
  SITE_TRANSFER_NOT_SUPPORTED: {
    code: 'FAILED_PRECONDITION',
    message: 'The site has paid services. Cancel them, transfer the site, and order them again.',
    field: 'siteId',
  },
};

/**
 * Returns null for a site that can be of a kind that Wix rejects in filters. The target lists a transferred site under the
 * same kinds as the source, which is read next.
 */
function nullIfOfUnknownKind(error: unknown): null {
  if (error instanceof WixError && error.failure === 'kindsRejected') return null;
  throw error;
}

builder.mutationField('transferSite', (t) =>
  t.field({
    upstream: { endpoint: transferSite, per: 'field', needs: [querySites] },
    type: TransferSitePayload,
    nullable: true,
    description:
      'Transfers a site to another account of the same partner, which then owns it; the current account loses ' +
      'access. Only for partners approved by Wix, and for sites without a Premium plan or other paid services. ' +
      "Wix doesn't document what happens to the folder, contributors and pending invites; a dry run lists them. With " +
      '`notifyOwner`, Wix e-mails the owner. Costs four REST calls: the first three read the site, the target account ' +
      'and the products on the site (Query Sites, Get Account, Query Packages).',
    args: {
      input: t.arg({
        type: TransferSiteInput,
        required: true,
        description: 'The site to transfer and the target account.',
      }),
    },
    resolve: (_root, { input }, context) =>
      runWrite<TransferredSite, TransferFacts>(context, () => {
        const siteId = guidInput('siteId', input.siteId, 'a site');
        const sourceAccountId =
          typeof input.sourceAccountId === 'string'
            ? guidInput('sourceAccountId', input.sourceAccountId, 'an account')
            : ownerOf(context, null);
        const accountId = guidInput('targetAccountId', input.targetAccountId, 'an account');
        const after: TransferredSite = { accountId, siteId, sourceAccountId };
        return {
          name: 'transferSite',
          input,
          endpoint: transferSite,
          lane: siteLane({ accountId: sourceAccountId, siteId }),
          check: () => {
            if (accountId === sourceAccountId) {
              throw new InputError('targetAccountId', 'targetAccountId must differ from the source account.');
            }
          },
          plan: (purpose) => planTransfer(context, { siteId, sourceAccountId, accountId, input }, purpose),
          send: async () => {
            const siteTransfer = { siteId, sourceAccountId, enableNotifications: input.notifyOwner };
            await context.wix.call(transferSite, { accountId, body: { siteTransfer } });
            return after;
          },
          find: async () => {
            const site = await siteById(context, accountId).load(siteId).catch(nullIfOfUnknownKind);
            if (site !== null)
              return isInDoubt(context, 'Site', siteId) ? { is: 'unknown' } : { is: 'done', result: after };
            // Rejects if the target may have it as a site of another kind.
            const left = await siteById(context, sourceAccountId).load(siteId);
            return { is: left === null ? 'unknown' : 'notSeen' };
          },
          verifyQuery: `{ site(id: "${siteId}", accountId: "${accountId}") { id account { id } } }`,
          doubts: [{ type: 'Site', id: siteId, did: 'perhaps', fields: ['accountId'] }],
          wrote: (_result, site) => [
            {
              type: 'Site',
              id: siteId,
              did: 'change',
              fields: { accountId },
              isShownBy: (read) => (read as Site).accountId === accountId,
            },
            // Until the target's list shows it, the site is known from the source's.
            { type: arrived, id: siteId, did: 'create', object: provisionalSite({ ...site, id: siteId, accountId }) },
          ],
          paths: { 'siteTransfer.siteId': 'siteId', 'siteTransfer.sourceAccountId': 'sourceAccountId' },
          refusals,
        };
      }),
  }),
);
