import { z } from 'zod';
import { type Answer, applicationError, ok } from '../answer.ts';
import { textParameter } from '../request/parameters.ts';
import { guid } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import type { SandboxState } from '../state/state.ts';

/** The names of editors differ from those of Query Sites. UNKNOWN: what Editor X and ADI are called here. */
const editorTypes: Readonly<Record<string, string>> = {
  EDITOR: 'WIX_EDITOR',
  STUDIO: 'WIX_STUDIO',
  ODEDITOR: 'ODEDITOR',
  EDITORLESS: 'EDITORLESS',
};

function getEditorUrls(state: SandboxState, call: Call): Answer {
  const site = state.sites.get(call.siteId);
  // UNKNOWN: which status comes with which of the two codes.
  if (site === undefined) return applicationError(404, 'SITE_NOT_FOUND');
  const editorType = editorTypes[site.editorType] ?? call.quirks.otherEditors;
  if (editorType === 'EDITORLESS') {
    return call.quirks.editorlessUrls === 'notFound'
      ? applicationError(call.quirks.editorUrlsRefusal, 'EDITOR_NOT_FOUND')
      : ok({ urls: { editorType, editorUrl: null, previewUrl: null } });
  }
  const host = editorType === 'WIX_STUDIO' ? 'create.editorx.com' : 'editor.wix.com';
  const page = (mode: string) => `https://${host}/html/editor/web/renderer/${mode}/${site.htmlAppId}`;
  const query = `metaSiteId=${site.id}`;
  return ok({ urls: { editorType, editorUrl: `${page('edit')}?${query}`, previewUrl: `${page('preview')}?${query}` } });
}

/** dev.wix.com/docs/rest/business-management/site-urls/editor-urls. Sites have no branches here, so `branchId` changes nothing. */
export const editorUrlRoutes: readonly Route[] = [
  route({
    operation: 'Get Editor Urls',
    method: 'GET',
    path: '/editor-urls',
    level: 'site',
    permission: 'MetaSite.Read',
    query: z.strictObject({ branchId: textParameter(guid) }),
    handle: getEditorUrls,
  }),
];
