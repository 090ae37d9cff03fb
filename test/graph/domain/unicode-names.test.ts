import { type GraphQLInputType, getNamedType, isInputObjectType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../../src/graph/schema.ts';
import { useGraph } from '../../support/graph.ts';

const connect = `mutation ($input: ConnectDomainInput!) {
  connectDomain(input: $input) { domain { name unicodeName connectionMethod } userErrors { code path message } }
}`;

describe('a domain name in Unicode', () => {
  const graph = useGraph();
  const { state, accountId } = graph.sandbox;
  const register = (domain: string) =>
    state.registrations.set(domain, { domain, registrarName: 'OTHER', nameServers: ['ns1.registrar.example'] });

  it('is connected, found and listed by its punycode, and shown in Unicode', async () => {
    register('xn--bcherei-n2a.de');
    const input = { name: 'BÜCHEREI.de', connectionMethod: 'NAMESERVERS' };
    const { data, errors } = await graph.ask(connect, { input });
    expect(errors).toBeUndefined();
    const shown = { name: 'xn--bcherei-n2a.de', unicodeName: 'bücherei.de' };
    expect(data.connectDomain).toEqual({ domain: { ...shown, connectionMethod: 'NAMESERVERS' }, userErrors: [] });
    const read = await graph.ask(`{
      domain(name: "bücherei.de") { name unicodeName }
      dnsZone(domainName: "bücherei.de") { domainName unicodeName records { hostName unicodeHostName } }
    }`);
    expect(read.data.domain).toEqual(shown);
    expect(read.data.dnsZone).toMatchObject({ domainName: shown.name, unicodeName: shown.unicodeName });
    expect(read.data.dnsZone.records).toContainEqual({
      hostName: `www.${shown.name}`,
      unicodeHostName: 'www.bücherei.de',
    });
    const entity = await graph.ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Domain { name unicodeName } } }',
      { r: [{ __typename: 'Domain', name: 'Bücherei.de', account: { id: accountId } }] },
    );
    expect(entity.data._entities).toEqual([shown]);
  });

  it('is looked up, checked and suggested for', async () => {
    const { data, errors } = await graph.ask(`{
      domainAvailability(name: "bücherei.com") { name unicodeName }
      domainTransferCheck(name: "bücherei.com") { name unicodeName }
      domainSuggestions(query: "bücherei", tlds: ["com"], first: 1) { nodes { name unicodeName } }
    }`);
    expect(errors).toBeUndefined();
    const shown = { name: 'xn--bcherei-n2a.com', unicodeName: 'bücherei.com' };
    expect(data.domainAvailability).toEqual(shown);
    expect(data.domainTransferCheck).toEqual(shown);
    expect(data.domainSuggestions.nodes).toHaveLength(1);
  });

  it('is a domain name as Wix sends it, too', async () => {
    const { data } = await graph.ask(connect, { input: { name: 'shop.bücherei.de' } });
    const name = data.connectDomain.domain.name as string;
    graph.sandbox.faults.inject({
      kind: 'patch',
      operation: 'Get Connected Domain',
      patch: (body: unknown) => {
        const { connectedDomain } = body as { connectedDomain: { domain: string; id: string } };
        Object.assign(connectedDomain, { domain: 'shop.bücherei.de', id: 'shop.bücherei.de' });
        return body;
      },
    });
    const read = await graph.ask(`{ domain(name: "${name}") { name unicodeName } }`);
    expect(read.errors).toBeUndefined();
    expect(read.data.domain).toEqual({ name, unicodeName: 'shop.bücherei.de' });
  });

  it('enters through the scalar wherever an input or argument is about a domain', () => {
    const strings: string[] = [];
    const look = (place: string, name: string, type: GraphQLInputType) => {
      if (/domain|hostname/i.test(name) && getNamedType(type).name === 'String') strings.push(`${place}.${name}`);
    };
    for (const type of Object.values(buildSchema().getTypeMap())) {
      if (isInputObjectType(type)) {
        for (const field of Object.values(type.getFields())) look(type.name, field.name, field.type);
      }
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        for (const argument of field.args) look(`${type.name}.${field.name}`, argument.name, argument.type);
      }
    }
    // Hosts of records can have names that domains can't, such as `_dmarc` and `*`; they are converted all the same.
    expect(strings.sort()).toEqual(['DnsRecordInput.hostName', 'DnsRecordKeyInput.hostName']);
  });
});

describe('a name below the suffix of a company', () => {
  const graph = useGraph();
  const { state } = graph.sandbox;

  it.each([
    ['NAMESERVERS', 'brand.co.com', 'NAMESERVERS'],
    ['POINTING', 'other.co.com', 'POINTING'],
    [null, 'third.github.io', 'SUBDOMAIN'],
  ])('can be connected with the method %s', async (connectionMethod, name, shown) => {
    state.registrations.set(name, { domain: name, registrarName: 'OTHER', nameServers: ['ns1.registrar.example'] });
    const { data } = await graph.ask(connect, { input: { name, connectionMethod } });
    expect(data.connectDomain).toMatchObject({ domain: { name, connectionMethod: shown }, userErrors: [] });
  });

  it('is a root domain or a subdomain where Wix says so', async () => {
    for (const [privateSuffix, connectionMethod] of [
      ['root', null],
      ['subdomain', 'POINTING'],
    ] as const) {
      const name = `${privateSuffix}-test.co.com`;
      graph.sandbox.setQuirks({ privateSuffix });
      state.registrations.set(name, { domain: name, registrarName: 'OTHER', nameServers: ['ns1.registrar.example'] });
      const { data } = await graph.ask(connect, { input: { name, connectionMethod } });
      graph.sandbox.setQuirks(null);
      expect(data.connectDomain.userErrors).toMatchObject([
        { code: 'BAD_USER_INPUT', path: ['input', 'connectionMethod'] },
      ]);
    }
  });
});
