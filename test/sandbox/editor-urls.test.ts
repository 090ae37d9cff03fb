import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { agencySites, first, siteCall } from './support.ts';

describe('Get Editor Urls', () => {
  const sandbox = createSandbox();
  const siteIn = (editorType: string) => first(agencySites(sandbox).filter((site) => site.editorType === editorType));

  it.each([
    ['EDITOR', 'WIX_EDITOR'],
    ['STUDIO', 'WIX_STUDIO'],
    ['ODEDITOR', 'ODEDITOR'],
    ['EDITORX', 'UNKNOWN'],
    ['ADI', 'UNKNOWN'],
  ])('names the editor %s %s', async (editorType, printed) => {
    const { status, body } = await siteCall(sandbox, siteIn(editorType).id, '/editor-urls');
    expect(status).toBe(200);
    expect(body).toEqual({
      urls: {
        editorType: printed,
        editorUrl: expect.stringMatching(/^https:\/\/.*\/edit\//),
        previewUrl: expect.stringMatching(/^https:\/\/.*\/preview\//),
      },
    });
  });

  it('prints no addresses without an editor, or answers 404 by a quirk', async () => {
    const { id } = siteIn('EDITORLESS');
    expect((await siteCall(sandbox, id, '/editor-urls')).body).toEqual({
      urls: { editorType: 'EDITORLESS', editorUrl: null, previewUrl: null },
    });
    const strict = createSandbox({ quirks: { editorlessUrls: 'notFound' } });
    expect(await siteCall(strict, id, '/editor-urls')).toMatchObject({
      status: 404,
      body: { details: { applicationError: { code: 'EDITOR_NOT_FOUND' } } },
    });
  });
});
