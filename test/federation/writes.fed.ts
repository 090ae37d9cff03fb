import { describe, expect, it, vi } from 'vitest';
import { gatewayNames, useSupergraph } from './supergraph/use-supergraph.ts';

const createTicket =
  'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { id site { displayName } } }';

describe.each(gatewayNames)('writes through %s', (gateway) => {
  const supergraph = useSupergraph(gateway);
  const anySite = () => {
    const { sandbox } = supergraph;
    const site = [...sandbox.state.sites.values()].find((candidate) => candidate.accountId === sandbox.accountId);
    return { id: site?.id, displayName: site?.displayName };
  };

  it('are sent once and joined with our fields', async () => {
    const site = anySite();
    const { data, errors, requests, calls } = await supergraph.ask(createTicket, {
      input: { subject: 'New', siteId: site.id, accountId: supergraph.sandbox.accountId },
    });
    expect(errors).toBeUndefined();
    expect(data.createTicket).toEqual({ id: expect.any(String), site: { displayName: site.displayName } });
    expect(supergraph.desk.byId(data.createTicket.id)?.subject).toBe('New');
    expect(requests).toEqual({ account: 1, tickets: 1 });
    expect(calls).toEqual({ 'Query Sites': 1 });
  });

  it('that are refused say why and where', async () => {
    const before = supergraph.desk.all().length;
    const { status, data, errors, requests } = await supergraph.ask(createTicket, {
      input: { subject: 'New', siteId: 'no guid', accountId: supergraph.sandbox.accountId },
    });
    expect(status).toBe(200);
    expect(data).toEqual({ createTicket: null });
    expect(errors).toMatchObject([
      { path: ['createTicket'], extensions: { code: 'BAD_USER_INPUT', field: 'input.siteId' } },
    ]);
    expect(requests).toEqual({ tickets: 1 });
    expect(supergraph.desk.all()).toHaveLength(before);
  });
});

describe.each(['hive', 'hive-rust'] as const)('writes through %s with retries', (gateway) => {
  const supergraph = useSupergraph(gateway, { maxRetries: 2 });

  it('that fail are not sent again: the answer has status 200 and no Retry-After', async () => {
    const { data, errors, requests } = await supergraph.ask('mutation { solveTicket(id: "T-1") { id } }');
    expect(data).toEqual({ solveTicket: null });
    expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfterMs: 30_000 } }]);
    expect(requests).toEqual({ tickets: 1 });
    const [answer] = supergraph.hosted.tickets.answers;
    expect(answer?.status).toBe(200);
    expect(answer?.headers.has('retry-after')).toBe(false);
  });
});

describe.each(['hive', 'hive-rust'] as const)('events through %s', (gateway) => {
  const supergraph = useSupergraph(gateway);

  it('are joined with our fields one by one', async () => {
    const { sandbox } = supergraph;
    const site = [...sandbox.state.sites.values()].find((candidate) => candidate.accountId === sandbox.accountId);
    const response = await fetch(supergraph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { ticketCreated { subject site { displayName } } }' }),
    });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    await vi.waitFor(() => expect(supergraph.desk.listeners).toBe(1));
    supergraph.desk.create({ subject: 'Event', siteId: site?.id ?? null, accountId: sandbox.accountId });

    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk);
      if (text.includes('data: {')) break;
    }
    expect(JSON.parse(/data: (.*)/.exec(text)?.[1] ?? '')).toEqual({
      data: { ticketCreated: { subject: 'Event', site: { displayName: site?.displayName } } },
    });
  });
});
