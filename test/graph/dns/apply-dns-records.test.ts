import { describe, expect, it } from 'vitest';
import { propagationAt } from '../../../src/sandbox/state/domain.ts';
import { agencyDomain, connectedBy } from '../../support/domains.ts';
import { useGraph } from '../../support/graph.ts';
import { freshZone, manyRecords, quickly, sentUpdates } from './support.ts';

const apply = `mutation Apply($input: ApplyDnsRecordsInput!) {
  applyDnsRecords(input: $input) {
    changes { before { type hostName values } after { type hostName ttlSeconds values } error { code upstreamCode } }
    isComplete
    dryRun { isPossible changes { id: objectId field before after summary } problems { code path } calls { operation count } }
    userErrors { code message path upstreamCode }
  }
}`;

describe('applying DNS records', () => {
  const graph = useGraph({ server: quickly });
  const { state } = graph.sandbox;
  let used = 0;
  const zone = () => {
    used += 1;
    return freshZone(graph.sandbox, used - 1);
  };

  it('adds, changes and removes what differs in one call, with whole old and new records', async () => {
    const own = zone();
    const { domainName: name } = own;
    own.records = [
      ...own.records.filter(({ type }) => type !== 'MX' && type !== 'TXT'),
      { type: 'MX', hostName: name, ttl: 900, values: ['10 old.mail.example'] },
      { type: 'TXT', hostName: name, ttl: 900, values: ['keep me'] },
      { type: 'TXT', hostName: `old.${name}`, ttl: 60, values: ['away'] },
    ];
    const before = own.records;
    const records = [
      { type: 'MX', hostName: name, values: ['10 mx1.mail.example', '20 mx2.mail.example'] },
      { type: 'TXT', hostName: name, values: ['keep me'] },
      { type: 'AAAA', hostName: name, ttlSeconds: 600, values: ['2001:db8::1'] },
    ];
    const remove = [
      { type: 'TXT', hostName: `old.${name}` },
      { type: 'TXT', hostName: `gone.${name}` },
    ];
    const { data, errors, calls } = await graph.ask(apply, { input: { domainName: name, records, remove } });
    expect(errors).toBeUndefined();
    expect(calls).toEqual({ 'Get DNS Zone': 1, 'Update DNS Zone': 1 });
    expect(sentUpdates(graph)).toEqual([
      {
        domainName: name,
        additions: [
          { type: 'MX', hostName: name, ttl: 900, values: ['10 mx1.mail.example', '20 mx2.mail.example'] },
          { type: 'AAAA', hostName: name, ttl: 600, values: ['2001:db8::1'] },
        ],
        deletions: [
          { type: 'MX', hostName: name, ttl: 900, values: ['10 old.mail.example'] },
          { type: 'TXT', hostName: `old.${name}`, ttl: 60, values: ['away'] },
        ],
      },
    ]);
    expect(data.applyDnsRecords).toMatchObject({ isComplete: true, dryRun: null, userErrors: [] });
    expect(data.applyDnsRecords.changes).toEqual([
      {
        before: { type: 'MX', hostName: name, values: ['10 old.mail.example'] },
        after: { type: 'MX', hostName: name, ttlSeconds: 900, values: ['10 mx1.mail.example', '20 mx2.mail.example'] },
        error: null,
      },
      {
        before: null,
        after: { type: 'AAAA', hostName: name, ttlSeconds: 600, values: ['2001:db8::1'] },
        error: null,
      },
      { before: { type: 'TXT', hostName: `old.${name}`, values: ['away'] }, after: null, error: null },
    ]);
    const untouched = before.filter(({ type, hostName }) => type !== 'MX' && hostName !== `old.${name}`);
    expect(state.dnsZones.get(name)?.records).toEqual(expect.arrayContaining([...untouched]));
    expect(state.dnsZones.get(name)?.records).toHaveLength(untouched.length + 2);
  });

  it('reads the zone and writes nothing when it is as wanted', async () => {
    const { domainName, records } = zone();
    const wanted = records.map(({ type, hostName, values }) => ({
      type,
      hostName: hostName.toUpperCase(),
      values: values.toReversed(),
    }));
    const input = { domainName, records: wanted, mode: 'REPLACE' };
    const { data, calls } = await graph.ask(apply, { input });
    expect(data.applyDnsRecords).toMatchObject({ changes: [], isComplete: true, userErrors: [] });
    expect(calls).toEqual({ 'Get DNS Zone': 1 });
  });

  it('replaces everything but the name servers and SOA of the domain, which can be replaced and not removed', async () => {
    const { domainName: name } = zone();
    const authority = state.dnsZones.get(name)?.records.filter(({ type }) => type === 'NS' || type === 'SOA');
    const records = [{ type: 'A', hostName: name, ttlSeconds: 300, values: ['203.0.113.5'] }];
    const input = { domainName: name, records, mode: 'REPLACE' };
    const { data } = await graph.ask(apply, { input });
    expect(data.applyDnsRecords.userErrors).toEqual([]);
    expect(state.dnsZones.get(name)?.records).toEqual([
      ...(authority ?? []),
      { type: 'A', hostName: name, ttl: 300, values: ['203.0.113.5'] },
    ]);
    const removing = { ...input, remove: [{ type: 'NS', hostName: name }] };
    const refused = { code: 'FAILED_PRECONDITION', path: ['input', 'remove', '0'] };
    const wet = await graph.ask(apply, { input: removing });
    expect(wet.data.applyDnsRecords.userErrors).toMatchObject([refused]);
    const dry = await graph.ask(apply, { input: { ...removing, dryRun: true } });
    expect(dry.data.applyDnsRecords.dryRun.problems).toMatchObject([refused]);
    const own = [{ type: 'NS', hostName: name, values: ['ns1.example.com', 'ns2.example.com'] }];
    const replaced = await graph.ask(apply, { input: { domainName: name, records: own } });
    expect(replaced.data.applyDnsRecords).toMatchObject({ isComplete: true, userErrors: [] });
  });

  it('goes through many records in calls of ten, and shows the zone as it is then', async () => {
    const own = zone();
    const records = manyRecords(own.domainName, 34);
    const { data, calls } = await graph.ask(
      `mutation ($input: ApplyDnsRecordsInput!) {
        applyDnsRecords(input: $input) {
          isComplete
          zone { version records { hostName } }
          domain { name dnsZone { version } }
        }
      }`,
      { input: { domainName: own.domainName, records } },
    );
    expect(calls).toEqual({ 'Get DNS Zone': 2, 'Update DNS Zone': 4, 'Get Connected Domain': 1 });
    const { zone: after, domain, isComplete } = data.applyDnsRecords;
    expect(isComplete).toBe(true);
    expect(domain).toEqual({ name: own.domainName, dnsZone: { version: after.version } });
    const hosts = after.records.map(({ hostName }: { hostName: string }) => hostName);
    expect(hosts).toEqual(expect.arrayContaining(records.map(({ hostName }) => hostName)));
  });

  it('starts the propagation of the domain anew', async () => {
    const { domainName } = zone();
    await graph.ask(apply, { input: { domainName, records: manyRecords(domainName, 1) } });
    const domain = state.domains.get(domainName);
    expect(domain && propagationAt(domain, graph.sandbox.clock.now())).toBe('IN_PROGRESS');
  });

  it('says what it would do in a dry run, and writes nothing', async () => {
    const own = zone();
    const { domainName: name } = own;
    const [address] = own.records;
    const before = structuredClone(own.records);
    const input = {
      domainName: name,
      records: [
        { type: 'A', hostName: name, values: ['203.0.113.9'] },
        { type: 'TXT', hostName: `new.${name}`, ttlSeconds: 60, values: ['hello'] },
        ...manyRecords(name, 12),
      ],
      remove: [{ type: 'CNAME', hostName: `www.${name}` }],
      dryRun: true,
    };
    const { data, errors, calls } = await graph.ask(apply, { input });
    expect(errors).toBeUndefined();
    expect(calls).toEqual({ 'Get DNS Zone': 1 });
    const { dryRun, changes, isComplete } = data.applyDnsRecords;
    expect([changes, isComplete]).toEqual([null, null]);
    expect(dryRun).toMatchObject({
      isPossible: true,
      problems: [],
      calls: [{ operation: 'Update DNS Zone', count: 2 }],
    });
    expect(dryRun.changes).toHaveLength(15);
    expect(dryRun.changes.slice(0, 2)).toEqual([
      {
        id: `A ${name}`,
        field: 'values',
        before: `${address?.values.join(', ')} (3600 s)`,
        after: '203.0.113.9 (3600 s)',
        summary: `A ${name} is changed.`,
      },
      { id: null, field: null, before: null, after: 'hello (60 s)', summary: `TXT new.${name} is added.` },
    ]);
    expect(dryRun.changes.at(-1)).toEqual({
      id: `CNAME www.${name}`,
      field: null,
      before: 'cdn1.wixdns.net (3600 s)',
      after: null,
      summary: `CNAME www.${name} is removed.`,
    });
    expect(state.dnsZones.get(name)?.records).toEqual(before);
  });
});

