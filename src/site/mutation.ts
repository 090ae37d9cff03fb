import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { guidInput } from '../lib/guid-input.ts';
import { InputError } from '../lib/input-error.ts';
import { type ItemOutcome, readBulkResults, sendInBulk } from '../write/bulk.ts';
import type { PlannedChange } from '../write/dry-run.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { runWrite, type WriteInput } from '../write/run-write.ts';
import { type UserError, UserErrorRef } from '../write/user-error.ts';
import { siteById } from './loader.ts';
import type { Site } from './model.ts';
import { bulkDeleteSite, publishSite } from './rest.ts';
import { SiteRef } from './schema.ts';

/** Where a write's site is: enough to load it for the answer. */
interface SiteAt {
  readonly accountId: string;
  readonly siteId: string;
}

const ownerField = {
  required: false,
  description: "The owner account's GUID. Default: the account the request speaks for.",
} as const;

// --- publishSite ---

interface PublishSiteInput extends WriteInput {
  readonly siteId: string;
  readonly accountId?: string | null | undefined;
}

const PublishSiteInput = builder.inputRef<PublishSiteInput>('PublishSiteInput').implement({
  description: 'Which site to publish.',
  fields: (t) => ({
    siteId: t.id({ required: true, description: "The site's GUID." }),
    accountId: t.id(ownerField),
    ...dryRunInput(t),
  }),
});

const PublishSitePayload = payloadType<SiteAt>('PublishSitePayload', {
  description: 'What publishing a site did.',
  fields: (t) => ({
    site: t.field({
      type: SiteRef,
      nullable: true,
      description: 'The site as it is now; null after a refusal.',
      resolve: ({ result }, _args, context) => loadSite(context, result),
    }),
  }),
});

builder.mutationField('publishSite', (t) =>
  t.field({
    upstream: { operation: publishSite, per: 'field' },
    type: PublishSitePayload,
    description:
      'Makes the latest saved version of a site public: everything that was saved in the editor, by whomever. Publishing a ' +
      'published site brings out what was saved since. Visitors see it within seconds. Refused with FAILED_PRECONDITION where ' +
      'there is nothing to publish.',
    args: { input: t.arg({ type: PublishSiteInput, required: true, description: 'Which site to publish.' }) },
    resolve: async (_root, { input }, context) => {
      const accountId = ownerOf(context, input.accountId);
      const siteId = guidInput('siteId', input.siteId, 'a site');
      return runWrite<SiteAt>(context, {
        name: 'publishSite',
        input,
        operation: publishSite,
        lane: [accountId, 'site', siteId],
        plan: async () => {
          const site = await siteById(context, accountId).load(siteId);
          const calls = [{ operation: publishSite, count: 1 }];
          if (site === null) return { changes: [], problems: [noSite(['input', 'siteId'])], calls };
          return {
            changes: [
              change(
                site.id,
                'isPublished',
                String(site.isPublished),
                'true',
                'The latest saved version becomes public.',
              ),
            ],
            problems: site.trashedAt === null ? [] : [inTrash(['input', 'siteId'])],
            calls,
          };
        },
        send: async () => {
          await context.wix.call(publishSite, { siteId, body: {} });
          return { accountId, siteId };
        },
        // Publishing once more is harmless, so it need not be known whether the first call took effect.
        find: async () => ({ is: 'absent' }),
        verifyQuery: `{ site(id: "${siteId}", accountId: "${accountId}") { isPublished updatedAt } }`,
        wrote: () => [{ type: 'Site', id: siteId, did: 'change', fields: { isPublished: true } }],
      });
    },
  }),
);

// --- moveSitesToTrash ---

interface MoveSitesToTrashInput extends WriteInput {
  readonly siteIds: readonly string[];
  readonly accountId?: string | null | undefined;
}

interface TrashedSite extends SiteAt, ItemOutcome {}

