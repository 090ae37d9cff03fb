import { endpoint, shape } from '../../wix/endpoint.ts';

/** A template as Wix sends it. Only `id` is certain to be present. */
export interface WixTemplate {
  readonly id?: unknown;
  readonly name?: unknown;
  readonly createdDate?: unknown;
  readonly updatedDate?: unknown;
  readonly lastEditedDate?: unknown;
  readonly hidden?: unknown;
  readonly platform?: unknown;
  readonly templateType?: unknown;
  /** The sites created from it. UNKNOWN: the shape of its items. */
  readonly sites?: unknown;
}

export const getTemplate = endpoint({
  name: 'Get Template',
  method: 'GET',
  path: '/wixstudio/templates/v1/templates/{templateId}',
  params: { templateId: 'guid' },
  level: 'account',
  retry: 'read',
  permission: 'SCOPE.STUDIO.MANAGE-CUSTOM-TEMPLATES',
  certainty: 'preview',
  source: 'dev.wix.com/docs/api-reference/account-level/studio-workspace/template-v1/get-template, read 2026-11-23',
  response: shape<{ readonly template?: WixTemplate }>(),
});

export const createSiteFromTemplate = endpoint({
  name: 'Create Site From Template',
  method: 'POST',
  path: '/wixstudio/templates/v1/templates/{templateId}/create-site',
  params: { templateId: 'guid' },
  level: 'account',
  retry: 'unsafeWrite',
  permission: 'SCOPE.STUDIO.MANAGE-CUSTOM-TEMPLATES',
  certainty: 'partlyUnknown',
  source:
    'dev.wix.com/docs/api-reference/account-level/studio-workspace/template-v1/create-site-from-template, read 2026-11-23',
  // UNKNOWN: the body. Everything documented is in the path.
  body: shape<Readonly<Record<string, never>>>(),
  // UNKNOWN: the one field, whose name begins with `createdSiteMeta`.
  response: shape<Readonly<Record<string, unknown>>>(),
});