describe('applying DNS records to a zone that somebody else changes', () => {
  const graph = useGraph({ server: quickly });
  const version = async (name: string) => {
    const { data } = await graph.ask(`{ dnsZone(domainName: "${name}") { version } }`);
    return data.dnsZone.version as string;
  };

  it('is refused when the zone is not the expected one, in a dry run too, and accepted when it is', async () => {
    const own = freshZone(graph.sandbox, 0);
    const expectedVersion = await version(own.domainName);
    const input = { domainName: own.domainName, records: manyRecords(own.domainName, 1), expectedVersion };
    own.records = [...own.records, { type: 'TXT', hostName: `else.${own.domainName}`, ttl: 60, values: ['somebody'] }];
    const refused = await graph.ask(apply, { input });
    expect(refused.data.applyDnsRecords).toMatchObject({
      changes: null,
      userErrors: [{ code: 'CONFLICT', path: ['input', 'expectedVersion'], upstreamCode: null }],
    });
    expect(refused.calls).toEqual({ 'Get DNS Zone': 1 });
    const dry = await graph.ask(apply, { input: { ...input, dryRun: true } });
    expect(dry.data.applyDnsRecords.dryRun).toMatchObject({
      isPossible: false,
      problems: [{ code: 'CONFLICT', path: ['input', 'expectedVersion'] }],
    });
    const current = await version(own.domainName);
    expect(current).not.toBe(expectedVersion);
    const accepted = await graph.ask(apply, { input: { ...input, expectedVersion: current } });
    expect(accepted.data.applyDnsRecords).toMatchObject({ isComplete: true, userErrors: [] });
  });

  it('lets writes of one zone take turns, so that none undoes another', async () => {
    const { domainName } = freshZone(graph.sandbox, 1);
    const expectedVersion = await version(domainName);
    const input = (index: number) => ({
      domainName,
      expectedVersion,
      records: [{ type: 'TXT', hostName: `t${index}.${domainName}`, values: ['x'] }],
    });
    const answers = await Promise.all([0, 1, 2].map((index) => graph.ask(apply, { input: input(index) })));
    const codes = answers.map(({ data }) => data.applyDnsRecords.userErrors[0]?.code ?? 'done');
    expect(codes.sort()).toEqual(['CONFLICT', 'CONFLICT', 'done']);
  });
});

