import { describe, expect, it } from 'vitest';
import { toSiteEditorUrls, toSiteUrl } from '../../../src/graph/site-url/model.ts';
import { WixError } from '../../../src/wix/error.ts';

const url = 'https://www.example.com';

describe('toSiteUrl', () => {
  it('takes over what Wix sends', () => {
    expect(
      toSiteUrl({
        url,
        urlType: 'PREMIUM',
        primary: true,
        multilingualInfo: { languageCode: 'pt-BR', defaultLanguage: true },
      }),
    ).toEqual({
      url,
      type: 'PREMIUM',
      typeRaw: 'PREMIUM',
      isPrimary: true,
      language: 'pt-BR',
      isDefaultLanguage: true,
    });
  });

  it.each([
    [{ url }],
    [{ url, urlType: null, primary: null, multilingualInfo: null }],
    [{ url, urlType: '', primary: 'true', multilingualInfo: 'pt' }],
    [{ url, primary: false, multilingualInfo: {} }],
  ])('reads %j as an address of which only the URL is known', (raw) => {
    expect(toSiteUrl(raw)).toEqual({
      url,
      type: 'UNKNOWN',
      typeRaw: null,
      isPrimary: false,
      language: null,
      isDefaultLanguage: false,
    });
  });

  it('keeps the word for a type that it does not know', () => {
    expect(toSiteUrl({ url, urlType: 'GOLD' })).toMatchObject({ type: 'UNKNOWN', typeRaw: 'GOLD' });
  });

  it.each([[{}], [{ url: '' }], [{ url: null }], [{ url: 5 }]])('refuses %j: it leads nowhere', (raw) => {
    expect(() => toSiteUrl(raw)).toThrow(WixError);
  });
});

describe('toSiteEditorUrls', () => {
  it.each([
    ['WIX_EDITOR', 'EDITOR'],
    ['WIX_STUDIO', 'STUDIO'],
    ['ODEDITOR', 'HARMONY'],
    ['EDITORLESS', 'NONE'],
    ['WIXEL', 'UNKNOWN'],
    ['UNKNOWN', 'UNKNOWN'],
    ['EDITOR', 'UNKNOWN'],
    ['toString', 'UNKNOWN'],
  ])('calls %s %s and keeps the word', (editorType, editor) => {
    expect(toSiteEditorUrls({ editorType })).toEqual({
      editor,
      editorRaw: editorType,
      editUrl: null,
      previewUrl: null,
    });
  });

  it.each([[{}], [{ editorType: null, editorUrl: null, previewUrl: '' }], [{ editorType: 1, editorUrl: {} }]])(
    'knows nothing from %j',
    (raw) => {
      expect(toSiteEditorUrls(raw)).toEqual({ editor: 'UNKNOWN', editorRaw: null, editUrl: null, previewUrl: null });
    },
  );
});
