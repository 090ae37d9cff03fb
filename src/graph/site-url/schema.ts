import { builder } from '../builder.ts';
import { EditorKindRef } from '../site/inputs.ts';
import { SiteRef } from '../site/schema.ts';
import { editorUrlsOfSite, urlsOfSite } from './loader.ts';
import type { SiteEditorUrls, SiteUrl } from './model.ts';
import { getEditorUrls, listPublishedSiteUrls } from './rest.ts';

const SiteUrlTypeRef = builder.enumType('SiteUrlType', {
  description: 'What kind of address a site has.',
  values: {
    PREMIUM: { description: 'An address of the Premium site, usually on a connected domain.' },
    FREE: { description: 'An address that Wix gives for free, on `wixsite.com` for instance.' },
    UNKNOWN: { description: 'A kind that this graph does not know yet; see `typeRaw`.' },
  } as const,
});

const SiteUrlRef = builder.objectRef<SiteUrl>('SiteUrl').implement({
  description: 'An address at which visitors find a published site.',
  fields: (t) => ({
    url: t.expose('url', { type: 'URL', description: 'The address.' }),
    type: t.expose('type', { type: SiteUrlTypeRef, description: 'What kind of address it is.' }),
    typeRaw: t.exposeString('typeRaw', {
      nullable: true,
      description: 'The kind in the words of Wix, also where `type` is UNKNOWN.',
    }),
    isPrimary: t.exposeBoolean('isPrimary', {
      description: 'True for the main address; others redirect visitors to it.',
    }),
    language: t.exposeString('language', {
      nullable: true,
      description:
        'The language that it leads to, a BCP 47 tag such as `en-US`; null for an address of no one language.',
    }),
    isDefaultLanguage: t.exposeBoolean('isDefaultLanguage', {
      description: "True if `language` is the site's default language.",
    }),
  }),
});

const SiteEditorUrlsRef = builder.objectRef<SiteEditorUrls>('SiteEditorUrls').implement({
  description: 'Where a site is edited and previewed, for a person who is signed in to Wix.',
  fields: (t) => ({
    editor: t.expose('editor', {
      type: EditorKindRef,
      description:
        'The editor. Usually the same as the editor of the site, which comes from another service of Wix; UNKNOWN for an ' +
        'editor that only this one knows, see `editorRaw`.',
    }),
    editorRaw: t.exposeString('editorRaw', {
      nullable: true,
      description: 'The editor in the words of Wix, which here differ from those of `Site.editorRaw`.',
    }),
    editUrl: t.expose('editUrl', {
      type: 'URL',
      nullable: true,
      description: 'Opens the site in its editor; null where there is none.',
    }),
    previewUrl: t.expose('previewUrl', {
      type: 'URL',
      nullable: true,
      description: 'Shows the site with the changes that are not published yet; null where there is no preview.',
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
      "The addresses at which visitors find the site, in Wix's order; empty while it is not published. One REST call for each " +
      'site (List Published Site Urls), whatever `type` and `primaryOnly` say. `url` is the main address at no cost.',
    args: {
      type: t.arg({ type: SiteUrlTypeRef, required: false, description: 'Only addresses of this kind. Default: all.' }),
      primaryOnly: t.arg.boolean({
        required: true,
        defaultValue: false,
        description: 'Only main addresses.',
      }),
      inLanguages: t.arg.boolean({
        required: true,
        defaultValue: false,
        description: 'The addresses of the languages of a multilingual site too.',
      }),
    },
    resolve: (site, args, context) => urlsOfSite(context, site.id, args),
  }),
  editorUrls: t.field({
    upstream: { endpoint: getEditorUrls, per: 'field' },
    type: SiteEditorUrlsRef,
    nullable: true,
    description:
      'Where the site is edited and previewed; null where it has no editor. One REST call for each site (Get Editor Urls). ' +
      '`editUrl` of the site is cheaper.',
    resolve: (site, _args, context) => editorUrlsOfSite(context, site.id),
  }),
}));
