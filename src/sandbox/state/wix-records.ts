import type { SandboxDnsRecord } from './dns-zone.ts';
import { rootDomain } from './domain-name.ts';
import { frozen } from './frozen.ts';

/** The two name servers that Wix gives a domain. Pairs as seen in zones of real domains. */
const nameserverPairs = frozen([
  ['ns2.wixdns.net', 'ns3.wixdns.net'],
  ['ns4.wixdns.net', 'ns5.wixdns.net'],
  ['ns8.wixdns.net', 'ns9.wixdns.net'],
  ['ns12.wixdns.net', 'ns13.wixdns.net'],
] as const);

/** The time for which resolvers can cache records, in seconds. */
const recordTtl = 3_600;
const nameserverTtl = 86_400;

const pointingAddress = '185.230.63.107';

/** Returns the same pair for a root domain and everything below it, always. */
function wixNameservers(domain: string): readonly [string, string] {
  const sum = [...rootDomain(domain)].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return nameserverPairs[sum % nameserverPairs.length] ?? nameserverPairs[0];
}

/** The record that leads a domain to Wix's name servers. */
export function nameserverRecord(domain: string): SandboxDnsRecord {
  return { type: 'NS', hostName: domain, ttl: nameserverTtl, values: wixNameservers(domain) };
}

/** The record that leads a domain to Wix while its DNS is hosted elsewhere. */
export function pointingRecord(domain: string): SandboxDnsRecord {
  return { type: 'A', hostName: domain, ttl: recordTtl, values: [pointingAddress] };
}

/** The record that leads one host, a subdomain or a `www` name, to Wix while its DNS is hosted elsewhere. */
export function aliasRecord(hostName: string): SandboxDnsRecord {
  return { type: 'CNAME', hostName, ttl: recordTtl, values: ['pointing.wixdns.net'] };
}

/** The records that Wix computes for a zone that it hosts, or would host. */
export function hostedRecords(domain: string): readonly SandboxDnsRecord[] {
  const nameservers = nameserverRecord(domain);
  const authority = `${nameservers.values[0]} support.wix.com 2024032600 10800 3600 604800 3600`;
  return [
    {
      type: 'A',
      hostName: domain,
      ttl: recordTtl,
      values: ['185.230.63.171', '185.230.63.186', pointingAddress],
    },
    { type: 'CNAME', hostName: `www.${domain}`, ttl: recordTtl, values: ['cdn1.wixdns.net'] },
    nameservers,
    { type: 'SOA', hostName: domain, ttl: recordTtl, values: [authority] },
  ];
}
