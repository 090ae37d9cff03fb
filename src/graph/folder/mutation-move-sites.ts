import { guidInput } from '../../lib/guid-input.ts';
import { checkIds } from '../../lib/id-list.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { siteById } from '../site/loader.ts';
import type { Site } from '../site/model.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import { siteProblems } from '../site/site-write.ts';
import { type Bulk, findInBulk, hasOpen, type ItemOutcome, sendInBulk } from '../write/bulk.ts';
import { isInDoubt } from '../write/overlay.ts';
import { dryRunInput, idempotencyKeyInput, payloadType, resultsPer } from '../write/payload.ts';
import type { RecentWrite } from '../write/recent-writes.ts';
import { runWrite, type WriteInput } from '../write/run-write.ts';
import { resultsBefore } from '../write/sent-before.ts';
import { type UserError, UserErrorRef } from '../write/user-error.ts';
import { folderTree } from './loader.ts';
import { plannedTarget, targetField, targetInput } from './move-input.ts';
import { siteMoves } from './plan.ts';
import { moveSitesToFolder, queryFolders } from './rest.ts';
import { FolderRef } from './schema.ts';

const maxSites = 1_000;

interface MoveSitesToFolderInput extends WriteInput {
  readonly siteIds: readonly string[];
  readonly targetFolderId?: string | null | undefined;
  readonly accountId?: string | null | undefined;
}

interface MovedSite extends ItemOutcome {
  readonly accountId: string;
  readonly siteId: string;
}

interface MovedSites {
  readonly accountId: string;
  readonly targetId: string | null;
  /** The folders that they were in before. */
  readonly folderIds: readonly string[];
  readonly results: readonly MovedSite[];
}

type FormerFolders = Pick<MovedSites, 'folderIds'>;

