import { guidInput } from '../../lib/guid-input.ts';
import { checkIds } from '../../lib/id-list.ts';
import type { ResponseOf } from '../../wix/endpoint.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { type Bulk, findInBulk, hasOpen, type ItemOutcome, readBulkResults, sendInBulk } from '../write/bulk.ts';
import { dryRunInput, idempotencyKeyInput, payloadType, resultsPer } from '../write/payload.ts';
import type { RecentWrite } from '../write/recent-writes.ts';
import { runWrite, type WriteInput } from '../write/run-write.ts';
import { resultsBefore } from '../write/sent-before.ts';
import { type UserError, UserErrorRef } from '../write/user-error.ts';
import { siteById } from './loader.ts';
import type { Site } from './model.ts';
import { bulkDeleteSite, querySites } from './rest.ts';
import { SiteRef } from './schema.ts';
import { loadSite, type SiteAt, siteChange, siteLane, siteProblems } from './site-write.ts';

interface MoveSitesToTrashInput extends WriteInput {
  readonly siteIds: readonly string[];
  readonly accountId?: string | null | undefined;
}

interface TrashedSite extends SiteAt, ItemOutcome {}

interface TrashedSites {
  readonly results: readonly TrashedSite[];
}

const MoveSitesToTrashInput = builder.inputRef<MoveSitesToTrashInput>('MoveSitesToTrashInput').implement({
  description: 'The sites to move to the trash.',
  fields: (t) => ({
    siteIds: t.idList({
      required: true,
      description: 'The GUIDs of 1 to 200 sites, unique. Wix takes 20 per REST call.',
    }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const TrashedSiteRef = builder.objectRef<TrashedSite>('MoveSiteToTrashResult').implement({
  description: 'The result of moving one site to the trash.',
  fields: (t) => ({
    siteId: t.exposeID('siteId', { description: "The site's GUID as given in the input." }),
    site: t.field({
      type: SiteRef,
      nullable: true,
      description: 'The site in its current state. Null if that is not known.',
      resolve: (item, _args, context) => loadSite(context, item),
    }),
    error: t.field({
      type: UserErrorRef,
      nullable: true,
      description: 'The reason why the site was not moved. Null if it was.',
      resolve: ({ error }): UserError | null => error,
    }),
  }),
});

const MoveSitesToTrashPayload = payloadType<TrashedSites>('MoveSitesToTrashPayload', {
  description: 'The result of moving sites to the trash. Some sites may have been moved and others not.',
  fields: (t) => ({
    results: t.field(resultsPer('site', TrashedSiteRef)),
  }),
});

const idsPath = ['input', 'siteIds'];

builder.mutationField('moveSitesToTrash', (t) =>
  t.field({
    upstream: { endpoint: bulkDeleteSite, per: 'field', needs: [querySites] },
    type: MoveSitesToTrashPayload,
    nullable: true,
    description:
      "Moves sites to the trash. They go offline at once and can't be edited. They can be restored in the Wix " +
      'dashboard for 90 days; Wix then deletes them permanently. Wix can reject individual sites with a Premium ' +
      'plan (`PREMIUM_NOT_PERMITTED`). The sites are read first: one that the ' +
      'account does not have or that is in the trash rejects the whole write. Costs one REST call per 20 sites, and one ' +
      '(Query Sites) per 100.',
    args: {
      input: t.arg({ type: MoveSitesToTrashInput, required: true, description: 'The sites to move to the trash.' }),
    },
    resolve: (_root, { input }, context) =>
      runWrite<TrashedSites>(context, () => {
        const accountId = ownerOf(context, input.accountId);
        const siteIds = input.siteIds.map((id, index) => guidInput(`siteIds.${index}`, id, 'a site'));
        const bulk: Bulk<string, ResponseOf<typeof bulkDeleteSite>> = {
          endpoint: bulkDeleteSite,
          items: siteIds,
          maxItems: bulkDeleteSite.maxItems,
          path: idsPath,
          send: (ids) => context.wix.call(bulkDeleteSite, { accountId, body: { ids } }),
          outcomesOf: (answer, ids, positions) => readBulkResults(answer.results, ids, positions, idsPath),
          shownOf: async (ids) => {
            const sites = await Promise.all(ids.map((id) => siteById(context, accountId).load(id)));
            // They were not in the trash before.
            const isDone = (site: Site | null) => site !== null && site.trashedAt !== null;
            return new Set(ids.filter((_id, index) => isDone(sites[index] ?? null)));
          },
        };
        const resultOf = (outcomes: readonly ItemOutcome[]): TrashedSites => ({
          results: siteIds.map((siteId, index) => ({ accountId, siteId, error: outcomes[index]?.error ?? null })),
        });
        return {
          name: 'moveSitesToTrash',
          input,
          endpoint: bulkDeleteSite,
          lane: [accountId, 'sites'],
          otherLanes: siteIds.map((siteId) => siteLane({ accountId, siteId })),
          check: () => checkIds('siteIds', siteIds, 200, 'a site'),
          plan: async () => {
            const sites = await Promise.all(siteIds.map((id) => siteById(context, accountId).load(id)));
            const plans = sites.map((site, index) => planFor(site, [...idsPath, String(index)]));
            return {
              changes: plans.flatMap(({ changes }) => changes),
              problems: plans.flatMap(({ problems }) => problems),
              calls: [{ endpoint: bulkDeleteSite, count: Math.ceil(siteIds.length / bulkDeleteSite.maxItems) }],
            };
          },
          send: async (_facts, before) => resultOf(await sendInBulk(context, bulk, resultsBefore(before))),
          find: async (_facts, { partial }) => {
            const outcomes = await findInBulk(bulk, partial?.results ?? null);
            return { is: hasOpen(outcomes) ? 'partly' : 'done', result: resultOf(outcomes) };
          },
          verifyQuery: `{ sites(ids: ${JSON.stringify(siteIds)}, accountId: "${accountId}") { id trashedAt } }`,
          wrote: ({ results }) => results.flatMap(wroteOf),
        };
      }),
  }),
);

/** Returns what later reads of one site should show. */
function wroteOf({ siteId: id, error }: TrashedSite): RecentWrite[] {
  if (error === null) {
    const fields = { isPublished: false, url: null, trashedAt: new Date().toISOString() };
    return [{ type: 'Site', id, did: 'change', fields, isShownBy: (site) => (site as Site).trashedAt !== null }];
  }
  if (error.code !== 'OUTCOME_UNKNOWN') return [];
  return [{ type: 'Site', id, did: 'perhaps', fields: ['isPublished', 'url', 'trashedAt'] }];
}

/**
 * Returns the effect of moving one site to the trash, or the problems. Whether Wix rejects a Premium site can't be
 * read.
 */
function planFor(site: Site | null, path: readonly string[]) {
  const problems = siteProblems(site, path);
  if (site === null || problems.length > 0) return { changes: [], problems };
  const summary = [
    `${site.displayName} ${site.isPublished ? 'goes offline and ' : ''}is moved to the trash.`,
    ...(site.hasDomain ? ['Visitors can no longer reach it at its domain.'] : []),
    ...(site.isPremium ? ['It has a Premium plan, so Wix may reject the move.'] : []),
  ].join(' ');
  return { changes: [siteChange(site.id, 'trashedAt', null, 'now', summary)], problems };
}
