import { type Answer, ok } from '../answer.ts';
import { enumAt, objectsAt, refuseField, stringAt } from '../input.ts';
import type { AccountCall, Route } from '../route.ts';
import type { SandboxState } from '../state/state.ts';
import { newSite } from './new-site.ts';
import { textAt } from './site-actions.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Wix's blank templates. */
const blankTemplates = {
  editor: 'b55bdf43-95e0-4cef-b9bb-92dcc7af2742',
  studio: 'fe86a14e-ef67-49b4-a409-d086f3abaa1a',
};

/** INFERRED: what a project of each type is in lists of sites. */
const kinds = {
  WIX: { namespace: 'WIX', editorType: 'EDITOR' },
  HEADLESS: { namespace: 'HEADLESS', editorType: 'EDITORLESS' },
  BRANDED_APP: { namespace: 'BRANDED_FIRST', editorType: 'EDITORLESS' },
} as const;

function guidAt(source: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const text = stringAt(source, field);
  if (text === undefined || guid.test(text)) return text;
  return refuseField({ field, description: 'must be a valid GUID', violatedRule: 'FORMAT', data: { type: 'GUID' } });
}

function folderAt(state: SandboxState, call: AccountCall): string | undefined {
  const folderId = guidAt(call.body, 'folderId');
  if (folderId === undefined || state.folders.get(folderId)?.accountId === call.accountId) return folderId;
  // UNKNOWN: what becomes of a folder that the account does not have.
  return refuseField({ field: 'folderId', description: 'is not a folder of the account', violatedRule: 'CUSTOM' });
}

function createProject(state: SandboxState, call: AccountCall): Answer {
  const { body } = call;
  const type = enumAt(body, 'type', ['UNKNOWN', 'WIX', 'HEADLESS', 'BRANDED_APP']);
  if (type === undefined || type === 'UNKNOWN') {
    return refuseField({ field: 'type', description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' });
  }
  const name = stringAt(body, 'name') === undefined ? undefined : textAt(body, 'name', 255);
  const templateId = guidAt(body, 'templateId') ?? blankTemplates.editor;
  const apps = (objectsAt(body, 'apps') ?? []).map((app) => ({ appDefId: guidAt(app, 'appDefId') }));
  if (apps.length > 100) refuseField({ field: 'apps', description: 'has more than 100 items', violatedRule: 'MAX' });
  const folderId = folderAt(state, call);
  const isStudio = type === 'WIX' && templateId === blankTemplates.studio;
  const site = newSite(state, call, {
    displayName: name ?? 'My Site',
    ...kinds[type],
    ...(isStudio ? { editorType: 'STUDIO' } : {}),
    ...(folderId === undefined ? {} : { folderId }),
  });
  return ok({ project: { metaSiteId: site.id, siteId: site.htmlAppId, templateId, apps } });
}

/** dev.wix.com/docs/rest/account-level/projects/project-v1/create-project, served under both of its paths. */
export const projectRoutes: readonly Route[] = ['/funnel/projects/v1/create', '/funnel-projects/v1/create'].map(
  (path): Route => ({
    operation: 'Create Project',
    method: 'POST',
    path,
    level: 'account',
    permission: 'META_SITE_PROVISION.PROVISION',
    handle: createProject,
  }),
);