const MoveSitesToFolderInput = builder.inputRef<MoveSitesToFolderInput>('MoveSitesToFolderInput').implement({
  description: 'The sites to move, and their target folder.',
  fields: (t) => ({
    siteIds: t.idList({
      required: true,
      description: 'The GUIDs of the sites to move: 1 to 1,000, unique. Wix takes 500 per REST call.',
    }),
    targetFolderId: t.id(targetField),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const MovedSiteRef = builder.objectRef<MovedSite>('MoveSiteToFolderResult').implement({
  description: 'The result of moving one site.',
  fields: (t) => ({
    siteId: t.exposeID('siteId', { description: "The site's GUID as given in the input." }),
    site: t.field({
      type: SiteRef,
      nullable: true,
      description: 'The site in its current state. Null if that is not known.',
      resolve: ({ accountId, siteId }, _args, context) => siteById(context, accountId).load(siteId),
    }),
    error: t.field({
      type: UserErrorRef,
      nullable: true,
      description: 'The reason why the site was not moved. Null if it was.',
      resolve: ({ error }): UserError | null => error,
    }),
  }),
});

const MoveSitesToFolderPayload = payloadType<MovedSites>('MoveSitesToFolderPayload', {
  description: 'The result of moving sites. With more than 500, some can succeed while others fail.',
  fields: (t) => ({
    folder: t.field({
      upstream: { endpoint: queryFolders, per: 'account' },
      type: FolderRef,
      nullable: true,
      description:
        'The target folder. Null if that is the root, and after a refusal or a dry run. Its `siteCount` can still ' +
        'be the previous one.',
      resolve: async ({ result }, _args, context) => {
        if (result === null || result.targetId === null) return null;
        return (await folderTree(context, result.accountId)).byId.get(result.targetId) ?? null;
      },
    }),
    results: t.field(resultsPer('site', MovedSiteRef)),
    previousFolders: t.field({
      upstream: { endpoint: queryFolders, per: 'account' },
      listSize: { assumedSize: 1 },
      type: [FolderRef],
      nullable: true,
      description:
        'The folders that the sites were in before. Empty if none was in a folder. Null after a refusal or a dry run. ' +
        'Their `siteCount` can still be the previous one.',
      resolve: async ({ result }, _args, context) => {
        if (result === null) return null;
        const { byId } = await folderTree(context, result.accountId);
        return result.folderIds.flatMap((id) => byId.get(id) ?? []);
      },
    }),
  }),
});

const sitesPath = ['input', 'siteIds'];

builder.mutationField('moveSitesToFolder', (t) =>
  t.field({
    upstream: { endpoint: moveSitesToFolder, per: 'field', needs: [querySites, queryFolders] },
    type: MoveSitesToFolderPayload,
    nullable: true,
    description:
      'Moves sites into a folder, or out of their folder to the root. A site is in at most one folder. Sites stay ' +
      'online and keep their addresses; team members whose roles are limited to a folder can gain or lose access ' +
      'to them. Wix accepts or rejects up to 500 sites together: one unknown id fails the other sites of its REST ' +
      'call, so all of them are read first. Costs one REST call (Move Sites To Folder) per 500 sites, after one for the ' +
      'folders (Query Folders) and one (Query Sites) per 100 sites.',
    args: {
      input: t.arg({
        type: MoveSitesToFolderInput,
        required: true,
        description: 'The sites to move, and their target folder.',
      }),
    },
    resolve: (_root, { input }, context) =>
      runWrite<MovedSites, FormerFolders>(context, () => {
        const accountId = ownerOf(context, input.accountId);
        const siteIds = input.siteIds.map((id, index) => guidInput(`siteIds.${index}`, id, 'a site'));
        const targetId = targetInput(input.targetFolderId);
        const bulk: Bulk<string, unknown> = {
          endpoint: moveSitesToFolder,
          items: siteIds,
          maxItems: moveSitesToFolder.maxItems,
          path: sitesPath,
          send: (ids) => {
            const body = { targetFolderId: targetId ?? '', sites: { id: { $in: ids } } };
            return context.wix.call(moveSitesToFolder, { accountId, body });
          },
          // Status 200 doesn't mention individual sites: it applies to all of them.
          outcomesOf: (_answer, ids) => ids.map(() => ({ error: null })),
          shownOf: async (ids) => {
            const sites = await Promise.all(ids.map((id) => siteById(context, accountId).load(id)));
            const isThere = (site: Site | null) => site !== null && site.folderId === targetId;
            return new Set(ids.filter((id, index) => isThere(sites[index] ?? null) && !isInDoubt(context, 'Site', id)));
          },
        };
        const resultOf = ({ folderIds }: FormerFolders, outcomes: readonly ItemOutcome[]): MovedSites => ({
          accountId,
          folderIds,
          targetId,
          results: siteIds.map((siteId, index) => ({ accountId, siteId, error: outcomes[index]?.error ?? null })),
        });
        return {
          name: 'moveSitesToFolder',
          input,
          endpoint: moveSitesToFolder,
          lane: [accountId, 'folders'],
          otherLanes: [[accountId, 'sites']],
          check: () => checkIds('siteIds', siteIds, maxSites),
          plan: () => planSiteMoves(context, accountId, siteIds, targetId),
          send: async (facts, before) => resultOf(facts, await sendInBulk(context, bulk, resultsBefore(before))),
          find: async (facts, { partial }) => {
            const outcomes = await findInBulk(bulk, partial?.results ?? null);
            return { is: hasOpen(outcomes) ? 'partly' : 'done', result: resultOf(facts, outcomes) };
          },
          verifyQuery: `{ sites(ids: ${JSON.stringify(siteIds)}, accountId: "${accountId}") { id folder { id } } }`,
          wrote: ({ results }) =>
            results.flatMap(({ siteId: id, error }): RecentWrite[] => {
              if (error === null) return [{ type: 'Site', id, did: 'change', fields: { folderId: targetId } }];
              return error.code === 'OUTCOME_UNKNOWN'
                ? [{ type: 'Site', id, did: 'perhaps', fields: ['folderId'] }]
                : [];
            }),
          paths: { targetFolderId: 'targetFolderId', 'sites.id.$in': 'siteIds' },
        };
      }),
  }),
);

async function planSiteMoves(
  context: GraphContext,
  accountId: string,
  siteIds: readonly string[],
  targetId: string | null,
) {
  const [tree, sites] = await Promise.all([
    folderTree(context, accountId),
    Promise.all(siteIds.map((id) => siteById(context, accountId).load(id))),
  ]);
  const { target, isMissing, problems } = plannedTarget(tree, targetId);
  return {
    changes: isMissing
      ? []
      : siteMoves(
          sites.filter((site) => site !== null),
          target,
        ),
    problems: [...problems, ...sites.flatMap((site, index) => siteProblems(site, [...sitesPath, String(index)]))],
    facts: { folderIds: [...new Set(sites.flatMap((site) => site?.folderId ?? []))] },
    calls: [{ endpoint: moveSitesToFolder, count: Math.ceil(siteIds.length / moveSitesToFolder.maxItems) }],
  };
}
