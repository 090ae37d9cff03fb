import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { documentedKinds, siteKinds } from '../../../src/graph/site/model.ts';
import { useGraph } from '../../support/graph.ts';

const unknownId = '0a0b0c0d-0000-4000-8000-000000000000';

describe('the kinds of sites', () => {
  it('are those of the typings of the SDK', () => {
    const typings = new URL('index.typings.d.mts', import.meta.resolve('@wix/auto_sdk_identity_sign-on-policy'));
    const [, body = ''] =
      readFileSync(fileURLToPath(typings), 'utf8').match(/declare enum Namespace \{([\s\S]*?)\n\}/) ?? [];
    const names = [...body.matchAll(/^\s+(\w+) = "\1"/gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(30);
    expect(Object.keys(siteKinds).sort()).toEqual(names.filter((name) => name !== 'UNKNOWN_NAMESPACE').sort());
  });

  const graph = useGraph();

  it('are all found by id', async () => {
    const { state } = graph.sandbox;
    const [site] = [...state.sites.values()].filter(({ accountId }) => accountId === graph.sandbox.accountId);
    if (site === undefined) throw new Error('no site');
    for (const [at, namespace] of Object.keys(siteKinds).entries()) {
      const id = `0a0b0c0d-0000-4000-8000-${String(at + 1).padStart(12, '0')}`;
      state.sites.set(id, { ...site, id, namespace });
      const { data, errors, calls } = await graph.ask(`{ site(id: "${id}") { kind } }`);
      expect([data, errors, calls]).toEqual([{ site: { kind: namespace } }, undefined, { 'Query Sites': 1 }]);
      state.sites.delete(id);
    }
    expect((await graph.ask(`{ site(id: "${unknownId}") { kind } }`)).data).toEqual({ site: null });
  });
});

describe('kinds of sites that Wix rejects', () => {
  const graph = useGraph({ quirks: { siteNamespaces: 'documented' } });

  it('are requested once, and a site that is not found is not reported as missing', async () => {
    const { state, accountId } = graph.sandbox;
    const [site] = [...state.sites.values()].filter((one) => one.accountId === accountId);
    const find = (id: string | undefined) => graph.ask(`{ site(id: "${id}") { id } }`);
    const first = await find(site?.id);
    expect([first.data, first.errors, first.calls]).toEqual([
      { site: { id: site?.id } },
      undefined,
      { 'Query Sites': 2 },
    ]);
    expect((await find(site?.id)).calls).toEqual({ 'Query Sites': 1 });
    const missing = await find(unknownId);
    expect(missing.data).toEqual({ site: null });
    expect(missing.errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_INVALID_RESPONSE']);
    expect(missing.errors?.[0]?.message).toContain('unknown whether this site exists');
    const several = await graph.ask(`{ sites(ids: ["${site?.id}", "${unknownId}"]) { id } }`);
    expect(several.data).toEqual({ sites: [{ id: site?.id }, null] });
    expect(several.errors?.map(({ path }) => path)).toEqual([['sites', 1]]);
  });

  it('are an error as a filter of a list', async () => {
    const { errors } = await graph.ask('{ account { sites(filter: { kinds: [CODUX] }) { nodes { id } } } }');
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });

  it('cost documented ones nothing', () => {
    expect(Object.keys(siteKinds)).toEqual(expect.arrayContaining(Object.keys(documentedKinds)));
    expect(Object.keys(siteKinds).length).toBe(39);
  });
});