describe('applying DNS records that are wrong', () => {
  const graph = useGraph({ server: quickly });

  it('names everything that is wrong with them, and only reads the zone', async () => {
    const input = {
      domainName: 'a.com',
      records: [
        { type: 'A', hostName: 'b.com', values: ['999.1.1.1'] },
        { type: 'UNKNOWN', hostName: 'a.com', values: ['x'] },
        { type: 'TXT', hostName: 'a.com', values: ['one'] },
        { type: 'TXT', hostName: 'A.com', values: ['two'] },
      ],
    };
    const { data, errors, calls } = await graph.ask(apply, { input });
    expect(errors).toBeUndefined();
    expect(calls).toEqual({ 'Get DNS Zone': 1 });
    expect(data.applyDnsRecords.userErrors).toMatchObject([
      { code: 'BAD_USER_INPUT', path: ['input', 'records', '0', 'hostName'] },
      { code: 'BAD_USER_INPUT', path: ['input', 'records', '0', 'values', '0'] },
      { code: 'BAD_USER_INPUT', path: ['input', 'records', '1', 'type'] },
      { code: 'BAD_USER_INPUT', path: ['input', 'records', '3'] },
    ]);
  });

  it.each([
    [
      'a record that is wanted and removed',
      {
        records: [{ type: 'TXT', hostName: 'a.com', values: ['x'] }],
        remove: [{ type: 'TXT', hostName: 'a.com' }],
      },
      ['input', 'records', '0'],
    ],
    [
      'a CNAME beside other records',
      {
        records: [
          { type: 'CNAME', hostName: 'w.a.com', values: ['x.example'] },
          { type: 'A', hostName: 'w.a.com', values: ['1.1.1.1'] },
        ],
      },
      ['input', 'records', '0'],
    ],
    [
      'a host elsewhere to be removed',
      { remove: [{ type: 'TXT', hostName: 'b.com' }] },
      ['input', 'remove', '0', 'hostName'],
    ],
    [
      'an unknown type to be removed',
      { remove: [{ type: 'UNKNOWN', hostName: 'a.com' }] },
      ['input', 'remove', '0', 'type'],
    ],
    ['a replacement by nothing', { mode: 'REPLACE' }, ['input', 'records']],
    ['a malformed account', { accountId: 'x', records: [] }, ['input', 'accountId']],
  ])('refuses %s', async (_name, part, path) => {
    const { data, calls } = await graph.ask(apply, { input: { domainName: 'a.com', ...part } });
    expect(data.applyDnsRecords.userErrors[0]).toMatchObject({ code: 'BAD_USER_INPUT', path });
    expect(Object.keys(calls).filter((operation) => operation !== 'Get DNS Zone')).toEqual([]);
  });

  it('refuses a CNAME beside records that the zone has, and takes it in their place', async () => {
    const { domainName: name } = freshZone(graph.sandbox, 0);
    const records = [{ type: 'A', hostName: `www.${name}`, values: ['203.0.113.1'] }];
    const { data, calls } = await graph.ask(apply, { input: { domainName: name, records } });
    expect(data.applyDnsRecords.userErrors).toMatchObject([
      { code: 'FAILED_PRECONDITION', path: ['input', 'records', '0'] },
    ]);
    expect(calls).toEqual({ 'Get DNS Zone': 1 });
    const remove = [{ type: 'CNAME', hostName: `www.${name}` }];
    const swapped = await graph.ask(apply, { input: { domainName: name, records, remove } });
    expect(swapped.data.applyDnsRecords).toMatchObject({ isComplete: true, userErrors: [] });
    expect(swapped.calls).toEqual({ 'Get DNS Zone': 1, 'Update DNS Zone': 1 });
  });

  it.each(['POINTING', 'UNKNOWN_CONNECTION_TYPE'] as const)('has no zone to change for %s', async (type) => {
    const { domain } = agencyDomain(graph.sandbox, connectedBy(type));
    const input = { domainName: domain, records: [{ type: 'TXT', hostName: domain, values: ['x'] }] };
    const { data } = await graph.ask(apply, { input });
    expect(data.applyDnsRecords.userErrors).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'domainName'], upstreamCode: null },
    ]);
    const dry = await graph.ask(apply, { input: { ...input, dryRun: true } });
    expect(dry.data.applyDnsRecords.dryRun).toMatchObject({ isPossible: false, problems: [{ code: 'NOT_FOUND' }] });
  });
});

