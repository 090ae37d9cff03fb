import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SandboxDnsRecord } from '../../../src/sandbox/state/dns-zone.ts';
import { type TestGraph, useGraph } from '../../support/graph.ts';
import { freshZone, quickly } from './support.ts';

/** A zone whose records a test sets and reads, also after writes have replaced it. */
function zoneOf({ sandbox }: TestGraph) {
  const { domainName, accountId, records } = freshZone(sandbox, 0);
  return {
    domainName,
    original: records,
    get records() {
      return sandbox.state.dnsZones.get(domainName)?.records ?? [];
    },
    set records(next: readonly SandboxDnsRecord[]) {
      sandbox.state.dnsZones.set(domainName, { domainName, accountId, records: next, dnssecEnabled: false });
    },
  };
}

const types = ['A', 'AAAA', 'NS', 'SOA', 'CNAME', 'MX', 'TXT', 'SPF', 'SRV', 'PTR', 'NAPTR', 'CAA', 'TLSA'] as const;

/** Values that zones of other providers hold, right and wrong ones for any type. */
const oddValue = fc.oneof(
  fc.constantFrom(
    'Target.Example.COM.',
    '10 mx.example.com.',
    '010 MX.example.com',
    'a\tb',
    '"quoted" "parts"',
    'x'.repeat(2_000),
    '2001:0DB8:0:0:0:0:0:1',
    '0 issue "ca.example"',
    'bücher.example',
    '0 .',
    '.',
    ' ',
    '192.0.2.1',
  ),
  fc.string({ maxLength: 20 }).map((text) => `t${text}`),
);

const oddHost = (domain: string) =>
  fc.oneof(
    fc.constantFrom(
      domain,
      `www.${domain}`,
      `*.${domain}`,
      `a.*.${domain}`,
      `0/25.${domain}`,
      `_sip+d2t._tcp.${domain}`,
    ),
    fc.constantFrom(`WWW.${domain.toUpperCase()}.`, `a..b.${domain}`, `#.${domain}`, `${'x'.repeat(64)}.${domain}`),
    fc.constantFrom(`ööö.${domain}`, `-x.${domain}`, 'elsewhere.example'),
  );

