import { z } from 'zod';
import { type Answer, ok, Refusal, validationError } from '../answer.ts';
import { filled, guid, optional } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import type { SandboxState } from '../state/state.ts';
import { newSite } from './new-site.ts';

/** Wix's blank templates. */
const blankTemplates = {
  editor: 'b55bdf43-95e0-4cef-b9bb-92dcc7af2742',
  studio: 'fe86a14e-ef67-49b4-a409-d086f3abaa1a',
};

// WIXEL, which the typings have too, is internal. UNKNOWN cannot be created.
const createProjectBody = z.strictObject({
  type: z.enum(['WIX', 'HEADLESS', 'BRANDED_APP', 'VIBE']),
  name: optional(filled(255)),
  templateId: optional(guid),
  folderId: optional(guid),
  apps: optional(z.array(z.strictObject({ appDefId: guid })).max(100)),
});

type CreateProject = Call<z.output<typeof createProjectBody>>;

/** INFERRED: what a project of each type is in lists of sites. */
function kindOf({ body, quirks }: CreateProject): { readonly namespace: string; readonly editorType: string } {
  switch (body.type) {
    case 'WIX':
      return { namespace: 'WIX', editorType: body.templateId === blankTemplates.studio ? 'STUDIO' : 'EDITOR' };
    case 'HEADLESS':
      return { namespace: 'HEADLESS', editorType: 'EDITORLESS' };
    case 'BRANDED_APP':
      return { namespace: 'BRANDED_FIRST', editorType: 'EDITORLESS' };
    case 'VIBE':
      return { namespace: quirks.vibeNamespace, editorType: 'EDITORLESS' };
  }
}

function createProject(state: SandboxState, call: CreateProject): Answer {
  const { name = 'My Site', templateId = blankTemplates.editor, folderId, apps = [] } = call.body;
  if (folderId !== undefined && state.folders.get(folderId)?.accountId !== call.accountId) {
    const answer = validationError([{ field: 'folderId', description: 'is not a folder of the account' }]);
    throw new Refusal({ ...answer, status: call.quirks.unknownProjectFolder });
  }
  const site = newSite(state, call, {
    displayName: name,
    ...kindOf(call),
    ...(folderId === undefined ? {} : { folderId }),
    appIds: apps.map(({ appDefId }) => appDefId),
  });
  return ok({ project: { metaSiteId: site.id, siteId: site.htmlAppId, templateId, apps } });
}

/** dev.wix.com/docs/rest/account-level/projects/project-v1/create-project, served under both of its paths. */
export const projectRoutes: readonly Route[] = ['/funnel/projects/v1/create', '/funnel-projects/v1/create'].map(
  (path) =>
    route({
      operation: 'Create Project',
      method: 'POST',
      path,
      level: 'account',
      permission: 'META_SITE_PROVISION.PROVISION',
      body: createProjectBody,
      handle: createProject,
    }),
);
