import { describe, expect, it } from 'vitest';
import type { SandboxQuirks } from '../../../src/sandbox/quirks.ts';
import { agencyDomain, connectedBy } from '../../support/domains.ts';
import { useGraph } from '../../support/graph.ts';
import { freshZone, manyRecords, quickly, sentUpdates } from './support.ts';

const answer = `{
  zone { dnssecEnabled dnssec { keyTag digest } records { type hostName ttlSeconds values } }
  dryRun { isPossible changes { type id: objectId field before after } problems { code path } calls { operation count } }
  userErrors { code path upstreamCode }
}`;
const update = `mutation ($input: UpdateDnsZoneInput!) { updateDnsZone(input: $input) ${answer} }`;
const replace = `mutation ($input: ReplaceDnsZoneInput!) { replaceDnsZone(input: $input) ${answer} }`;
const remove = `mutation ($input: DeleteDnsZoneInput!) { deleteDnsZone(input: $input) ${answer} }`;

describe('updating a DNS zone', () => {
  const graph = useGraph({ server: quickly });
  const { state, faults } = graph.sandbox;

  it('deletes and adds as it is told, spelled as the zone has it', async () => {
    const own = freshZone(graph.sandbox, 0);
    const { domainName } = own;
    own.records = [...own.records, { type: 'TXT', hostName: `Odd.${domainName}`, ttl: 5, values: ['not.right.'] }];
    const additions = [{ type: 'TXT', hostName: `New.${domainName}`, values: ['x'] }];
    const deletions = [{ type: 'CNAME', hostName: `www.${domainName}`, values: ['cdn1.wixdns.net'] }];
    const { data, errors, calls } = await graph.ask(update, { input: { domainName, additions, deletions } });
    expect(errors).toBeUndefined();
    expect(data.updateDnsZone.userErrors).toEqual([]);
    expect(sentUpdates(graph)).toEqual([
      {
        domainName,
        additions: [{ type: 'TXT', hostName: `new.${domainName}`, values: ['x'] }],
        deletions: [{ ...deletions[0], ttl: 3_600 }],
      },
    ]);
    expect(calls).toEqual({ 'Get DNS Zone': 2, 'Update DNS Zone': 1 });
    const texts = data.updateDnsZone.zone.records.map(
      ({ type, hostName }: Record<string, string>) => `${type} ${hostName}`,
    );
    expect(texts).toContain(`TXT new.${domainName}`);
    expect(texts).not.toContain(`CNAME www.${domainName}`);
  });

  it('takes names of records that are no host names, as SIP and reverse zones without a class have', async () => {
    const { domainName } = freshZone(graph.sandbox, 6);
    const records = [
      { type: 'SRV', hostName: `_sip+d2t._tcp.${domainName}`, values: ['10 60 5060 sip.example.com'] },
      { type: 'PTR', hostName: `0/25.${domainName}`, values: ['host.example.com'] },
    ];
    const { data } = await graph.ask(update, { input: { domainName, additions: records } });
    expect(data.updateDnsZone.userErrors).toEqual([]);
    expect(data.updateDnsZone.zone.records).toEqual(
      expect.arrayContaining(records.map((record) => expect.objectContaining(record))),
    );
    const replaced = await graph.ask(replace, { input: { domainName, records } });
    expect(replaced.data.replaceDnsZone.userErrors).toEqual([]);
  });

  it('turns DNSSEC on and off', async () => {
    const own = freshZone(graph.sandbox, 1);
    const { domainName } = own;
    own.dnssecEnabled = false;
    delete own.dnssecInfo;
    const on = await graph.ask(update, { input: { domainName, dnssecEnabled: true } });
    expect(sentUpdates(graph)).toEqual([{ domainName, dnssecEnabled: true }]);
    expect(on.data.updateDnsZone.zone).toMatchObject({
      dnssecEnabled: true,
      dnssec: { keyTag: expect.any(Number), digest: expect.stringMatching(/^[0-9A-F]{64}$/) },
    });
    const off = await graph.ask(update, { input: { domainName, dnssecEnabled: false } });
    expect(off.data.updateDnsZone.zone).toMatchObject({ dnssecEnabled: false, dnssec: null });
  });

  it.each([
    ['nothing to do', {}, ['input']],
    ['more than 10 additions', { additions: manyRecords('a.com', 11) }, ['input', 'additions']],
    ['more than 10 deletions', { deletions: manyRecords('a.com', 11) }, ['input', 'deletions']],
    [
      'a deletion without values',
      { deletions: [{ type: 'MX', hostName: 'a.com', values: [] }] },
      ['input', 'deletions', '0', 'values'],
    ],
    [
      'a deletion of no known type',
      { deletions: [{ type: 'UNKNOWN', hostName: 'a.com', values: ['x'] }] },
      ['input', 'deletions', '0', 'type'],
    ],
  ])('refuses %s without a call', async (_name, part, path) => {
    const { data, calls } = await graph.ask(update, { input: { domainName: 'a.com', ...part } });
    expect(data.updateDnsZone.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path }]);
    expect(calls).toEqual({});
  });

  it('refuses a wrong addition after reading whether the zone has it', async () => {
    const additions = [{ type: 'MX', hostName: 'a.com', values: ['x'] }];
    const { data, calls } = await graph.ask(update, { input: { domainName: 'a.com', additions } });
    const path = ['input', 'additions', '0', 'values', '0'];
    expect(data.updateDnsZone.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path }]);
    expect(calls).toEqual({ 'Get DNS Zone': 1 });
  });

  it('says in a dry run what would change and what stands in the way', async () => {
    const { domainName, records, dnssecEnabled } = freshZone(graph.sandbox, 2);
    const [address] = records;
    const input = {
      domainName,
      additions: [
        { type: 'A', hostName: domainName, ttlSeconds: 60, values: ['203.0.113.1'] },
        { type: 'NS', hostName: domainName, values: ['ns1.example.com'] },
      ],
      deletions: [
        { type: 'A', hostName: domainName, values: address?.values },
        { type: 'TXT', hostName: `no.${domainName}`, values: ['such record'] },
      ],
      dnssecEnabled: !dnssecEnabled,
      dryRun: true,
    };
    const { data, calls } = await graph.ask(update, { input });
    expect(calls).toEqual({ 'Get DNS Zone': 1 });
    expect(data.updateDnsZone.dryRun).toEqual({
      isPossible: false,
      changes: [
        {
          type: 'DnsRecord',
          id: `A ${domainName}`,
          field: 'values',
          before: `${address?.values.join(', ')} (3600 s)`,
          after: '203.0.113.1 (60 s)',
        },
        { type: 'DnsRecord', id: null, field: null, before: null, after: 'ns1.example.com' },
        {
          type: 'DnsZone',
          id: domainName,
          field: 'dnssecEnabled',
          before: String(dnssecEnabled),
          after: String(!dnssecEnabled),
        },
      ],
      problems: [
        { code: 'NOT_FOUND', path: ['input', 'deletions', '1'] },
        { code: 'CONFLICT', path: ['input', 'additions', '1'] },
      ],
      calls: [{ operation: 'Update DNS Zone', count: 1 }],
    });
  });

  it('is carried out whole or not at all', async () => {
    const { domainName, records } = freshZone(graph.sandbox, 2);
    const before = structuredClone(records);
    const input = {
      domainName,
      additions: [{ type: 'NS', hostName: domainName, values: ['ns1.example.com'] }],
      deletions: [{ type: 'CNAME', hostName: `www.${domainName}`, values: ['cdn1.wixdns.net'] }],
    };
    const { data } = await graph.ask(update, { input });
    expect(data.updateDnsZone).toMatchObject({
      zone: null,
      userErrors: [{ code: 'CONFLICT', path: ['input', 'additions', '0'], upstreamCode: null }],
    });
    expect(state.dnsZones.get(domainName)?.records).toEqual(before);
  });

  it('is found after a lost answer, and not sent again', async () => {
    const { domainName } = freshZone(graph.sandbox, 3);
    const additions = [{ type: 'TXT', hostName: `lost.${domainName}`, values: ['x'] }];
    faults.inject({ kind: 'truncated', operation: 'Update DNS Zone' });
    const { data, errors } = await graph.ask(update, { input: { domainName, additions } });
    expect(errors).toBeUndefined();
    expect(data.updateDnsZone.userErrors).toEqual([]);
    expect(sentUpdates(graph)).toHaveLength(1);
    // To change a lifetime is to delete and to add the same values: that they are there is no sign that nothing happened.
    const changed = { additions: [{ ...additions[0], ttlSeconds: 60 }], deletions: additions };
    faults.inject({ kind: 'truncated', operation: 'Update DNS Zone' });
    const again = await graph.ask(update, { input: { domainName, ...changed } });
    expect(again.errors).toBeUndefined();
    expect(sentUpdates(graph)).toHaveLength(1);
  });

  it('is an error, and not sent again, when it had no effect', async () => {
    const { domainName } = freshZone(graph.sandbox, 3);
    const additions = [{ type: 'TXT', hostName: `never.${domainName}`, values: ['x'] }];
    faults.inject({ kind: 'reset', operation: 'Update DNS Zone' });
    const { errors } = await graph.ask(update, { input: { domainName, additions } });
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(sentUpdates(graph)).toHaveLength(1);
  });

  it('is OUTCOME_UNKNOWN when the zone shows a part of it', async () => {
    const own = freshZone(graph.sandbox, 4);
    const { domainName } = own;
    const record = (name: string) => ({ type: 'TXT' as const, hostName: `${name}.${domainName}`, values: ['x'] });
    // Somebody else adds one of them at the same time.
    const match = () => {
      own.records = [...own.records, { ...record('one'), ttl: 60 }];
      return true;
    };
    faults.inject({ kind: 'reset', operation: 'Update DNS Zone', match });
    const { errors } = await graph.ask(update, { input: { domainName, additions: [record('one'), record('two')] } });
    expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(errors?.[0]?.extensions['verify']).toContain(`dnsZone(domainName: "${domainName}"`);
  });
});

