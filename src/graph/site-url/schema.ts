import { guidInput } from '../../lib/guid-input.ts';
import { builder, rawValue } from '../builder.ts';
import { checkedBy } from '../checked-arguments.ts';
import { EditorKindRef } from '../site/inputs.ts';
import { SiteRef } from '../site/schema.ts';
import { editorUrlsOfSite, urlsOfSite } from './loader.ts';
import type { SiteEditorUrls, SiteUrl } from './model.ts';
import { getEditorUrls, listPublishedSiteUrls } from './rest.ts';

const SiteUrlTypeRef = builder.enumType('SiteUrlType', {
  description: "The kind of a site's address.",
  values: {
    PREMIUM: { description: 'An address of a Premium site, usually on a connected domain.' },
    FREE: { description: 'A free address from Wix, for instance on `wixsite.com`.' },
    UNKNOWN: { description: "A kind that this graph doesn't know yet. See `typeRaw`." },
  } as const,
});

const SiteUrlRef = builder.objectRef<SiteUrl>('SiteUrl').implement({
  description: 'An address at which visitors reach a published site.',
  fields: (t) => ({
    url: t.expose('url', { type: 'URL', description: 'The address.' }),
    type: t.expose('type', { type: SiteUrlTypeRef, description: 'The kind of the address.' }),
    typeRaw: t.exposeString('typeRaw', rawValue('kind', 'type')),
    isPrimary: t.exposeBoolean('isPrimary', {
      description: 'Whether this is the main address. Other addresses redirect visitors to it.',
    }),
    language: t.exposeString('language', {
      nullable: true,
      description: 'The language of the address, a BCP 47 tag such as `en-US`. Null for an address without a language.',
    }),
    isDefaultLanguage: t.exposeBoolean('isDefaultLanguage', {
      description: "Whether `language` is the site's default language.",
    }),
  }),
});

const SiteEditorUrlsRef = builder.objectRef<SiteEditorUrls>('SiteEditorUrls').implement({
  description: 'The addresses for editing and previewing a site, for a person signed in to Wix.',
  fields: (t) => ({
    editor: t.expose('editor', {
      type: EditorKindRef,
      description:
        'The editor, usually the same as `Site.editor`, which comes from another Wix service. UNKNOWN for an ' +
        'editor that only this service has; see `editorRaw`.',
    }),
    editorRaw: t.exposeString('editorRaw', {
      nullable: true,
      description: 'The editor as Wix sends it, with other values than `Site.editorRaw`.',
    }),
    editUrl: t.expose('editUrl', {
      type: 'URL',
      nullable: true,
      description: 'The address of the site in its editor. Null if the site has no editor.',
    }),
    previewUrl: t.expose('previewUrl', {
      type: 'URL',
      nullable: true,
      description: 'The address of a preview with unpublished changes. Null if there is no preview.',
    }),
  }),
});

builder.objectFields(SiteRef, (t) => ({
  urls: t.field({
    upstream: { endpoint: listPublishedSiteUrls, per: 'field' },
    listSize: { assumedSize: 3 },
    type: [SiteUrlRef],
    nullable: true,
    description:
      "The addresses at which visitors reach the site, in Wix's order. Empty if it is not published. Costs one " +
      'REST call per site (List Published Site Urls), whatever `type` and `primaryOnly` are. `url` is the main ' +
      'address and costs no call.',
    args: {
      type: t.arg({
        type: SiteUrlTypeRef,
        required: false,
        description: 'Return only addresses of this kind. Defaults to all kinds.',
      }),
      primaryOnly: t.arg.boolean({
        required: false,
        defaultValue: false,
        description: 'Whether to return only main addresses.',
      }),
      inLanguages: t.arg.boolean({
        required: false,
        defaultValue: false,
        description: 'Whether to also return the addresses of each language of a multilingual site.',
      }),
    },
    resolve: (site, args, context) => urlsOfSite(context, site.id, args),
  }),
  editorUrls: t.field({
    upstream: { endpoint: getEditorUrls, per: 'field' },
    type: SiteEditorUrlsRef,
    nullable: true,
    description:
      'The addresses for editing and previewing the site. Null if it has no editor. Costs one REST call per site ' +
      '(Get Editor Urls). `editUrl` of the site costs none.',
    args: {
      branchId: t.arg.id({
        required: false,
        description: 'The GUID of a branch of the site. Defaults to its main version.',
      }),
    },
    ...checkedBy(
      ({ branchId }: { branchId?: string | null }) => branchId && guidInput('branchId', branchId, 'a branch'),
    ),
    resolve: (site, { branchId }, context) =>
      editorUrlsOfSite(context, site.id, branchId ? guidInput('branchId', branchId, 'a branch') : null),
  }),
}));
