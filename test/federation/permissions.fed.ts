import type { GatewayConfigSupergraph } from '@graphql-hive/gateway-runtime';
import { describe, expect, it } from 'vitest';
import { startAccountSupergraph } from './supergraph/account-supergraph.ts';
import { composers } from './supergraph/composers.ts';
import { gateways } from './supergraph/gateways.ts';
import { useSupergraph } from './supergraph/use-supergraph.ts';

/** A caller shows scopes in a header here; in production they come from a checked token. */
const genericAuth: NonNullable<GatewayConfigSupergraph['genericAuth']> = {
  mode: 'protect-granular',
  rejectUnauthenticated: false,
  resolveUserFn: ({ headers }) => {
    const scope = (headers as Readonly<Record<string, string>>)['x-scopes'];
    return scope === undefined ? null : { scope };
  },
};

describe.each(['hive', 'hive-rust'] as const)('permissions in the SDL on %s', (gateway) => {
  describe('that knows its callers', () => {
    const supergraph = useSupergraph(gateway, { authDirectives: true, hive: { genericAuth } });
    const sites = '{ account { id sites(first: 1) { nodes { displayName } } } }';

    it('keep a caller without the scope of a field from its REST call', async () => {
      const { data, errors, calls } = await supergraph.ask(sites, {}, { 'x-scopes': 'ACCOUNT_ROLES.GET_ROLES' });
      expect(data.account).toEqual({ id: supergraph.sandbox.accountId, sites: null });
      expect(errors).toMatchObject([
        { path: ['account', 'sites'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } },
      ]);
      expect(calls).toEqual({});
    });

    it('let a caller with the scope through', async () => {
      const { data, errors, calls } = await supergraph.ask(sites, {}, { 'x-scopes': 'SITE_LIST.READ' });
      expect(errors).toBeUndefined();
      expect(data.account.sites.nodes).toHaveLength(1);
      expect(calls).toEqual({ 'Query Sites': 1 });
    });

    it('keep a caller without the scope of an entity from it, whichever way leads there', async () => {
      const query = '{ tickets(ids: ["T-1"]) { id site { displayName } } }';
      const refused = await supergraph.ask(query, {}, { 'x-scopes': 'ACCOUNT_ROLES.GET_ROLES' });
      expect(JSON.stringify(refused.data)).not.toMatch(/displayName":"/);
      expect(refused.calls).toEqual({});
      const allowed = await supergraph.ask(query, {}, { 'x-scopes': 'SITE_LIST.READ' });
      expect(allowed.data.tickets[0].site.displayName).toEqual(expect.any(String));
    });

    it('keep a caller from what Wix names no permission for, unless they have the scope of the graph', async () => {
      const team = '{ account { id teamMembers(first: 1) { nodes { userId } } } }';
      const unknown = await supergraph.ask(team);
      expect(unknown.data.account).toEqual({ id: supergraph.sandbox.accountId, teamMembers: null });
      expect(unknown.calls).toEqual({});
      const unnamed = await supergraph.ask(team, {}, { 'x-scopes': '' });
      expect([unnamed.data.account.teamMembers, unnamed.calls]).toEqual([null, {}]);
      const known = await supergraph.ask(team, {}, { 'x-scopes': 'graph.read' });
      expect(known.data.account.teamMembers.nodes).toHaveLength(1);
    });
  });

  describe('that knows nobody', () => {
    const supergraph = useSupergraph(gateway, { authDirectives: true });

    it('are passed over', async () => {
      const { data, errors } = await supergraph.ask('{ account { name } }');
      expect(errors).toBeUndefined();
      expect(data.account.name).toBe('Northwind Studio');
    });
  });
});

describe('permissions in the SDL on apollo', () => {
  it('make the gateway refuse to start, because it would not enforce them', async () => {
    const supergraph = await startAccountSupergraph({ profile: 'portable', authDirectives: true });
    try {
      const { supergraphSdl = '' } = composers.apollo(supergraph.subgraphs);
      await expect(gateways.apollo({ supergraphSdl, routerSecret: supergraph.routerSecret })).rejects.toThrow(
        'feature https://specs.apollo.dev/requiresScopes/v0.1 is for: SECURITY but is unsupported',
      );
    } finally {
      await supergraph.close();
    }
  });
});