describe('replacing a DNS zone', () => {
  const graph = useGraph({ server: quickly });
  const { state, faults, calls } = graph.sandbox;
  const records = (name: string) => [
    { type: 'A', hostName: name, ttlSeconds: 300, values: ['203.0.113.1'] },
    { type: 'NS', hostName: name, ttlSeconds: 86_400, values: ['ns1.example.com', 'ns2.example.com'] },
  ];

  it('puts the new records in the place of all the old ones', async () => {
    const { domainName } = freshZone(graph.sandbox, 0);
    const input = { domainName, records: records(domainName), dnssecEnabled: true };
    const { data, errors, calls: made } = await graph.ask(replace, { input });
    expect(errors).toBeUndefined();
    expect(data.replaceDnsZone.userErrors).toEqual([]);
    expect(made).toEqual({ 'Create DNS Zone': 1, 'Get DNS Zone': 2 });
    expect(calls.entries().find(({ operation }) => operation === 'Create DNS Zone')?.body).toEqual({
      dnsZone: {
        domainName,
        records: [
          { type: 'A', hostName: domainName, ttl: 300, values: ['203.0.113.1'] },
          { type: 'NS', hostName: domainName, ttl: 86_400, values: ['ns1.example.com', 'ns2.example.com'] },
        ],
        dnssecEnabled: true,
      },
    });
    expect(data.replaceDnsZone.zone).toMatchObject({ dnssecEnabled: true, records: records(domainName) });
  });

  it('is refused without any record, and makes no call', async () => {
    const { data, calls: made } = await graph.ask(replace, { input: { domainName: 'a.com', records: [] } });
    expect(data.replaceDnsZone.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', 'records'] }]);
    expect(made).toEqual({});
  });

  it('creates one where there is none', async () => {
    const { domainName } = freshZone(graph.sandbox, 1);
    state.dnsZones.delete(domainName);
    const input = { domainName, records: records(domainName) };
    const dry = await graph.ask(replace, { input: { ...input, dryRun: true } });
    expect(dry.data.replaceDnsZone.dryRun).toMatchObject({ isPossible: true, problems: [] });
    expect(dry.data.replaceDnsZone.dryRun.changes[0]).toMatchObject({ type: 'DnsZone', after: domainName });
    const { data } = await graph.ask(replace, { input });
    expect(data.replaceDnsZone.zone.records).toHaveLength(2);
  });

  it('lists in a dry run everything that would go, and writes nothing', async () => {
    const own = freshZone(graph.sandbox, 2);
    const { domainName } = own;
    own.dnssecEnabled = true;
    own.dnssecInfo = { keyTag: 1, digest: 'AB' };
    const input = { domainName, records: records(domainName), dryRun: true };
    const { data, calls: made } = await graph.ask(replace, { input });
    expect(made).toEqual({ 'Get DNS Zone': 1 });
    const { changes, isPossible } = data.replaceDnsZone.dryRun;
    expect(isPossible).toBe(true);
    const removed = changes.filter(({ after }: { after: string | null }) => after === null);
    const kept = new Set([`A ${domainName}`, `NS ${domainName}`]);
    const gone = own.records.map(({ type, hostName }) => `${type} ${hostName}`).filter((key) => !kept.has(key));
    expect(removed.map(({ id }: { id: string }) => id).sort()).toEqual(gone.sort());
    expect(changes).toContainEqual({
      type: 'DnsZone',
      id: domainName,
      field: 'dnssecEnabled',
      before: 'true',
      after: 'false',
    });
  });

  it('is refused when the zone is not the expected one, and reads it only to find that out', async () => {
    const { domainName } = freshZone(graph.sandbox, 3);
    const input = { domainName, records: records(domainName), expectedVersion: 'another' };
    const { data, calls: made } = await graph.ask(replace, { input });
    expect(data.replaceDnsZone.userErrors).toMatchObject([{ code: 'CONFLICT', path: ['input', 'expectedVersion'] }]);
    expect(made).toEqual({ 'Get DNS Zone': 1 });
    const dry = await graph.ask(replace, { input: { ...input, dryRun: true } });
    expect(dry.data.replaceDnsZone.dryRun).toMatchObject({ isPossible: false, problems: [{ code: 'CONFLICT' }] });
  });

  it.each(['truncated', 'reset'] as const)('is never sent twice after a lost answer: %s', async (kind) => {
    const { domainName } = freshZone(graph.sandbox, kind === 'reset' ? 4 : 5);
    faults.inject({ kind, operation: 'Create DNS Zone' });
    const { data, errors } = await graph.ask(replace, { input: { domainName, records: records(domainName) } });
    expect(calls.counts()['Create DNS Zone']).toBe(1);
    if (kind === 'truncated') expect(data.replaceDnsZone.userErrors).toEqual([]);
    else expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
  });

  it.each(['POINTING', 'UNKNOWN_CONNECTION_TYPE'] as const)('is not allowed for %s', async (type) => {
    const { domain } = agencyDomain(graph.sandbox, connectedBy(type));
    const { data } = await graph.ask(replace, { input: { domainName: domain, records: records(domain) } });
    expect(data.replaceDnsZone.userErrors).toEqual([
      { code: 'NOT_ALLOWED', path: ['input', 'domainName'], upstreamCode: null },
    ]);
    const dry = await graph.ask(replace, { input: { domainName: domain, records: records(domain), dryRun: true } });
    expect(dry.data.replaceDnsZone.dryRun).toMatchObject({
      isPossible: false,
      problems: [{ code: 'NOT_ALLOWED', path: ['input', 'domainName'] }],
    });
  });
});

describe('replacing a DNS zone under other readings of the contract', () => {
  const strict = useGraph({ server: quickly, quirks: { existingZone: 'alreadyExists' } });
  const adding = useGraph({ server: quickly, quirks: { newZoneAuthority: 'added' } });

  it('is a conflict where a zone is in the way', async () => {
    const { domainName } = freshZone(strict.sandbox, 0);
    const input = { domainName, records: [{ type: 'TXT', hostName: domainName, values: ['x'] }] };
    const { data } = await strict.ask(replace, { input });
    expect(data.replaceDnsZone.userErrors).toMatchObject([{ code: 'CONFLICT', upstreamCode: 'DOMAIN_ALREADY_EXISTS' }]);
  });

  it('is found after a lost answer also when Wix has added the name servers', async () => {
    const { domainName } = freshZone(adding.sandbox, 0);
    adding.sandbox.faults.inject({ kind: 'truncated', operation: 'Create DNS Zone' });
    const input = { domainName, records: [{ type: 'TXT', hostName: domainName, values: ['x'] }] };
    const { data } = await adding.ask(replace, { input });
    expect(data.replaceDnsZone.zone.records.map(({ type }: { type: string }) => type)).toEqual(['TXT', 'NS', 'SOA']);
  });
});

describe('deleting a DNS zone', () => {
  const graph = useGraph({ server: quickly });
  const { state, faults } = graph.sandbox;

  it('leaves the domain connected and without a zone', async () => {
    const { domainName } = freshZone(graph.sandbox, 0);
    const { data, errors } = await graph.ask(
      `mutation ($input: DeleteDnsZoneInput!) {
        deleteDnsZone(input: $input) { zone { version } domain { name dnsZone { version } } userErrors { code } }
      }`,
      { input: { domainName } },
    );
    expect(errors).toBeUndefined();
    expect(data.deleteDnsZone).toEqual({ zone: null, domain: { name: domainName, dnsZone: null }, userErrors: [] });
    expect(state.dnsZones.has(domainName)).toBe(false);
  });

  it('lists in a dry run every record that would go', async () => {
    const { domainName, records } = freshZone(graph.sandbox, 1);
    const { data, calls } = await graph.ask(remove, { input: { domainName, dryRun: true } });
    expect(calls).toEqual({ 'Get DNS Zone': 1 });
    const { changes, isPossible } = data.deleteDnsZone.dryRun;
    expect(isPossible).toBe(true);
    expect(changes.map(({ id }: { id: string }) => id)).toEqual([
      domainName,
      ...records.map(({ type, hostName }) => `${type} ${hostName}`),
    ]);
    expect(state.dnsZones.has(domainName)).toBe(true);
  });

  it('is refused where there is none', async () => {
    const { domain } = agencyDomain(graph.sandbox, connectedBy('POINTING'));
    const { data } = await graph.ask(remove, { input: { domainName: domain } });
    expect(data.deleteDnsZone.userErrors).toEqual([
      { code: 'NOT_FOUND', path: ['input', 'domainName'], upstreamCode: null },
    ]);
    const dry = await graph.ask(remove, { input: { domainName: domain, dryRun: true } });
    expect(dry.data.deleteDnsZone.dryRun.problems).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it.each([
    ['truncated', 1],
    ['reset', 2],
  ] as const)('is done once after a lost answer: %s', async (kind, sent) => {
    const { domainName } = freshZone(graph.sandbox, kind === 'reset' ? 2 : 3);
    faults.inject({ kind, operation: 'Delete DNS Zone' });
    const { data, errors, calls } = await graph.ask(remove, { input: { domainName } });
    expect(errors).toBeUndefined();
    expect(data.deleteDnsZone.userErrors).toEqual([]);
    expect(calls['Delete DNS Zone']).toBe(sent);
    expect(state.dnsZones.has(domainName)).toBe(false);
  });
});

describe('writing DNS zones under other readings of the contract', () => {
  const readings: Partial<SandboxQuirks>[] = [
    { zoneUpdateAnswer: 'additions' },
    { deletedRecordTtl: 'mustMatch' },
    { deletedRecordMissing: 'accept' },
    { emptyZoneUpdate: 'reject' },
    { defaultRecordTtl: 60 },
  ];
  const graphs = readings.map((quirks) => useGraph({ server: quickly, quirks }));

  it.each(readings.map((reading, index) => [reading, index] as const))('works with %j', async (_reading, index) => {
    const graph = graphs[index] as (typeof graphs)[number];
    const { domainName: name } = freshZone(graph.sandbox, 0);
    const input = {
      domainName: name,
      records: [
        { type: 'A', hostName: name, ttlSeconds: 60, values: ['203.0.113.1'] },
        { type: 'TXT', hostName: `new.${name}`, values: ['x'] },
      ],
      remove: [{ type: 'CNAME', hostName: `www.${name}` }],
    };
    const { data, errors } = await graph.ask(
      'mutation ($input: ApplyDnsRecordsInput!) { applyDnsRecords(input: $input) { isComplete zone { records { type hostName values } } } }',
      { input },
    );
    expect(errors).toBeUndefined();
    expect(data.applyDnsRecords.isComplete).toBe(true);
    const { records } = data.applyDnsRecords.zone;
    expect(records).toContainEqual({ type: 'A', hostName: name, values: ['203.0.113.1'] });
    expect(records).toContainEqual({ type: 'TXT', hostName: `new.${name}`, values: ['x'] });
    expect(records.some(({ hostName }: { hostName: string }) => hostName === `www.${name}`)).toBe(false);
  });
});

describe('a change of a zone that Wix is silent about', () => {
  const graph = useGraph({ server: quickly, client: { callTimeoutMs: 100 } });

  it('is OUTCOME_UNKNOWN also when the zone does not show it: Wix may still be at it', async () => {
    const { domainName } = freshZone(graph.sandbox, 0);
    const additions = [{ type: 'TXT', hostName: `late.${domainName}`, values: ['x'] }];
    graph.sandbox.faults.inject({ kind: 'hang', operation: 'Update DNS Zone' });
    const { errors } = await graph.ask(update, { input: { domainName, additions } });
    expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(sentUpdates(graph)).toHaveLength(1);
  });
});
