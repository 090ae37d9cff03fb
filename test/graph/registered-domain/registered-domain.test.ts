import { describe, expect, it } from 'vitest';
import { objectId } from '../../../src/graph/object-id.ts';
import { useGraph } from '../../support/graph.ts';
import { childAccountIds } from '../../support/sites.ts';

const fields = `name unicodeName status statusRaw expiresAt contactConfirmation contactConfirmationRaw propagationStatus
  propagationStatusRaw assignment { siteId role site { id } } productInstanceId createdAt updatedAt account { id }`;

describe('domains registered through Wix', () => {
  const graph = useGraph({ features: { registeredDomains: true } });
  const { state, accountId, clock } = graph.sandbox;
  const [own] = [...state.domains.values()].filter(({ connectionType }) => connectionType === 'WIX_REGISTERED');
  if (own?.assignment === undefined) throw new Error('no registered domain');
  const name = own.domain;
  const siteId = own.assignment.siteId;
  const read = (named = name, account = accountId) =>
    graph.ask(`{ registeredDomain(domainName: "${named}", accountId: "${account}") { ${fields} } }`);

  it('are read by name, with their ends', async () => {
    const { data, errors, calls } = await read();
    expect(errors).toBeUndefined();
    expect(data.registeredDomain).toEqual({
      name,
      unicodeName: name,
      status: 'ACTIVE',
      statusRaw: 'ACTIVE',
      expiresAt: data.registeredDomain.expiresAt,
      contactConfirmation: 'UNKNOWN',
      contactConfirmationRaw: 'UNKNOWN_ICANN_CONFIRMATION_STATUS',
      propagationStatus: 'SUCCEEDED',
      propagationStatusRaw: 'COMPLETED',
      assignment: { siteId, role: 'PRIMARY', site: { id: siteId } },
      productInstanceId: state.registrations.get(name)?.productInstanceId,
      createdAt: own.createdDate,
      updatedAt: own.updatedDate,
      account: { id: accountId },
    });
    const end = new Date(data.registeredDomain.expiresAt);
    expect(end.getTime()).toBeGreaterThan(clock.now().getTime());
    expect(end.toISOString().slice(4)).toBe(own.createdDate.slice(4));
    expect(calls).toEqual({ 'Get Registered Domain': 1, 'Query Sites': 1 });
  });

  it('are listed page by page, newest first, and are entities', async () => {
    const registered = await fetchJson('/_sandbox/registrations', {
      domain: 'newer-name.com',
      throughWixBy: accountId,
    });
    expect(registered).toBe(200);
    const page = async (after: string | null) =>
      (
        await graph.ask(
          'query ($after: String) { account { registeredDomains(first: 1, after: $after) { totalCount nodes { id name assignment { siteId } } pageInfo { hasNextPage endCursor } } } }',
          { after },
        )
      ).data.account.registeredDomains;
    const first = await page(null);
    const id = objectId('RegisteredDomain', accountId, 'newer-name.com');
    expect(first).toMatchObject({ totalCount: 2, nodes: [{ id, name: 'newer-name.com', assignment: null }] });
    expect(await page(first.pageInfo.endCursor)).toMatchObject({ nodes: [{ name }], pageInfo: { hasNextPage: false } });
    const { data, errors } = await graph.ask(
      `{ _entities(representations: [{ __typename: "RegisteredDomain", id: "${id}" }]) { ... on RegisteredDomain { name } } }`,
    );
    expect([data, errors]).toEqual([{ _entities: [{ name: 'newer-name.com' }] }, undefined]);
  });

  it('are listed beyond one page of Wix', async () => {
    const names = Array.from({ length: 120 }, (_domain, index) => `many-${index}.com`);
    for (const domain of names) state.domains.set(domain, { ...own, domain });
    const { data, errors } = await graph.ask('{ account { registeredDomains(first: 1) { totalCount } } }');
    for (const domain of names) state.domains.delete(domain);
    expect([data.account.registeredDomains.totalCount, errors]).toEqual([122, undefined]);
  });

  it('are null where the account has not registered them', async () => {
    const connected = [...state.domains.values()].find(({ connectionType }) => connectionType === 'POINTING')?.domain;
    for (const [named, account] of [
      [connected, accountId],
      ['nobody-has-this.com', accountId],
      [name, childAccountIds(graph.sandbox)[0]],
    ]) {
      const { data, errors } = await read(named, account);
      expect([data, errors]).toEqual([{ registeredDomain: null }, undefined]);
    }
  });

  it('are an error where the endpoints are gone, not domains that do not exist', async () => {
    graph.sandbox.setQuirks({ registeredDomainEndpoints: 'gone' });
    const { data, errors } = await graph.ask(
      `{ registeredDomain(domainName: "${name}") { name } account { registeredDomains { nodes { name } } } }`,
    );
    graph.sandbox.setQuirks(null);
    expect(data).toEqual({ registeredDomain: null, account: { registeredDomains: null } });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });

  async function fetchJson(path: string, body: object): Promise<number> {
    const request = new Request(`http://127.0.0.1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await graph.sandbox.fetch(request)).status;
  }
});

describe('domains registered through Wix, without the feature', () => {
  const graph = useGraph();

  it('are an error that names the setting, before anything is sent', async () => {
    const { data, errors, calls } = await graph.ask(
      '{ registeredDomain(domainName: "example.com") { name } account { registeredDomains { nodes { name } } } }',
    );
    expect(data).toEqual({ registeredDomain: null, account: { registeredDomains: null } });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FAILED_PRECONDITION', 'FAILED_PRECONDITION']);
    expect(errors?.[0]?.message).toContain('REGISTERED_DOMAINS');
    expect(calls).toEqual({});
  });
});
