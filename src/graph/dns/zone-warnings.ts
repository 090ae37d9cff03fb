import { BlockList, isIP } from 'node:net';
import { isDecodable } from '../../lib/host-name.ts';
import type { DnsRecord } from './model.ts';
import { plainHost, plainValue } from './record-values.ts';

/** A record with its host in the form for comparison. */
interface Listed extends DnsRecord {
  readonly host: string;
}

type Rule = (record: Listed, zone: Zone) => readonly string[];

interface Zone {
  readonly domainName: string;
  /** The records of each host. */
  readonly at: ReadonlyMap<string, readonly Listed[]>;
}

/** Returns what is legal in a zone and does not work, in sentences without values. */
export function zoneWarnings(records: readonly DnsRecord[], domainName: string): string[] {
  const at = new Map<string, Listed[]>();
  for (const record of records) {
    if (record.hostName === null) continue;
    const host = plainHost(record.hostName);
    at.set(host, [...(at.get(host) ?? []), { ...record, host }]);
  }
  const zone = { domainName, at };
  const found = [...at.values()].flat().flatMap((record) => rules.flatMap((rule) => rule(record, zone)));
  return [...new Set(found)];
}

const rules: readonly Rule[] = [
  oneText(/^v=spf1( |$)/i, (host) => `${host} has several SPF policies (TXT). Receivers then use none.`),
  ({ host, type }) =>
    type === 'SPF' ? [`${host} has an SPF record, which receivers no longer read. Use a TXT record.`] : [],
  dmarc,
  ({ host, type, values }) =>
    type === 'TXT' && !/(^|\.)_domainkey\./.test(host) && values.some((value) => /^v=DKIM1\b/i.test(value))
      ? [`${host} has a DKIM key. Receivers look for it below _domainkey only.`]
      : [],
  ({ host, type, values }) =>
    type === 'TXT' && values.some((value) => /^"[\s\S]*"$/.test(value))
      ? [`${host} has a TXT value in quotes, as dig prints it. The quotes become a part of the text.`]
      : [],
  targets,
  loops,
  ({ host, type, values }) =>
    (type === 'A' || type === 'AAAA') && values.some(isPrivate)
      ? [`${host} has an ${type} value that the internet can't reach: a private, local or unspecified address.`]
      : [],
  ({ host }, { domainName }) =>
    host.endsWith(`.${domainName}.${domainName}`) || host === `${domainName}.${domainName}`
      ? [`${host} contains the domain twice.`]
      : [],
  ({ host, type, values }) =>
    isDecodable(host) && hostsOf(type, values).every(isDecodable)
      ? []
      : [`${host} has a record with a punycode label that is not a valid name. Browsers don't open such names.`],
];

/** Makes the rule that a host has at most one TXT value that begins in a way. */
function oneText(pattern: RegExp, message: (host: string) => string): Rule {
  return ({ host, type }, { at }) => {
    if (type !== 'TXT') return [];
    const texts = (at.get(host) ?? []).filter((record) => record.type === 'TXT').flatMap(({ values }) => values);
    return texts.filter((text) => pattern.test(unquoted(text))).length > 1 ? [message(host)] : [];
  };
}

function unquoted(text: string): string {
  return text.replace(/^"|"$/g, '');
}

function dmarc(record: Listed, zone: Zone): readonly string[] {
  const isPolicy = (value: string) => /^v=DMARC1\b/i.test(unquoted(value));
  if (record.type !== 'TXT' || !record.values.some(isPolicy)) return [];
  if (!/^_dmarc\./.test(record.host))
    return [`${record.host} has a DMARC policy. Receivers look for it at _dmarc only.`];
  return oneText(/^v=DMARC1\b/i, (host) => `${host} has several DMARC policies. Receivers then use none.`)(
    record,
    zone,
  );
}

/** Returns the hosts that the values of a record lead to. */
function hostsOf(type: string, values: readonly string[]): string[] {
  if (!['CNAME', 'NS', 'MX', 'SRV', 'PTR'].includes(type)) return [];
  return values.map((value) => plainValue(type, value).split(' ').at(-1) ?? '');
}

/** Warns of servers that are aliases (RFC 2181, section 10.3, and RFC 2782). */
function targets({ host, type, values }: Listed, { at }: Zone): readonly string[] {
  if (type !== 'MX' && type !== 'NS' && type !== 'SRV') return [];
  const isAlias = (name: string) => at.get(name)?.some((record) => record.type === 'CNAME') === true;
  return hostsOf(type, values).some(isAlias)
    ? [`${host} has an ${type} record that leads to a CNAME. Its target must have addresses of its own.`]
    : [];
}

/** Warns of aliases that lead back to themselves. */
function loops({ host, type }: Listed, { at }: Zone): readonly string[] {
  if (type !== 'CNAME') return [];
  const seen = new Set<string>();
  for (let name: string | undefined = host; name !== undefined; ) {
    if (seen.has(name)) return name === host ? [`${host} is a CNAME that leads back to itself.`] : [];
    seen.add(name);
    const alias: Listed | undefined = at.get(name)?.find((record) => record.type === 'CNAME');
    name = alias === undefined ? undefined : hostsOf('CNAME', alias.values)[0];
  }
  return [];
}

const unreachable = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  unreachable.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  unreachable.addSubnet(network, prefix, 'ipv6');
}

function isPrivate(value: string): boolean {
  const family = isIP(value);
  return family !== 0 && !value.includes('%') && unreachable.check(value, family === 4 ? 'ipv4' : 'ipv6');
}
