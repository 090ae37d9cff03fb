import { describe, expect, it } from 'vitest';
import { type TestGraph, useGraph } from '../../support/graph.ts';
import { agencySites, isFree, noId, soon } from '../../support/sites.ts';

const document = `mutation ($input: DuplicateSiteInput!) { duplicateSite(input: $input) {
  site { id displayName kind isPublished isPremium hasDomain }
  userErrors { code path }
} }`;

function named({ sandbox }: TestGraph, name: string) {
  return [...sandbox.state.sites.values()].filter(({ displayName }) => displayName === name);
}

describe('duplicateSite', () => {
  const graph = useGraph({ now: new Date(Date.now() + 3_600_000), server: soon });
  const { sandbox } = graph;
  const [source] = agencySites(sandbox, (site) => site.premium && site.published);
  const duplicate = (input: object) => graph.ask(document, { input: { siteId: source.id, ...input } });

  it('makes a copy with one call, and one more to read it', async () => {
    const { data, errors, calls } = await duplicate({ displayName: 'Sunset Boutique' });
    expect(errors).toBeUndefined();
    expect(data.duplicateSite).toEqual({
      site: {
        id: named(graph, 'Sunset Boutique')[0]?.id,
        displayName: 'Sunset Boutique',
        kind: source.namespace,
        isPublished: false,
        isPremium: false,
        hasDomain: false,
      },
      userErrors: [],
    });
    expect(calls).toEqual({ 'Duplicate Site': 1, 'Query Sites': 3 });
    expect(sandbox.calls.entries().find(({ operation }) => operation === 'Duplicate Site')?.body).toEqual({
      sourceSiteId: source.id,
      siteDisplayName: 'Sunset Boutique',
    });
  });

  it('answers that there is no such site', async () => {
    const { data, errors } = await duplicate({ siteId: noId, displayName: 'Copy' });
    expect(errors).toBeUndefined();
    expect(data.duplicateSite).toMatchObject({
      site: null,
      userErrors: [{ code: 'NOT_FOUND', path: ['input', 'siteId'] }],
    });
  });

  it.each([
    ['a blank name', { displayName: ' ' }, 'displayName'],
    ['a name of 21 characters', { displayName: 'Sunset Boutique Hotel' }, 'displayName'],
    ['a site that is no GUID', { displayName: 'Copy', siteId: 'mine' }, 'siteId'],
  ])('refuses %s without a call', async (_name, input, field) => {
    const { data, calls } = await duplicate(input);
    expect(data.duplicateSite.userErrors).toEqual([{ code: 'BAD_USER_INPUT', path: ['input', field] }]);
    expect(calls).toEqual({});
  });

  it('finds the copy when its answer is lost', async () => {
    sandbox.faults.inject({ kind: 'truncated', operation: 'Duplicate Site' });
    const { data, calls } = await duplicate({ displayName: 'Lost copy' });
    expect(data.duplicateSite.site.id).toBe(named(graph, 'Lost copy')[0]?.id);
    expect(named(graph, 'Lost copy')).toHaveLength(1);
    expect(calls['Duplicate Site']).toBe(1);
  });

  it('does not know which one it is when two of the name are new', async () => {
    // Somebody else makes one of the name at the same time.
    const twin = () => {
      const id = '3c6d1f0a-59f4-4d0e-8c7e-2f8a1b9d4e55';
      const [source] = agencySites(sandbox, isFree);
      const createdDate = sandbox.clock.now().toISOString();
      sandbox.state.sites.set(id, { ...source, id, displayName: 'Two of us', createdDate });
      return true;
    };
    sandbox.faults.inject({ kind: 'truncated', operation: 'Duplicate Site', match: twin });
    const { errors } = await duplicate({ displayName: 'Two of us' });
    expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(named(graph, 'Two of us')).toHaveLength(2);
  });

  it('says that it does not know when nothing was made and the answer is lost', async () => {
    sandbox.faults.inject({ kind: 'reset', operation: 'Duplicate Site' });
    const { errors, calls } = await duplicate({ displayName: 'Never made' });
    expect(errors).toMatchObject([{ path: ['duplicateSite'], extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(calls['Duplicate Site']).toBe(1);
    expect((await graph.ask(String(errors?.[0]?.extensions['verify']))).errors).toBeUndefined();
  });

  it('makes one copy under one idempotency key', async () => {
    const input = { displayName: 'Once', idempotencyKey: 'duplicate-1' };
    const answers = await Promise.all([duplicate(input), duplicate(input), duplicate(input)]);
    for (const { data } of answers) expect(data).toEqual(answers[0]?.data);
    expect(named(graph, 'Once')).toHaveLength(1);
    const other = await duplicate({ ...input, displayName: 'Twice' });
    expect(other.errors).toMatchObject([{ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
  });
});

describe('duplicateSite without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden', async () => {
    const [{ id }] = agencySites(graph.sandbox, isFree);
    const { errors } = await graph.ask(document, { input: { siteId: id, displayName: 'Copy' } });
    expect(errors).toMatchObject([{ path: ['duplicateSite'], extensions: { code: 'FORBIDDEN' } }]);
  });
});
