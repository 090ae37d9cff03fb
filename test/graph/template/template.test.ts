import { describe, expect, it } from 'vitest';
import { objectId } from '../../../src/graph/object-id.ts';
import { createdSiteId, toTemplate } from '../../../src/graph/template/model.ts';
import { useGraph } from '../../support/graph.ts';
import { agencySites, childAccountIds, isFree, noId, soon } from '../../support/sites.ts';
import { nth } from '../../support/writes.ts';

const document = `mutation ($input: CreateSiteFromTemplateInput!) { createSiteFromTemplate(input: $input) {
  site { id displayName isPublished editor } siteEdge { node { id } }
  dryRun { isPossible changes { type objectId after summary } problems { code path } warnings calls { operation count permission } }
  userErrors { code path }
} }`;

describe('custom templates', () => {
  const graph = useGraph({ now: new Date(Date.now() + 3_600_000), server: soon });
  const { state, accountId, faults } = graph.sandbox;
  const template = nth([...state.templates.values()], 0);
  const made = () => state.templates.get(template.id)?.siteIds ?? [];
  const create = (input: object = {}) => graph.ask(document, { input: { templateId: template.id, ...input } });

  it('are read by id, once for two fields', async () => {
    const { data, errors, calls } = await graph.ask(`{ one: siteTemplate(id: "${template.id.toUpperCase()}") { ...all }
      two: siteTemplate(id: "${template.id}") { name } none: siteTemplate(id: "${noId}") { name } }
      fragment all on SiteTemplate { id templateId name isHidden platformRaw templateTypeRaw createdAt updatedAt lastEditedAt account { id } }`);
    expect(errors).toBeUndefined();
    const { id, name, createdDate, updatedDate } = template;
    expect(data).toEqual({
      one: {
        id: objectId('SiteTemplate', accountId, id),
        templateId: id,
        name,
        isHidden: false,
        platformRaw: 'STUDIO',
        templateTypeRaw: 'CUSTOM',
        createdAt: createdDate,
        updatedAt: updatedDate,
        lastEditedAt: updatedDate,
        account: { id: accountId },
      },
      two: { name },
      none: null,
    });
    expect(calls).toEqual({ 'Get Template': 2 });
  });

  it('are entities, and null in another account', async () => {
    const other = childAccountIds(graph.sandbox)[0];
    const type = (owner = '') => `__typename: "SiteTemplate", id: "${objectId('SiteTemplate', owner, template.id)}"`;
    const { data, errors } = await graph.ask(
      `{ _entities(representations: [{ ${type(accountId)} }, { ${type(other)} }]) { ... on SiteTemplate { name } } }`,
    );
    expect([data, errors]).toEqual([{ _entities: [{ name: template.name }, null] }, undefined]);
  });

  it('make a site each, with an empty body', async () => {
    const before = made();
    const { data, errors, calls } = await create();
    expect(errors).toBeUndefined();
    const id = made().at(-1);
    expect(made()).toEqual([...before, id]);
    expect(data.createSiteFromTemplate).toEqual({
      site: { id, displayName: template.name, isPublished: false, editor: 'STUDIO' },
      siteEdge: { node: { id } },
      dryRun: null,
      userErrors: [],
    });
    expect(calls).toEqual({ 'Get Template': 1, 'Query Sites': 2, 'Create Site From Template': 1 });
    const sent = graph.sandbox.calls.entries().find(({ operation }) => operation === 'Create Site From Template');
    expect(sent?.body).toEqual({});
  });

  it('are only read by a dry run', async () => {
    const before = made();
    const { data } = await create({ dryRun: true });
    expect(data.createSiteFromTemplate).toMatchObject({
      site: null,
      dryRun: {
        isPossible: true,
        changes: [{ type: 'Site', objectId: null, after: template.name }],
        problems: [],
        warnings: [expect.stringContaining('does not document the name')],
        calls: [
          {
            operation: 'Create Site From Template',
            count: 1,
            permission: 'SCOPE.STUDIO.MANAGE-CUSTOM-TEMPLATES',
          },
        ],
      },
    });
    expect(made()).toEqual(before);
  });

  it.each([
    ['a template that the account lacks', { templateId: noId }, 'NOT_FOUND', { 'Get Template': 1 }],
    ['an id that is none', { templateId: 'mine' }, 'BAD_USER_INPUT', {}],
  ])('refuse %s, dry and not', async (_name, input, code, expected) => {
    const refusal = [{ code, path: ['input', 'templateId'] }];
    const { data, calls } = await create(input);
    expect(data.createSiteFromTemplate).toMatchObject({ site: null, userErrors: refusal });
    expect(calls).toEqual(expected);
    const dry = (await create({ ...input, dryRun: true })).data.createSiteFromTemplate;
    expect(dry.dryRun?.problems ?? dry.userErrors).toEqual(refusal);
  });

  it.each([
    [{ createdSiteField: 'createdSiteMetaSite', createdSiteValue: 'object' }],
    [{ templateSites: 'objects' }],
    [{ templateSiteName: 'site' }],
    // The response says nothing that can be read: the site is found by its template.
    [{ createdSiteField: 'site' }],
  ] as const)('make a site whatever the response looks like: %j', async (quirks) => {
    graph.sandbox.setQuirks(quirks);
    const { data, errors, calls } = await create();
    graph.sandbox.setQuirks(null);
    expect(errors).toBeUndefined();
    expect(data.createSiteFromTemplate).toMatchObject({ site: { id: made().at(-1) }, userErrors: [] });
    expect(calls['Create Site From Template']).toBe(1);
  });

  it('make one site when the response is lost, under a key and without', async () => {
    for (const idempotencyKey of [undefined, 'template-1']) {
      const before = made().length;
      faults.inject({ kind: 'truncated', operation: 'Create Site From Template' });
      const { data } = await create({ idempotencyKey });
      expect(data.createSiteFromTemplate.site.id).toBe(made().at(-1));
      if (idempotencyKey !== undefined) expect((await create({ idempotencyKey })).data).toEqual(data);
      expect(made()).toHaveLength(before + 1);
    }
  });

  it('do not take the site of somebody else for the lost one', async () => {
    graph.sandbox.setQuirks({ templateSites: 'omitted' });
    const other = () => {
      const [free] = agencySites(graph.sandbox, isFree);
      const id = '3c6d1f0a-59f4-4d0e-8c7e-2f8a1b9d4e56';
      state.sites.set(id, { ...free, id, createdDate: graph.sandbox.clock.now().toISOString() });
      return true;
    };
    faults.inject({ kind: 'reset', operation: 'Create Site From Template', match: other });
    const { errors } = await create();
    graph.sandbox.setQuirks(null);
    expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect((await graph.ask(String(errors?.[0]?.extensions['verify']))).errors).toBeUndefined();
  });

  it('need their scope', async () => {
    const refused = async (unknownTemplate: 403 | 400) => {
      graph.sandbox.setQuirks({ unknownTemplate });
      const { errors } = await graph.ask(`{ siteTemplate(id: "${noId}") { name } }`);
      graph.sandbox.setQuirks(null);
      return errors?.map(({ extensions }) => extensions.code);
    };
    expect(await refused(403)).toEqual(['FORBIDDEN']);
    expect(await refused(400)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a response about templates', () => {
  const id = '0a0b0c0d-0000-4000-8000-000000000001';
  const other = '0a0b0c0d-0000-4000-8000-000000000002';

  it.each([
    [{ createdSiteMetaSiteId: id.toUpperCase() }, id],
    [{ createdSiteMetaSite: { metaSiteId: id } }, id],
    [{ createdSiteMeta: { id } }, id],
    [{ createdSiteMetaSiteId: 'home' }, null],
    [{ createdSiteMetaSiteId: id, createdSiteMetadata: other }, null],
    [{ metaSiteId: id }, null],
    [{}, null],
  ])('tells the new site where there is one: %j', (response, expected) => {
    expect(createdSiteId(response)).toBe(expected);
  });

  it('tells every site of a template, whatever their list looks like', () => {
    expect(toTemplate({ id: 't', sites: [id, { metaSiteId: other, name: 'x' }, 7, null] }, 'a').siteIds).toEqual([
      id,
      other,
    ]);
    expect(toTemplate({ id: 't' }, 'a')).toMatchObject({ siteIds: [], name: null, isHidden: false });
    expect(() => toTemplate({}, 'a')).toThrow('without an id');
  });
});
