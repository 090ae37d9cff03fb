import { describe, expect, it } from 'vitest';
import { withExactKeys } from '../../src/graph/federation/sdl.ts';
import { gatewayNames, useSupergraph } from './supergraph/use-supergraph.ts';
import { special } from './tickets/desk.ts';

const siteOfTicket = 'query ($ids: [ID!]!) { tickets(ids: $ids) { id site { displayName } } }';

describe.each(gatewayNames)('entities through %s', (gateway) => {
  describe('with all keys', () => {
    const supergraph = useSupergraph(gateway);

    it('are null where the account does not have them, and the rest stands', async () => {
      const { data, errors, requests, calls } = await supergraph.ask(siteOfTicket, {
        ids: ['T-1', special.goneSite, 'T-2'],
      });
      expect(data.tickets).toEqual([
        { id: 'T-1', site: { displayName: expect.any(String) } },
        { id: special.goneSite, site: { displayName: null } },
        { id: 'T-2', site: { displayName: expect.any(String) } },
      ]);
      expect(errors).toBeUndefined();
      expect(requests).toEqual({ account: 1, tickets: 1 });
      expect(calls).toEqual({ 'Query Sites': 1 });
    });

    it('are asked for by the shortest key, which does not find the site of a child account', async () => {
      const { data } = await supergraph.ask(siteOfTicket, { ids: [special.childSite] });
      expect(supergraph.hosted.account.requests[0]?.representations).toEqual([
        { __typename: 'Site', id: supergraph.desk.byId(special.childSite)?.siteId },
      ]);
      expect(data.tickets).toEqual([{ id: special.childSite, site: { displayName: null } }]);
    });

    it('are asked for by a key of several fields', async () => {
      const { data } = await supergraph.ask('{ ticket(id: "T-1") { assignee { name { full } } } }');
      expect(supergraph.hosted.account.requests[0]?.representations).toEqual([
        { __typename: 'TeamMember', accountId: supergraph.sandbox.accountId, userId: expect.any(String) },
      ]);
      expect(data.ticket.assignee.name.full).toEqual(expect.any(String));
    });

    it('of a neighbour are asked for by the composite key', async () => {
      const { data } = await supergraph.ask('{ account { sites(first: 1) { nodes { tickets { id } } } } }');
      const [representation] = supergraph.hosted.tickets.requests[0]?.representations ?? [];
      expect(representation).toMatchObject({ __typename: 'Site', account: { id: supergraph.sandbox.accountId } });
      expect(data.account.sites.nodes[0].tickets[0].id).toMatch(/^T-/);
    });
  });

  describe('with exact keys', () => {
    const supergraph = useSupergraph(gateway, { publish: withExactKeys });

    it('are found in the account that the composite key names, with one REST call for each account', async () => {
      const { data, requests, calls } = await supergraph.ask(siteOfTicket, {
        ids: ['T-1', special.childSite, 'T-2'],
      });
      const { sites } = supergraph.sandbox.state;
      const siteId = supergraph.desk.byId(special.childSite)?.siteId ?? '';
      expect(data.tickets[1]).toEqual({
        id: special.childSite,
        site: { displayName: sites.get(siteId)?.displayName },
      });
      expect(data.tickets[0].site.displayName).toEqual(expect.any(String));
      expect(requests).toEqual({ account: 1, tickets: 1 });
      expect(calls).toEqual({ 'Query Sites': 2 });
    });
  });
});
