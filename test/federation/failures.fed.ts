import { describe, expect, it } from 'vitest';
import { gatewayNames, useSupergraph } from './supergraph/use-supergraph.ts';
import { special } from './tickets/desk.ts';

/** A refusal that Wix means. (One without a reason may be throttling, and is asked again.) */
const denied = {
  kind: 'status',
  status: 403,
  body: { message: 'No', details: { applicationError: { code: 'PERMISSION_DENIED' } } },
} as const;

describe.each(gatewayNames)('failures through %s', (gateway) => {
  const supergraph = useSupergraph(gateway);

  it('of one field of a neighbour leave the rest, with their code', async () => {
    const { status, data, errors } = await supergraph.ask(
      'query ($ids: [ID!]!) { tickets(ids: $ids) { subject transcript } }',
      { ids: ['T-1', special.lostTranscript] },
    );
    expect(status).toBe(200);
    expect(data.tickets).toEqual([
      { subject: 'Question 1', transcript: 'Conversation 1' },
      { subject: 'Question 43', transcript: null },
    ]);
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'The conversation is lost.',
        path: ['tickets', 1, 'transcript'],
        extensions: { code: 'NOT_FOUND', serviceName: 'tickets' },
      }),
    ]);
  });

  it('of a REST call null what it serves and nothing else, with their code', async () => {
    supergraph.sandbox.faults.inject({ ...denied, operation: 'Query Sites' });
    const { data, errors, calls } = await supergraph.ask(
      '{ account { name sites(first: 2) { nodes { displayName } } tickets(first: 1) { nodes { subject } } } }',
    );
    expect(data.account).toEqual({
      name: 'Northwind Studio',
      sites: null,
      tickets: { nodes: [{ subject: 'Question 1' }] },
    });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.path?.slice(0, 2)).toEqual(['account', 'sites']);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', serviceName: 'account' });
    expect(calls).toEqual({ 'Get Account': 1, 'Query Sites': 1 });
  });

  it('of the REST call behind entities come with the code of each entity', async () => {
    supergraph.sandbox.faults.inject({ kind: 'status', status: 503, operation: 'Query Sites', times: Infinity });
    const { status, data, errors } = await supergraph.ask(
      '{ tickets(ids: ["T-1", "T-2"]) { subject site { displayName } } }',
    );
    expect(status).toBe(200);
    expect(data.tickets).toEqual([
      { subject: 'Question 1', site: { displayName: null } },
      { subject: 'Question 2', site: { displayName: null } },
    ]);
    expect(errors?.map(({ path }) => path?.slice(0, 3))).toEqual([
      ['tickets', 0, 'site'],
      ['tickets', 1, 'site'],
    ]);
    for (const { extensions } of errors ?? []) expect(extensions['code']).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('of one account leave the entities of another alone', async () => {
    const { accountId } = supergraph.sandbox;
    const [child] = [...supergraph.sandbox.state.accounts.values()].filter(
      (account) => account.parentAccountId === accountId,
    );
    supergraph.sandbox.faults.inject({
      ...denied,
      operation: 'Get Account',
      match: (call) => call.accountId === child?.id,
    });
    const { data, errors } = await supergraph.ask(
      'query ($own: ID!, $child: ID!) { own: account(id: $own) { name } child: account(id: $child) { name } }',
      { own: accountId, child: child?.id },
    );
    expect(data).toEqual({ own: { name: 'Northwind Studio' }, child: { name: null } });
    expect(errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['child', 'name'], 'FORBIDDEN'],
    ]);
  });

  it('never tell where Wix is or with which key it is asked', async () => {
    supergraph.sandbox.faults.inject({ kind: 'html', operation: 'Query Sites', times: Infinity });
    const answer = await supergraph.ask('{ tickets(ids: ["T-1"]) { site { displayName } } }');
    expect(answer.errors).toHaveLength(1);
    const text = JSON.stringify(answer);
    for (const secret of Object.values(supergraph.sandbox.keys)) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/https?:|<html/);
  });

  it('are all that a caller gets who passes the gateway by', async () => {
    const response = await fetch(supergraph.hosted.account.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ _service { sdl } }' }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});
