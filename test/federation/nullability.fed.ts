import { describe, expect, it } from 'vitest';
import { gatewayNames, useSupergraph } from './supergraph/use-supergraph.ts';
import { special } from './tickets/desk.ts';

// Everything that tickets knows of a site, among fields that only the account graph has.
const shown = 'id tickets { id } displayName kind folder { name } account { id }';
const nullable = `query ($ids: [ID!]!) { tickets(ids: $ids) { id site { ${shown} } } }`;
const nonNull = `{ busiestSites(count: 3) { id tickets { id } kind isPremium dashboardUrl openTicketCount } }`;

describe.each(gatewayNames)('what a neighbour knows of an object, through %s', (gateway) => {
  const supergraph = useSupergraph(gateway);
  const known = (ticketId: string) => ({
    id: supergraph.desk.byId(ticketId)?.siteId,
    tickets: expect.arrayContaining([{ id: ticketId }]),
  });

  it('stays, without an error, where the account graph does not have the object', async () => {
    const ids = ['T-1', special.goneSite, special.childSite];
    const { data, errors } = await supergraph.ask(nullable, { ids });
    expect(errors).toBeUndefined();
    expect(data.tickets[0].site).toMatchObject({ ...known('T-1'), displayName: expect.any(String) });
    for (const [index, id] of [special.goneSite, special.childSite].entries()) {
      expect(data.tickets[index + 1].site).toMatchObject({ ...known(id), displayName: null, kind: null, folder: null });
    }
  });

  it('stays where reading the object fails, with an error', async () => {
    supergraph.sandbox.faults.inject({ kind: 'status', status: 503, operation: 'Query Sites', times: Infinity });
    const { data, errors } = await supergraph.ask(nullable, { ids: ['T-1'] });
    expect(data.tickets[0]).toMatchObject({ id: 'T-1', site: { ...known('T-1'), displayName: null } });
    // Hive repeats the error of an object for each of its fields.
    expect(new Set(errors?.map(({ extensions }) => extensions['code']))).toEqual(new Set(['UPSTREAM_UNAVAILABLE']));
  });

  it.each(['failing', 'down'])('stays behind non-null fields while the account graph is %s', async (state) => {
    const { outage } = supergraph.hosted.account;
    if (state === 'down') outage.isOn = true;
    else supergraph.sandbox.faults.inject({ kind: 'status', status: 503, operation: 'Query Sites', times: Infinity });
    try {
      const { data, errors } = await supergraph.ask(nonNull);
      expect(data.busiestSites).toHaveLength(3);
      for (const site of data.busiestSites) {
        const nothing = { kind: null, isPremium: null, dashboardUrl: null };
        expect(site).toMatchObject({ id: expect.any(String), openTicketCount: expect.any(Number), ...nothing });
        expect(site.tickets.length).toBeGreaterThan(0);
      }
      expect(errors?.length).toBeGreaterThan(0);
    } finally {
      outage.isOn = false;
    }
  });

  it('stays behind nullable fields while the account graph is down', async () => {
    const { outage } = supergraph.hosted.account;
    outage.isOn = true;
    try {
      const { data } = await supergraph.ask(nullable, { ids: ['T-1'] });
      expect(data.tickets[0]).toMatchObject({ id: 'T-1', site: { ...known('T-1'), displayName: null, kind: null } });
    } finally {
      outage.isOn = false;
    }
  });
});
