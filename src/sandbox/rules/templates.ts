import { type Answer, emptyError, ok, Refusal } from '../answer.ts';
import { type Call, type Route, route } from '../route.ts';
import type { SandboxState } from '../state/state.ts';
import type { SandboxTemplate } from '../state/template.ts';
import { newSite } from './new-site.ts';

/** Returns the template that a call names. Throws a Refusal if the account does not have it. */
function templateOf(state: SandboxState, call: Call): SandboxTemplate {
  const template = state.templates.get((call.params['templateId'] ?? '').toLowerCase());
  if (template?.accountId === call.accountId) return template;
  throw new Refusal(emptyError(call.quirks.unknownTemplate));
}

/** UNKNOWN: the shape of `sites`, and the values of `platform` and `templateType`. */
function templateJson(template: SandboxTemplate, { quirks }: Call): unknown {
  const { id, name, createdBy, createdDate, updatedDate, hidden, siteIds } = template;
  const sites = { ids: siteIds, objects: siteIds.map((metaSiteId) => ({ metaSiteId })), omitted: undefined };
  const listed = sites[quirks.templateSites];
  return {
    id,
    name,
    createdBy,
    createdDate,
    updatedDate,
    lastEditedBy: createdBy,
    lastEditedDate: updatedDate,
    hidden,
    platform: 'STUDIO',
    templateType: 'CUSTOM',
    revision: '1',
    ...(listed === undefined ? {} : { sites: listed }),
  };
}

/** Duplicates the site of the template. UNKNOWN: the name of the new site, and the response beyond the start of its field's name. */
function createSiteFromTemplate(state: SandboxState, call: Call): Answer {
  const template = templateOf(state, call);
  const source = state.sites.get(template.siteId);
  const site = newSite(state, call, {
    displayName: call.quirks.templateSiteName === 'template' ? template.name : (source?.displayName ?? template.name),
    namespace: source?.namespace ?? 'WIX',
    editorType: source?.editorType ?? 'STUDIO',
    appIds: source?.appIds ?? [],
  });
  state.templates.set(template.id, { ...template, siteIds: [...template.siteIds, site.id] });
  const { createdSiteField, createdSiteValue } = call.quirks;
  return ok({ [createdSiteField]: createdSiteValue === 'id' ? site.id : { metaSiteId: site.id } });
}

// The scope of the docs; the permission's id is UNKNOWN.
const access = { level: 'account', permission: 'SCOPE.STUDIO.MANAGE-CUSTOM-TEMPLATES' } as const;

/** dev.wix.com/docs/api-reference/account-level/studio-workspace/template-v1 */
export const templateRoutes: readonly Route[] = [
  route({
    operation: 'Get Template',
    method: 'GET',
    path: '/wixstudio/templates/v1/templates/:templateId',
    ...access,
    handle: (state, call) => ok({ template: templateJson(templateOf(state, call), call) }),
  }),
  route({
    operation: 'Create Site From Template',
    method: 'POST',
    path: '/wixstudio/templates/v1/templates/:templateId/create-site',
    ...access,
    handle: createSiteFromTemplate,
  }),
];
