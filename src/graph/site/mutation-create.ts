import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { list, object, text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { mayBeEmpty } from '../empty-lists.ts';
import { idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { runWrite, type WriteInput } from '../write/run-write.ts';
import type { SiteKind } from './model.ts';
import { findNewSite, provisionalSite, type SitesBefore, sitesBefore } from './new-site.ts';
import { createProject, type WixProjectType } from './rest.ts';
import { SiteRef } from './schema.ts';
import { siteEdgeField } from './site-payload.ts';
import { loadSite, type SiteAt } from './site-write.ts';

const NewSiteKindRef = builder.enumType('NewSiteKind', {
  description: 'The kind of a new site.',
  values: {
    WIX: { description: 'Ordinary website, built with a Wix editor.' },
    HEADLESS: { description: 'Business without an editor. Its front end is built elsewhere.' },
    BRANDED_APP: { description: 'Native mobile app, made with the Wix app builder.' },
    VIBE: { description: 'Site made with Wix Vibe. Preview: new in the documentation of Wix.' },
  } as const,
});

/** INFERRED: the kind that lists of sites show for each. */
const kinds: Readonly<Record<WixProjectType, SiteKind>> = {
  WIX: 'WIX',
  HEADLESS: 'HEADLESS',
  BRANDED_APP: 'BRANDED_FIRST',
  // UNKNOWN: the namespace of a VIBE project.
  VIBE: 'UNKNOWN',
};

interface CreateSiteInput extends WriteInput {
  readonly kind: WixProjectType;
  readonly name: string;
  readonly templateId?: string | null | undefined;
  readonly folderId?: string | null | undefined;
  readonly appIds?: readonly string[] | null | undefined;
  readonly accountId?: string | null | undefined;
}

interface CreatedSite extends SiteAt {
  /** Null if Wix's response was lost. */
  readonly templateId: string | null;
  readonly appIds: readonly string[] | null;
}

const CreateSiteInput = builder.inputRef<CreateSiteInput>('CreateSiteInput').implement({
  description: 'The site to create.',
  fields: (t) => ({
    kind: t.field({
      type: NewSiteKindRef,
      required: true,
      defaultValue: 'WIX',
      description: 'The kind of the site.',
    }),
    name: t.string({ required: true, description: 'The name shown in the dashboard, 1 to 255 characters.' }),
    templateId: t.id({
      required: false,
      description: 'The GUID of the template to start from, as published by Wix. Defaults to a blank template.',
    }),
    folderId: t.id({
      required: false,
      description: 'The GUID of the folder to create the site in. Defaults to no folder.',
    }),
    appIds: t.idList({
      ...mayBeEmpty,
      required: false,
      description: 'The GUIDs of up to 100 apps to install (app definition ids), unique. Empty or absent: none.',
    }),
    accountId: t.id({
      ...ownerArgument,
      description: "The GUID of the account to create the site in. Defaults to the request's account.",
    }),
    ...idempotencyKeyInput(t),
  }),
});

const CreateSitePayload = payloadType<CreatedSite>('CreateSitePayload', {
  description: 'The result of creating a site.',
  hasDryRun: false,
  fields: (t) => ({
    site: t.field({
      type: SiteRef,
      nullable: true,
      description:
        'The new site. Null after a refusal. Fields that Wix has not indexed yet are null or UNKNOWN, and ' +
        '`extensions.consistency` lists the site.',
      resolve: ({ result }, _args, context) => loadSite(context, result),
    }),
    siteEdge: siteEdgeField(t),
    templateId: t.id({
      nullable: true,
      description: "The template used for the site. Null after a refusal, and if Wix's response was lost.",
      resolve: ({ result }) => result?.templateId ?? null,
    }),
    installedAppIds: t.idList({
      nullable: true,
      description: "The apps installed. Null after a refusal, and if Wix's response was lost.",
      resolve: ({ result }) => result?.appIds ?? null,
    }),
  }),
});

/** Returns the body of the call. Throws an InputError for input that Wix would reject. */
function bodyOf({ kind, name, templateId, folderId, appIds }: CreateSiteInput) {
  if (name.trim() === '' || name.length > 255) {
    throw new InputError('name', 'name must be 1 to 255 characters long and not blank.');
  }
  const apps = (appIds ?? []).map((id, index) => guidInput(`appIds.${index}`, id, 'an app'));
  if (apps.length > 100) throw new InputError('appIds', 'appIds must contain at most 100 ids.');
  if (new Set(apps).size < apps.length) throw new InputError('appIds', 'appIds must be unique.');
  return {
    type: kind,
    name,
    ...(typeof templateId === 'string' ? { templateId: guidInput('templateId', templateId, 'a template') } : {}),
    ...(typeof folderId === 'string' ? { folderId: guidInput('folderId', folderId, 'a folder') } : {}),
    ...(apps.length === 0 ? {} : { apps: apps.map((appDefId) => ({ appDefId })) }),
  };
}

builder.mutationField('createSite', (t) =>
  t.field({
    upstream: { endpoint: createProject, per: 'field' },
    type: CreateSitePayload,
    nullable: true,
    description:
      'Creates a site in an account. The new site is offline, has no Premium plan and is visible only to the ' +
      'account. A free account can have at most 1,000 sites. Each call creates another site, even with the same ' +
      'name: use an `idempotencyKey`. Costs two REST calls: the first lists the newest sites (Query Sites), so that the ' +
      'new one can be recognized if the response is lost. The fields of `site` cost one more.',
    args: { input: t.arg({ type: CreateSiteInput, required: true, description: 'The site to create.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<CreatedSite, SitesBefore>(context, () => {
        const accountId = ownerOf(context, input.accountId);
        const body = bodyOf(input);
        const kind = kinds[body.type];
        const others = new Set<string>();
        return {
          name: 'createSite',
          input,
          endpoint: createProject,
          lane: [accountId, 'new sites'],
          plan: async () => {
            const summary = `The site ${body.name} is created.`;
            const change = { type: 'Site', id: null, field: null, before: null, after: body.name, summary };
            return {
              changes: [change],
              problems: [],
              calls: [{ endpoint: createProject, count: 1 }],
              facts: await sitesBefore(context, accountId),
            };
          },
          send: () => send(context, accountId, body),
          find: async (before) => {
            const found = await findNewSite(context, accountId, body.name, before, others);
            if (found.is !== 'done') return found;
            return { is: 'done', result: { accountId, siteId: found.result.id, templateId: null, appIds: null } };
          },
          verifyQuery: newestSites(accountId, kind),
          wrote: ({ siteId }) => [
            {
              type: 'Site',
              id: siteId,
              did: 'create',
              object: provisionalSite({
                id: siteId,
                accountId,
                displayName: body.name,
                kind,
                ...(kind === 'WIX' ? {} : { editor: 'NONE' }),
                folderId: body.folderId ?? null,
              }),
            },
          ],
          paths: { type: 'kind', name: 'name', templateId: 'templateId', folderId: 'folderId', apps: 'appIds' },
        };
      }),
  }),
);

async function send(context: GraphContext, accountId: string, body: ReturnType<typeof bodyOf>): Promise<CreatedSite> {
  const project = object((await context.wix.call(createProject, { accountId, body })).project);
  const siteId = text(project['metaSiteId']);
  if (siteId === null) {
    throw new WixError('invalidResponse', 'a project without an id', { endpoint: createProject.name });
  }
  const appIds = list(project['apps']).flatMap((app) => text(object(app)['appDefId']) ?? []);
  return { accountId, siteId, templateId: text(project['templateId']), appIds };
}

/** Returns the query that lists an account's newest sites, so that a person can check whether a site was created. */
export function newestSites(accountId: string, kind: SiteKind): string {
  const filter = kind === 'BRANDED_FIRST' ? 'filter: { kinds: [BRANDED_FIRST] }, ' : '';
  return `{ account(id: "${accountId}") { sites(${filter}first: 20) { nodes { id displayName createdAt } } } }`;
}