describe('applying DNS records when calls fail', () => {
  const graph = useGraph({ server: quickly });
  const { state, faults } = graph.sandbox;
  // The first zone is for tests that change nothing.
  let used = 1;
  const zone = () => {
    used += 1;
    return freshZone(graph.sandbox, used - 1);
  };
  const change = (domainName: string, count: number, more: object = {}) => ({
    input: { domainName, records: manyRecords(domainName, count), ...more },
  });
  /** Strikes the n-th call that changes a zone. */
  const nth = (wanted: number) => {
    let seen = 0;
    return ({ operation }: { operation: string }) => {
      if (operation === 'Update DNS Zone') seen += 1;
      return operation === 'Update DNS Zone' && seen === wanted;
    };
  };
  const hostsOf = (name: string) =>
    state.dnsZones.get(name)?.records.filter(({ hostName }) => hostName.startsWith('host-')).length;

  it.each([
    [428, 'DOMAIN_MX_RECORD_VALUE_INVALID', 'BAD_USER_INPUT', ['input']],
    [428, 'DOMAIN_CNAME_RECORD_HOSTNAME_INVALID', 'BAD_USER_INPUT', ['input']],
    [428, 'DOMAIN_DNS_EMPTY_RECORD_VALUE', 'BAD_USER_INPUT', ['input']],
    [428, 'DOMAIN_NOT_PERMITTED', 'NOT_ALLOWED', ['input', 'domainName']],
    [404, 'DNS_ZONE_NOT_FOUND', 'NOT_FOUND', ['input', 'domainName']],
    [428, 'SOMETHING_NEW', 'FAILED_PRECONDITION', ['input']],
  ])('says what %i %s means', async (status, upstreamCode, code, path) => {
    const { domainName } = freshZone(graph.sandbox, 0);
    const body = { message: 'No', details: { applicationError: { code: upstreamCode } } };
    faults.inject({ kind: 'status', operation: 'Update DNS Zone', status, body });
    const { data, errors } = await graph.ask(apply, change(domainName, 1));
    expect(errors).toBeUndefined();
    expect(data.applyDnsRecords).toMatchObject({ changes: null, userErrors: [{ code, path, upstreamCode }] });
  });

  it.each(['USER_ID_NOT_FOUND', 'TARGET_ACCOUNT_NOT_FOUND'])(
    'takes %s for a key that is not accepted',
    async (code) => {
      const { domainName } = freshZone(graph.sandbox, 0);
      const body = { message: 'No', details: { applicationError: { code } } };
      for (const operation of ['Update DNS Zone', 'Get DNS Zone']) {
        faults.inject({ kind: 'status', operation, status: 404, body });
        const { errors } = await graph.ask(apply, change(domainName, 1));
        expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAUTHENTICATED', upstreamCode: code } }]);
      }
    },
  );

  it('tells what was applied and what was not when a later call is refused', async () => {
    const { domainName } = zone();
    const body = { message: 'No', details: { applicationError: { code: 'DOMAIN_DNS_EMPTY_RECORD_VALUE' } } };
    faults.inject({ kind: 'status', status: 428, body, match: nth(2) });
    const { data, errors, calls } = await graph.ask(apply, change(domainName, 25));
    expect(errors).toBeUndefined();
    expect(calls).toEqual({ 'Get DNS Zone': 1, 'Update DNS Zone': 2 });
    const { changes, isComplete, userErrors } = data.applyDnsRecords;
    expect([isComplete, userErrors]).toEqual([false, []]);
    const codes = changes.map(({ error }: { error: { code: string } | null }) => error?.code ?? 'done');
    expect(codes.slice(0, 10)).toEqual(Array(10).fill('done'));
    expect(codes.slice(10, 20)).toEqual(Array(10).fill('BAD_USER_INPUT'));
    expect(codes.slice(20)).toEqual(Array(5).fill('FAILED_PRECONDITION'));
    expect(changes[10].error.upstreamCode).toBe('DOMAIN_DNS_EMPTY_RECORD_VALUE');
    expect(hostsOf(domainName)).toBe(10);
    const again = await graph.ask(apply, change(domainName, 25));
    expect(again.data.applyDnsRecords).toMatchObject({ isComplete: true });
    expect(again.calls).toEqual({ 'Get DNS Zone': 1, 'Update DNS Zone': 2 });
    expect(hostsOf(domainName)).toBe(25);
  });

  it('finds a call whose answer was lost, and goes on behind it', async () => {
    const { domainName } = zone();
    faults.inject({ kind: 'truncated', match: nth(1) });
    const { data, errors, calls } = await graph.ask(apply, change(domainName, 15));
    expect(errors).toBeUndefined();
    expect(data.applyDnsRecords).toMatchObject({ isComplete: true });
    expect(calls).toEqual({ 'Get DNS Zone': 2, 'Update DNS Zone': 2 });
    expect(hostsOf(domainName)).toBe(15);
  });

  it('is UPSTREAM_UNAVAILABLE, and not sent again, when the first call had no effect', async () => {
    const { domainName } = zone();
    faults.inject({ kind: 'reset', operation: 'Update DNS Zone' });
    const { data, errors, calls } = await graph.ask(apply, change(domainName, 15));
    expect(data).toEqual({ applyDnsRecords: null });
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(calls).toEqual({ 'Get DNS Zone': 2, 'Update DNS Zone': 1 });
    expect(hostsOf(domainName)).toBe(0);
  });

  const codesOf = (data: { applyDnsRecords: { changes: { error: { code: string } | null }[] } }) =>
    data.applyDnsRecords.changes.map(({ error }) => error?.code ?? 'done');
  /** Lets only the first read of a zone succeed. */
  const loseSight = () => {
    let reads = 0;
    const match = ({ operation }: { operation: string }) => {
      if (operation === 'Get DNS Zone') reads += 1;
      return operation === 'Get DNS Zone' && reads > 1;
    };
    faults.inject({ kind: 'status', status: 500, times: Number.POSITIVE_INFINITY, match });
  };

  it('tells of a later call that had no effect', async () => {
    const { domainName } = zone();
    faults.inject({ kind: 'reset', match: nth(2) });
    const { data } = await graph.ask(apply, change(domainName, 15));
    expect(codesOf(data)).toEqual([...Array(10).fill('done'), ...Array(5).fill('UPSTREAM_UNAVAILABLE')]);
    expect(hostsOf(domainName)).toBe(10);
  });

  it('tells of a later call of which nothing is known', async () => {
    const { domainName } = zone();
    faults.inject({ kind: 'truncated', match: nth(2) });
    loseSight();
    const { data, errors } = await graph.ask(apply, change(domainName, 25));
    expect(errors).toBeUndefined();
    const expected = ['done', 'OUTCOME_UNKNOWN'].flatMap((code) => Array(10).fill(code));
    expect(codesOf(data)).toEqual([...expected, ...Array(5).fill('FAILED_PRECONDITION')]);
    expect(hostsOf(domainName)).toBe(20);
  });

  it('is OUTCOME_UNKNOWN with the query that tells when the first call cannot be looked for', async () => {
    const { domainName } = zone();
    faults.inject({ kind: 'truncated', operation: 'Update DNS Zone' });
    loseSight();
    const key = { idempotencyKey: 'lost' };
    const { errors } = await graph.ask(apply, change(domainName, 3, key));
    expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN', outcome: 'unknown' } }]);
    faults.clear();
    const told = await graph.ask(String(errors?.[0]?.extensions['verify']));
    const hosts = told.data.dnsZone.records.map(({ hostName }: { hostName: string }) => hostName);
    expect(hosts).toContain(`host-2.${domainName}`);
    const replay = await graph.ask(apply, change(domainName, 3, key));
    expect(replay.data.applyDnsRecords).toMatchObject({ changes: [], isComplete: true });
    expect(replay.calls).toEqual({ 'Get DNS Zone': 1 });
  });

  it('happens once for one idempotency key, and answers the same to all', async () => {
    const { domainName } = zone();
    const variables = change(domainName, 3, { idempotencyKey: 'thrice' });
    const answers = await Promise.all([1, 2, 3].map(() => graph.ask(apply, variables)));
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers[0]?.data.applyDnsRecords.changes).toHaveLength(3);
    expect(sentUpdates(graph)).toHaveLength(1);
    const other = await graph.ask(apply, change(domainName, 4, { idempotencyKey: 'thrice' }));
    expect(other.errors).toMatchObject([{ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
  });
});

describe('applying DNS records without the permission', () => {
  const graph = useGraph({ key: 'noDomains' });

  it('is FORBIDDEN and names the permission', async () => {
    const { domainName } = freshZone(graph.sandbox, 0);
    const { errors } = await graph.ask(apply, { input: { domainName, records: manyRecords(domainName, 1) } });
    expect(errors).toMatchObject([{ path: ['applyDnsRecords'], extensions: { code: 'FORBIDDEN' } }]);
    expect(errors?.[0]?.message).toContain('DOMAINS.READ_DNS_ZONES');
  });
});

describe('applying DNS records while Wix is silent', () => {
  const graph = useGraph({ server: quickly, client: { callTimeoutMs: 100 } });

  it('is OUTCOME_UNKNOWN also when the zone does not show it: Wix may still be at it', async () => {
    const { domainName } = freshZone(graph.sandbox, 0);
    graph.sandbox.faults.inject({ kind: 'hang', operation: 'Update DNS Zone' });
    const { errors } = await graph.ask(apply, { input: { domainName, records: manyRecords(domainName, 3) } });
    expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(sentUpdates(graph)).toHaveLength(1);
  });
});