/** Any zone, also one that Wix's rules for writes would refuse. */
const oddZone = (domain: string) =>
  fc.array(
    fc.record({
      type: fc.constantFrom(...types),
      hostName: oddHost(domain),
      ttl: fc.constantFrom(0, 1, 300, 3_600, 2_147_483_647),
      values: fc.array(oddValue, { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  ) as fc.Arbitrary<SandboxDnsRecord[]>;

describe('a zone as it was read', () => {
  const graph = useGraph({ server: quickly });
  const own = zoneOf(graph);
  const { domainName, original } = own;

  const read = async () => {
    const { data, errors } = await graph.ask(
      `{ dnsZone(domainName: "${domainName}") { version records { type hostName ttlSeconds values } } }`,
    );
    expect(errors).toBeUndefined();
    return data.dnsZone as { version: string; records: readonly Record<string, unknown>[] };
  };
  const effects =
    'userErrors { code path message } dryRun { isPossible changes { summary } problems { path message } warnings }';
  const applied = `mutation ($input: ApplyDnsRecordsInput!) { applyDnsRecords(input: $input) { changes { error { code } } warnings ${effects} } }`;
  const replaced = `mutation ($input: ReplaceDnsZoneInput!) { replaceDnsZone(input: $input) { zone { version } warnings ${effects} } }`;
  const writes = () => graph.sandbox.calls.entries().filter(({ operation }) => /Update|Create/.test(operation));

  it('can be written back whatever it holds: no change, no refusal, no call that writes', async () => {
    await fc.assert(
      fc.asyncProperty(oddZone(domainName), fc.boolean(), async (records, withTtl) => {
        own.records = records;
        const before = await read();
        const given = before.records.map(({ ttlSeconds, ...record }) => (withTtl ? { ...record, ttlSeconds } : record));
        const input = { domainName, records: given, mode: 'REPLACE' };
        const none = { isPossible: true, changes: [], problems: [], warnings: [] };
        const dry = await graph.ask(applied, { input: { ...input, dryRun: true } });
        expect(dry.data.applyDnsRecords.dryRun).toEqual(none);
        const wet = await graph.ask(applied, { input });
        expect(wet.data.applyDnsRecords).toMatchObject({ changes: [], userErrors: [], warnings: [] });
        expect(writes()).toEqual([]);
        const all = { domainName, records: given };
        const dryAll = await graph.ask(replaced, { input: { ...all, dryRun: true } });
        expect(dryAll.data.replaceDnsZone.dryRun).toMatchObject({ isPossible: true, changes: [], problems: [] });
        const wetAll = await graph.ask(replaced, { input: all });
        expect(wetAll.data.replaceDnsZone).toMatchObject({ zone: { version: before.version }, userErrors: [] });
        expect(writes()).toEqual([]);
        expect(own.records).toEqual(records);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('can have one record changed while the odd ones stay', async () => {
    own.records = [
      ...original.filter(({ type }) => type === 'NS' || type === 'SOA'),
      { type: 'TXT', hostName: `a..b.${domainName}`, ttl: 0, values: ['a\tb'] },
      { type: 'A', hostName: domainName, ttl: 300, values: ['192.0.2.1'] },
    ];
    const { records } = await read();
    const changed = records.map((record) => (record['type'] === 'A' ? { ...record, values: ['192.0.2.2'] } : record));
    const { data } = await graph.ask(applied, { input: { domainName, records: changed, mode: 'REPLACE' } });
    expect(data.applyDnsRecords).toMatchObject({ changes: [{ error: null }], userErrors: [] });
    expect(writes()).toHaveLength(1);
  });

  it('is checked where it differs in one point from what the zone has', async () => {
    own.records = [{ type: 'TXT', hostName: `a..b.${domainName}`, ttl: 0, values: ['a\tb'] }];
    const [record] = (await read()).records;
    for (const [part, field] of [
      [{ values: ['a\tc'] }, 'values.0'],
      [{ ttlSeconds: -1 }, 'ttlSeconds'],
      [{ hostName: `a..c.${domainName}` }, 'hostName'],
    ] as const) {
      const input = { domainName, records: [{ ...record, ...part }] };
      for (const dryRun of [true, false]) {
        const { data } = await graph.ask(applied, { input: { ...input, dryRun } });
        const problems = dryRun ? data.applyDnsRecords.dryRun.problems : data.applyDnsRecords.userErrors;
        const paths = problems.map(({ path }: { path: string[] }) => path.join('.'));
        expect(paths).toContain(`input.records.0.${field}`);
      }
    }
  });
});

describe('one plan for dry run and write', () => {
  const graph = useGraph({ server: quickly });
  const own = zoneOf(graph);
  const { domainName, original } = own;
  const authority = original.filter(({ type }) => type === 'NS' || type === 'SOA');
  const hosts = [domainName, `a.${domainName}`, `b.${domainName}`];
  const record = fc.oneof(
    fc.record({
      type: fc.constant('A'),
      hostName: fc.constantFrom(...hosts),
      values: fc.constantFrom(['192.0.2.1'], ['192.0.2.2']),
    }),
    fc.record({
      type: fc.constant('CNAME'),
      hostName: fc.constantFrom(...hosts.slice(1)),
      values: fc.constantFrom(['x.example'], ['X.example']),
    }),
    fc.record({
      type: fc.constant('MX'),
      hostName: fc.constantFrom(...hosts),
      values: fc.constantFrom(['10 mx.example'], ['010 MX.example']),
    }),
    fc.record({ type: fc.constant('TXT'), hostName: fc.constantFrom(...hosts), values: fc.constantFrom(['t'], ['T']) }),
  );
  const ttl = fc.constantFrom(undefined, 60, 300);
  const given = fc
    .tuple(record, ttl)
    .map(([one, ttlSeconds]) => (ttlSeconds === undefined ? one : { ...one, ttlSeconds }));
  const keyOf = ({ type, hostName }: { type: string; hostName: string }) => `${type} ${hostName}`;
  const zone = fc
    .uniqueArray(record, { selector: keyOf, maxLength: 5 })
    .map((records) =>
      records.filter(
        ({ type, hostName }) =>
          type !== 'CNAME' || records.every((one) => one.hostName !== hostName || one.type === 'CNAME'),
      ),
    )
    .map((records) => records.map((one) => ({ ...one, ttl: 300 }) as SandboxDnsRecord));

  const fields =
    'dryRun { isPossible changes { before after summary } problems { code path } } userErrors { code path upstreamCode }';
  const mutations = {
    applyDnsRecords: [
      'ApplyDnsRecordsInput',
      fc.record({ records: fc.array(given, { maxLength: 4 }), mode: fc.constantFrom('MERGE', 'REPLACE') }),
    ],
    replaceDnsZone: ['ReplaceDnsZoneInput', fc.record({ records: fc.array(given, { minLength: 1, maxLength: 4 }) })],
    updateDnsZone: [
      'UpdateDnsZoneInput',
      fc.record({ additions: fc.array(given, { maxLength: 3 }), deletions: fc.array(given, { maxLength: 3 }) }),
    ],
  } as const;

  it.each(Object.keys(mutations) as (keyof typeof mutations)[])(
    '%s does what its dry run says, refuses what it refuses, and shows no change that is none',
    async (mutation) => {
      const [type, inputs] = mutations[mutation];
      const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${fields} } }`;
      const texts = (records: readonly SandboxDnsRecord[]) =>
        new Map(records.map((one) => [keyOf(one), `${one.values.join(', ')} (${one.ttl} s)`]));
      await fc.assert(
        fc.asyncProperty(zone, inputs as fc.Arbitrary<object>, async (records, sent) => {
          own.records = [...authority, ...records];
          const before = texts(own.records);
          const input = { domainName, ...sent };
          const dry = (await graph.ask(document, { input: { ...input, dryRun: true } })).data[mutation];
          expect(texts(own.records)).toEqual(before);
          const wet = (await graph.ask(document, { input })).data[mutation];
          const strip = ({ code, path }: { code: string; path: string[] }) => `${code} ${path.join('.')}`;
          if (dry.dryRun === null || !dry.dryRun.isPossible) {
            expect(wet.userErrors.map(strip)).toEqual((dry.dryRun?.problems ?? dry.userErrors).map(strip));
            expect(texts(own.records)).toEqual(before);
            return;
          }
          expect(wet.userErrors).toEqual([]);
          const after = texts(own.records);
          const expected = new Map(before);
          for (const change of dry.dryRun.changes as {
            before: string | null;
            after: string | null;
            summary: string;
          }[]) {
            expect(change.before).not.toBe(change.after);
            const key = change.summary.replace(/ is (added|removed|changed)\.$/, '');
            expect(before.get(key) ?? null).toBe(change.before);
            if (change.after === null) expected.delete(key);
            // A record without a TTL gets Wix's default, which a dry run cannot know.
            else expected.set(key, /\(\d+ s\)$/.test(change.after) ? change.after : `${change.after} (3600 s)`);
          }
          expect(after).toEqual(expected);
        }),
        { numRuns: 60 },
      );
    },
    60_000,
  );

  it('refuses a repeated record also if the one that the zone has comes second', async () => {
    const mx = { type: 'MX', hostName: domainName, values: ['10 mx.example'] };
    own.records = [...authority, { ...mx, type: 'MX', ttl: 300 }];
    const input = { domainName, records: [mx, { ...mx, ttlSeconds: 300 }] };
    const document = `mutation ($input: ReplaceDnsZoneInput!) { replaceDnsZone(input: $input) { ${fields} } }`;
    const { data } = await graph.ask(document, { input: { ...input, dryRun: true } });
    expect(data.replaceDnsZone.dryRun.problems).toEqual([{ code: 'BAD_USER_INPUT', path: ['input', 'records', '0'] }]);
  });
});
