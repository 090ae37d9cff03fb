import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSameSerial } from '../../../src/graph/certificate/serial.ts';
import { pemOfCertificate, pemOfKey, rsaKeys, type TestCertificate } from '../../support/certificates.ts';
import { agencyDomain, connectedBy } from '../../support/domains.ts';
import { useGraph } from '../../support/graph.ts';
import { noId, soon } from '../../support/sites.ts';

const document = `mutation ($input: AddSiteCertificateInput!) { addSiteCertificate(input: $input) {
  certificate { id: certificateId commonName domainNames issuer serialNumber validUntil }
  site { id }
  dryRun { isPossible changes { type id: objectId field before after } problems { code path } calls { operation count permission } }
  userErrors { code message path }
} }`;

const keys = rsaKeys();

/** A bundle as Wix wants it. */
function bundleFor(wanted: TestCertificate): string {
  return `${pemOfKey(keys)}${pemOfCertificate(keys, wanted)}${pemOfCertificate(keys, { domainNames: ['ca.example'] })}`;
}

describe('addSiteCertificate', () => {
  // The certificates of these tests are made now, so the sandbox stands there too.
  const graph = useGraph({ now: new Date(), server: soon });
  const { sandbox } = graph;
  const { domain, assignment } = agencyDomain(
    sandbox,
    (it) =>
      connectedBy('POINTING')(it) && it.assignment?.type === 'PRIMARY' && !sandbox.state.certificates.has(it.domain),
  );
  const domainNames = [domain, `www.${domain}`];
  const siteId = assignment?.siteId ?? '';
  const add = (input: object) =>
    graph.ask(document, {
      input: { siteId, domainNames, certificatePem: bundleFor({ domainNames }), ...input },
    });

  it('tells in a dry run what each domain would serve, and writes nothing', async () => {
    const { data, errors, calls } = await add({ dryRun: true });
    expect(errors).toBeUndefined();
    const change = {
      type: 'Domain',
      field: 'certificate',
      before: null,
      after: expect.stringMatching(/^0A1B2C, valid/),
    };
    expect(data.addSiteCertificate).toMatchObject({
      certificate: null,
      dryRun: {
        isPossible: true,
        changes: domainNames.map((id) => ({ ...change, id })),
        problems: [],
        calls: [{ operation: 'Add Certificate', count: 1, permission: 'SCOPE.ENTERPRISE.MANAGE-SITE-PROXY' }],
      },
      userErrors: [],
    });
    expect(calls).toEqual({ 'Query Sites': 1, 'List Connected Domains': 1, 'Get Active Certificate': 2 });
    expect(sandbox.state.certificates.has(domain)).toBe(false);
  });

  it('tells in a dry run which domains do not lead to the site', async () => {
    const names = [domain, 'elsewhere.example'];
    const { data } = await add({ domainNames: names, certificatePem: bundleFor({ domainNames: names }), dryRun: true });
    expect(data.addSiteCertificate.dryRun).toMatchObject({
      isPossible: false,
      problems: [{ code: 'FAILED_PRECONDITION', path: ['input', 'domainNames', '1'] }],
    });
    const lost = await add({ siteId: noId, dryRun: true });
    expect(lost.data.addSiteCertificate.dryRun).toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
  });

  it('installs a certificate and answers what it says', async () => {
    const { data, errors, calls } = await add({ domainNames: domainNames.map((name) => name.toUpperCase()) });
    expect(errors).toBeUndefined();
    expect(data.addSiteCertificate).toEqual({
      certificate: {
        id: domain,
        commonName: domain,
        domainNames,
        issuer: 'CN=Test Issuing CA',
        serialNumber: '0A1B2C',
        validUntil: expect.any(String),
      },
      site: { id: siteId },
      dryRun: null,
      userErrors: [],
    });
    expect(calls).toEqual({
      'Add Certificate': 1,
      'Get Active Certificate': 1,
      'List Connected Domains': 1,
      'Query Sites': 2,
    });
    expect(sandbox.state.certificates.get(`www.${domain}`)).toMatchObject({ siteId, serialNumber: '0A1B2C' });
    const read = await graph.ask(`{ domain(name: "${domain}") { certificate { id: certificateId serialNumber } } }`);
    expect(read.data.domain.certificate).toEqual({ id: domain, serialNumber: '0A1B2C' });
  });

  it('keeps and shows the private key nowhere', async () => {
    const secret = pemOfKey(keys).split('\n')[2] ?? '';
    expect(secret).toHaveLength(64);
    const added = await add({});
    expect(sandbox.calls.entries().find(({ operation }) => operation === 'Add Certificate')).toMatchObject({
      operation: 'Add Certificate',
      body: { metaSiteId: siteId },
    });
    expect(JSON.stringify(sandbox.calls.entries())).not.toContain(secret);
    const answers = [
      added,
      await add({ domainNames: ['other.example'] }),
      await add({ siteId: undefined }),
      await add({ certificatePem: [pemOfKey(keys)] }),
      await add({ extra: 1 }),
    ];
    expect(JSON.stringify(answers)).not.toContain(secret);
    expect(answers.slice(2).map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  const weak = rsaKeys(1024);
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  it.each([
    ['no PEM', 'hello', 'certificatePem'],
    ['a certificate without its key', pemOfCertificate(keys, { domainNames }), 'certificatePem'],
    ['the key behind the certificate', pemOfCertificate(keys, { domainNames }) + pemOfKey(keys), 'certificatePem'],
    ['a key without a certificate', pemOfKey(keys), 'certificatePem'],
    ['a key of 1,024 bits', pemOfKey(weak) + pemOfCertificate(weak, { domainNames }), 'certificatePem'],
    ['a key of another kind', pemOfKey(curve) + pemOfCertificate(keys, { domainNames }), 'certificatePem'],
    ['the key of another certificate', pemOfKey(rsaKeys()) + pemOfCertificate(keys, { domainNames }), 'certificatePem'],
    [
      'a certificate that is none',
      `${pemOfKey(keys)}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`,
      'certificatePem',
    ],
    [
      'a broken certificate in the chain',
      `${bundleFor({ domainNames })}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`,
      'certificatePem',
    ],
    ['a certificate that ends soon', bundleFor({ domainNames, validDays: 50 }), 'certificatePem'],
    ['a bundle that is too long', bundleFor({ domainNames }) + ' '.repeat(100_000), 'certificatePem'],
    ['a certificate for other names', bundleFor({ domainNames: ['other.example'] }), 'domainNames'],
    ['a certificate for fewer names', bundleFor({ domainNames: [domain] }), 'domainNames'],
    ['a certificate for more names', bundleFor({ domainNames: [...domainNames, 'other.example'] }), 'domainNames'],
  ])('refuses %s without a call', async (_name, certificatePem, field) => {
    const { data, errors, calls } = await add({ certificatePem });
    expect(errors).toBeUndefined();
    expect(data.addSiteCertificate.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', field] }]);
    expect(calls).toEqual({});
  });

  it.each([
    ['no name', { domainNames: [] }, 'domainNames'],
    ['a name twice', { domainNames: [domain, domain, `www.${domain}`] }, 'domainNames'],
    ['a site that is no GUID', { siteId: 'mine' }, 'siteId'],
  ])('refuses %s without a call', async (_name, input, field) => {
    const { data, calls } = await add(input);
    expect(data.addSiteCertificate.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', field] }]);
    expect(calls).toEqual({});
  });

  it('answers the refusal of a domain that is not connected', async () => {
    const names = ['elsewhere.example'];
    const { data, errors } = await add({ domainNames: names, certificatePem: bundleFor({ domainNames: names }) });
    expect(errors).toBeUndefined();
    expect(data.addSiteCertificate).toMatchObject({
      certificate: null,
      userErrors: [{ code: 'FAILED_PRECONDITION', path: ['input', 'domainNames', '0'] }],
    });
  });

  it('finds the certificate installed when the answer is lost', async () => {
    sandbox.faults.inject({ kind: 'truncated', operation: 'Add Certificate' });
    const { data, errors, calls } = await add({ certificatePem: bundleFor({ domainNames, serial: '0d' }) });
    expect(errors).toBeUndefined();
    expect(data.addSiteCertificate).toMatchObject({ certificate: { serialNumber: '0D' }, userErrors: [] });
    expect(calls['Add Certificate']).toBe(1);
  });

  it('says that it does not know when the answer is lost and another one is served', async () => {
    sandbox.faults.inject({ kind: 'reset', operation: 'Add Certificate' });
    const { errors, calls } = await add({ certificatePem: bundleFor({ domainNames, serial: '0e' }) });
    expect(errors).toMatchObject([{ path: ['addSiteCertificate'], extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(calls['Add Certificate']).toBe(1);
    const verified = await graph.ask(String(errors?.[0]?.extensions['verify']));
    expect(verified.data.domain.certificate.serialNumber).toBe('0D');
  });

  it('has one effect under one idempotency key', async () => {
    const input = { certificatePem: bundleFor({ domainNames, serial: '0f' }), idempotencyKey: 'certificate-1' };
    const answers = await Promise.all([add(input), add(input), add(input)]);
    for (const { data } of answers) expect(data).toEqual(answers[0]?.data);
    expect(sandbox.state.certificates.get(domain)?.serialNumber).toBe('0F');
    const other = await add({ ...input, certificatePem: bundleFor({ domainNames, serial: '10' }) });
    expect(other.errors).toMatchObject([{ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
  });
});

describe('addSiteCertificate without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden', async () => {
    const domainNames = ['a.example'];
    const certificatePem = bundleFor({ domainNames });
    const { errors } = await graph.ask(document, { input: { siteId: noId, domainNames, certificatePem } });
    expect(errors).toMatchObject([{ path: ['addSiteCertificate'], extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('two serial numbers', () => {
  it.each([
    ['0A1B2C', '0a:1b:2c', true],
    ['0A1B2C', 'a1b2c', true],
    ['0A1B2C', '662316', true],
    ['0A1B2C', '0A1B2D', false],
    ['0A1B2C', null, false],
  ])('%s and %s are the same: %s', (ours, theirs, isSame) => {
    expect(isSameSerial(ours, theirs)).toBe(isSame);
  });
});
