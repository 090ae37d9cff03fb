import { describe, expect, it } from 'vitest';
import { gatewayNames, useSupergraph } from './supergraph/use-supergraph.ts';
import { special } from './tickets/desk.ts';

const numbers = (first: number, count: number) => Array.from({ length: count }, (_, index) => `T-${first + index}`);

describe.each(gatewayNames)('joins through %s', (gateway) => {
  const supergraph = useSupergraph(gateway);
  const nameOf = (siteId: string | null) => supergraph.sandbox.state.sites.get(siteId ?? '')?.displayName;

  it('bring the tickets of 20 sites with one request to each subgraph and one REST call', async () => {
    const { data, errors, requests, calls } = await supergraph.ask(
      '{ account { sites(first: 20) { nodes { id displayName tickets { id subject } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.account.sites.nodes).toHaveLength(20);
    for (const site of data.account.sites.nodes) {
      expect(site.tickets).toEqual(supergraph.desk.ofSite(site.id).map(({ id, subject }) => ({ id, subject })));
    }
    expect(requests).toEqual({ account: 1, tickets: 1 });
    expect(calls).toEqual({ 'Query Sites': 1 });
  });

  it('bring the sites of 20 tickets with one request to each subgraph and one REST call', async () => {
    const ids = numbers(1, 20);
    const { data, errors, requests, calls } = await supergraph.ask(
      'query ($ids: [ID!]!) { tickets(ids: $ids) { id subject site { displayName isPublished } } }',
      { ids },
    );
    expect(errors).toBeUndefined();
    expect(data.tickets.map((ticket: { id: string }) => ticket.id)).toEqual(ids);
    for (const { id, site } of data.tickets) {
      expect(site.displayName).toBe(nameOf(supergraph.desk.byId(id)?.siteId ?? null));
    }
    expect(requests).toEqual({ account: 1, tickets: 1 });
    expect(calls).toEqual({ 'Query Sites': 1 });
  });

  it('ask Wix for each site once, however many tickets name it', async () => {
    const { data, requests, calls } = await supergraph.ask(
      'query ($ids: [ID!]!) { tickets(ids: $ids) { id site { displayName } } }',
      { ids: numbers(21, 20) },
    );
    for (const { id, site } of data.tickets) {
      expect(site.displayName).toBe(nameOf(supergraph.desk.byId(id)?.siteId ?? null));
    }
    expect(requests).toEqual({ account: 1, tickets: 1 });
    expect(calls).toEqual({ 'Query Sites': 1 });
    const asked = supergraph.sandbox.calls
      .entries()
      .map(({ body }) => (body as { query: { filter: { id: { $in: string[] } } } }).query.filter.id.$in.length);
    expect(asked).toEqual([5]);
    // Hive merges equal representations; Apollo Gateway sends them all, and they cost nothing here.
    expect(supergraph.hosted.account.requests[0]?.representations).toHaveLength(gateway === 'apollo' ? 20 : 5);
  });

  it('bring people and accounts of 20 tickets with one REST call for each kind', async () => {
    const { data, errors, requests, calls } = await supergraph.ask(
      'query ($ids: [ID!]!) { tickets(ids: $ids) { assignee { email } account { name } } }',
      { ids: [...numbers(1, 20), special.bare] },
    );
    expect(errors).toBeUndefined();
    expect(data.tickets).toHaveLength(21);
    expect(data.tickets[0].assignee.email).toMatch(/@/);
    expect(data.tickets[0].account.name).toBe('Northwind Studio');
    expect(data.tickets[20].assignee).toBeNull();
    // Apollo Gateway fetches the two types of entities apart.
    expect(requests).toEqual({ account: gateway === 'apollo' ? 2 : 1, tickets: 1 });
    expect(calls).toEqual({ 'Search Team': 1, 'Get Account': 1 });
  });

  it('page through the list of a neighbour beside our own, with the page info that both define', async () => {
    const { data, errors, requests, calls } = await supergraph.ask(`{
      account {
        sites(first: 2) { pageInfo { hasNextPage } nodes { id } }
        tickets(first: 2) { pageInfo { hasNextPage endCursor } nodes { id } }
      }
    }`);
    expect(errors).toBeUndefined();
    expect(data.account.sites.pageInfo).toEqual({ hasNextPage: true });
    expect(data.account.tickets).toEqual({
      pageInfo: { hasNextPage: true, endCursor: expect.any(String) },
      nodes: [{ id: 'T-1' }, { id: 'T-2' }],
    });
    expect(requests).toEqual({ account: 1, tickets: 1 });
    expect(calls).toEqual({ 'Query Sites': 1 });
  });

  it('give a neighbour the fields of ours that it requires', async () => {
    const { data, errors, requests, calls } = await supergraph.ask(
      '{ tickets(ids: ["T-1", "T-2"]) { site { ticketSummary } } }',
    );
    expect(errors).toBeUndefined();
    const [first] = data.tickets;
    expect(first.site.ticketSummary).toBe(
      `${nameOf(supergraph.desk.byId('T-1')?.siteId ?? null)} (published): 6 tickets`,
    );
    expect(requests).toEqual({ account: 1, tickets: 2 });
    expect(calls).toEqual({ 'Query Sites': 1 });
  });

  it('give a third subgraph what it requires of two others', async () => {
    const { data, errors, requests, calls } = await supergraph.ask(
      '{ account { sites(first: 100) { nodes { id isPremium openTicketCount urgency } } } }',
    );
    expect(errors).toBeUndefined();
    const { nodes } = data.account.sites;
    expect(
      nodes.some((site: { urgency: number; openTicketCount: number }) => site.urgency > site.openTicketCount),
    ).toBe(true);
    for (const site of nodes) expect(site.urgency).toBe(site.openTicketCount * (site.isPremium ? 2 : 1));
    expect(requests).toEqual({ account: 1, tickets: 1, triage: 1 });
    expect(calls).toEqual({ 'Query Sites': 1 });
  });

  it('take the site name that a neighbour provides', async () => {
    const { data, errors, requests, calls } = await supergraph.ask('{ busiestSites { displayName } }');
    expect(errors).toBeUndefined();
    expect(data.busiestSites).toHaveLength(3);
    expect(data.busiestSites[0].displayName).toBe(nameOf(supergraph.desk.byId('T-1')?.siteId ?? null));
    // Hive's own planner fetches from the owner what is provided; the Rust one does not.
    expect(requests).toEqual(gateway === 'hive' ? { account: 1, tickets: 1 } : { tickets: 1 });
    expect(calls).toEqual(gateway === 'hive' ? { 'Query Sites': 1 } : {});
  });

  it('take what a neighbour provides of another neighbour', async () => {
    const { data, errors, requests } = await supergraph.ask('{ nextTicket { id subject } }');
    expect(errors).toBeUndefined();
    expect(data.nextTicket).toEqual({ id: 'T-1', subject: 'Question 1' });
    expect(requests).toEqual(gateway === 'hive' ? { tickets: 1, triage: 1 } : { triage: 1 });
  });
});
