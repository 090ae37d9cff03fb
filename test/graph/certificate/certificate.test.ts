import { describe, expect, it } from 'vitest';
import { agencyDomain } from '../../support/domains.ts';
import { useGraph } from '../../support/graph.ts';

const fields = 'id: certificateId commonName domainNames issuer serialNumber validFrom validUntil';

describe.each([
  { certificateField: 'sslCertificate', missingCertificate: 404 },
  { certificateField: '', missingCertificate: 428 },
  { certificateField: 'somethingElse', missingCertificate: 404 },
] as const)('the certificate of a domain, with the answers %j', (quirks) => {
  const graph = useGraph({ quirks });
  const { sandbox } = graph;
  const certificateOf = async (name: string) => graph.ask(`{ domain(name: "${name}") { certificate { ${fields} } } }`);

  it('is the one that the account has installed', async () => {
    const { domain } = agencyDomain(sandbox, (it) => sandbox.state.certificates.has(it.domain));
    const installed = sandbox.state.certificates.get(domain);
    const { data, errors, calls } = await certificateOf(domain);
    expect(errors).toBeUndefined();
    expect(data.domain.certificate).toEqual({
      id: installed?.id,
      commonName: installed?.commonName,
      domainNames: [domain, `www.${domain}`],
      issuer: installed?.issuer,
      serialNumber: installed?.serialNumber,
      validFrom: installed?.notBefore,
      validUntil: installed?.notAfter,
    });
    expect(calls).toEqual({ 'Get Connected Domain': 1, 'Get Active Certificate': 1 });
    expect(sandbox.calls.entries()[1]).toMatchObject({
      accountId: sandbox.accountId,
      query: { domainName: [domain], metaSiteId: [installed?.siteId] },
    });
  });

  it('is null where none is installed', async () => {
    const { domain } = agencyDomain(
      sandbox,
      (it) => it.assignment !== undefined && !sandbox.state.certificates.has(it.domain),
    );
    const { data, errors } = await certificateOf(domain);
    expect(errors).toBeUndefined();
    expect(data.domain).toEqual({ certificate: null });
  });

  it('is null, without a call, for a domain that serves no site', async () => {
    const { domain } = agencyDomain(sandbox, (it) => it.assignment === undefined);
    const { data, calls } = await certificateOf(domain);
    expect(data.domain).toEqual({ certificate: null });
    expect(calls).toEqual({ 'Get Connected Domain': 1 });
  });
});

describe('the certificate of a domain', () => {
  const graph = useGraph();
  const { sandbox } = graph;
  const { domain } = agencyDomain(sandbox, (it) => sandbox.state.certificates.has(it.domain));
  const document = `{ domain(name: "${domain}") { name certificate { serialNumber } } }`;

  it.each([
    ['a failure', { kind: 'status', status: 503 }, 'UPSTREAM_UNAVAILABLE'],
    ['a call that is not there', { kind: 'status', status: 404 }, 'NOT_FOUND'],
    ['a missing permission', { kind: 'empty403' }, 'FORBIDDEN'],
    ['an answer without a certificate', { kind: 'body', body: { status: 'OK' } }, 'UPSTREAM_INVALID_RESPONSE'],
    [
      'an answer with two',
      { kind: 'body', body: { one: { commonName: 'a.example' }, two: { commonName: 'b.example' } } },
      'UPSTREAM_INVALID_RESPONSE',
    ],
  ] as const)('is null with an error, and the rest stands, after %s', async (_name, fault, code) => {
    sandbox.faults.inject({ ...fault, operation: 'Get Active Certificate', times: Number.POSITIVE_INFINITY });
    const { data, errors } = await graph.ask(document);
    expect(data.domain).toEqual({ name: domain, certificate: null });
    expect(errors).toMatchObject([{ path: ['domain', 'certificate'], extensions: { code } }]);
  });

  it.each([
    ['nothing but a serial number', { serialNumber: '1' }, { id: null, commonName: null, domainNames: [] }],
    [
      'nulls',
      { commonName: 'a', id: null, dnsNames: null, notAfter: '' },
      { id: null, domainNames: [], validUntil: null },
    ],
  ])('may lack fields: %s', async (_name, certificate, expected) => {
    sandbox.faults.inject({ kind: 'body', body: { certificate }, operation: 'Get Active Certificate' });
    const { data, errors } = await graph.ask(`{ domain(name: "${domain}") { certificate { ${fields} } } }`);
    expect(errors).toBeUndefined();
    expect(data.domain.certificate).toMatchObject(expected);
  });
});