const MoveSitesToTrashInput = builder.inputRef<MoveSitesToTrashInput>('MoveSitesToTrashInput').implement({
  description: 'Which sites to move to the trash.',
  fields: (t) => ({
    siteIds: t.idList({
      required: true,
      description: 'The GUIDs of 1 to 200 sites, none twice. Wix takes 20 in one call.',
    }),
    accountId: t.id(ownerField),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const TrashedSiteRef = builder.objectRef<TrashedSite>('MoveSiteToTrashResult').implement({
  description: 'What became of one site that was to be moved to the trash.',
  fields: (t) => ({
    siteId: t.exposeID('siteId', { description: "The site's GUID, as it was given." }),
    site: t.field({
      type: SiteRef,
      nullable: true,
      description: 'The site as it is now; null when it is not known.',
      resolve: (item, _args, context) => loadSite(context, item),
    }),
    error: t.field({
      type: UserErrorRef,
      nullable: true,
      description: 'Why it was not moved; null when it was.',
      resolve: ({ error }): UserError | null => error,
    }),
  }),
});

const MoveSitesToTrashPayload = payloadType<{ readonly results: readonly TrashedSite[] }>('MoveSitesToTrashPayload', {
  description: 'What moving sites to the trash did. Some may have been moved and others not.',
  fields: (t) => ({
    results: t.field({
      type: [TrashedSiteRef],
      nullable: true,
      description: 'What became of each site, in the order of the input; null after a refusal of the whole write.',
      resolve: ({ result }) => result?.results ?? null,
    }),
  }),
});

const trashPath = ['input', 'siteIds'];

builder.mutationField('moveSitesToTrash', (t) =>
  t.field({
    upstream: { operation: bulkDeleteSite, per: 'field' },
    type: MoveSitesToTrashPayload,
    description:
      'Moves sites to the trash: they go offline at once and cannot be edited. For 90 days they can be restored in the Wix ' +
      'dashboard, then Wix deletes them for good. Sites with a Premium plan may be refused one by one (`PREMIUM_NOT_PERMITTED`). ' +
      'One REST call for each 20 sites.',
    args: { input: t.arg({ type: MoveSitesToTrashInput, required: true, description: 'Which sites to move.' }) },
    resolve: async (_root, { input }, context) => {
      const accountId = ownerOf(context, input.accountId);
      const siteIds = input.siteIds.map((id, index) => guidInput(`siteIds.${index}`, id, 'a site'));
      return runWrite<{ readonly results: readonly TrashedSite[] }>(context, {
        name: 'moveSitesToTrash',
        input,
        operation: bulkDeleteSite,
        lane: [accountId, 'sites'],
        check: () => {
          if (siteIds.length < 1 || siteIds.length > 200)
            throw new InputError('siteIds', 'siteIds takes 1 to 200 ids.');
          if (new Set(siteIds).size < siteIds.length)
            throw new InputError('siteIds', 'siteIds must not name a site twice.');
        },
        plan: async () => {
          const sites = await siteById(context, accountId).loadMany(siteIds);
          const plans = sites.map((site, index) => {
            const path = [...trashPath, String(index)];
            if (site instanceof Error) throw site;
            if (site === null) return { changes: [], problems: [noSite(path)] };
            if (site.trashedAt !== null) return { changes: [], problems: [inTrash(path)] };
            const summary = site.isPublished
              ? `${site.displayName} goes offline and into the trash.`
              : `${site.displayName} goes into the trash.`;
            return { changes: [change(site.id, 'trashedAt', null, 'now', summary)], problems: [] };
          });
          return {
            changes: plans.flatMap(({ changes }) => changes),
            problems: plans.flatMap(({ problems }) => problems),
            calls: [{ operation: bulkDeleteSite, count: Math.ceil(siteIds.length / 20) }],
          };
        },
        send: async () => {
          const outcomes = await sendInBulk(context, {
            items: siteIds,
            maxItems: bulkDeleteSite.maxItems ?? 20,
            path: trashPath,
            send: (ids) => context.wix.call(bulkDeleteSite, { accountId, body: { ids } }),
            outcomesOf: (answer, ids, offset) => readBulkResults(answer.results, ids, offset, trashPath),
            isDone: async (siteId) => {
              const site = await siteById(context, accountId).load(siteId);
              return site !== null && site.trashedAt !== null;
            },
          });
          return {
            results: siteIds.map((siteId, index) => ({ accountId, siteId, error: outcomes[index]?.error ?? null })),
          };
        },
        verifyQuery: `{ sites(ids: ${JSON.stringify(siteIds)}, accountId: "${accountId}") { id trashedAt } }`,
        wrote: ({ results }) =>
          results
            .filter(({ error }) => error === null)
            .map(({ siteId }) => ({
              type: 'Site',
              id: siteId,
              did: 'change',
              fields: { isPublished: false, url: null, trashedAt: new Date().toISOString() },
              isShownBy: (site) => (site as Site).trashedAt !== null,
            })),
      });
    },
  }),
);

function loadSite(context: GraphContext, at: SiteAt | null) {
  return at === null ? null : siteById(context, at.accountId).load(at.siteId);
}

function change(
  id: string,
  field: string,
  before: string | null,
  after: string | null,
  summary: string,
): PlannedChange {
  return { type: 'Site', id, field, before, after, summary };
}

function noSite(path: readonly string[]): UserError {
  return { code: 'NOT_FOUND', message: 'The account has no site of this id.', path, upstreamCode: null };
}

function inTrash(path: readonly string[]): UserError {
  return { code: 'FAILED_PRECONDITION', message: 'The site is in the trash.', path, upstreamCode: null };
}
