import { labelFault } from '../../lib/host-name.ts';
import type { DesiredRecord } from './record.ts';
import { plainHost, plainValue } from './record-values.ts';
import { valueFault } from './value-rules.ts';

/** An error in a record. `field` is a field of the record; values are given by index. */
export interface RecordFault {
  readonly field: string;
  readonly message: string;
}

/** Maximum number of values in a record, and maximum TTL, which is the limit of DNS itself. */
const maxValues = 50;
const maxTtlSeconds = 0x7fff_ffff;

/** The types whose hosts are names of machines. The others can have names such as `_sip+d2t._tcp` and `0/25`. */
const atMachines: ReadonlySet<DesiredRecord['type']> = new Set(['A', 'AAAA', 'MX']);

/** Returns true if the host is the domain itself or ends with it. */
export function isInZone(hostName: string, domainName: string): boolean {
  return hostName === domainName || hostName.endsWith(`.${domainName}`);
}

/** Returns why a host, in ASCII, cannot have records of a type in the zone of a domain; null if it can. */
export function hostFault(hostName: string, domainName: string, type: DesiredRecord['type']): string | null {
  if (hostName === '') return 'is empty: write the full name, such as www.example.com';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII.
  if (/[^\x00-\x7f]/.test(hostName)) return 'has characters that no internationalized domain name can have';
  if (hostName.endsWith('.') && isInZone(hostName.slice(0, -1), domainName)) return 'ends with a dot: leave it out';
  if (!isInZone(hostName, domainName))
    return `is outside the zone: it must be ${domainName} or end with .${domainName}`;
  if (hostName === domainName) return null;
  if (hostName.length > 253) return 'is longer than 253 characters, counted in punycode';
  const labels = hostName.slice(0, -domainName.length - 1).split('.');
  for (const [index, label] of labels.entries()) {
    if (label === '*' && index === 0) continue;
    if (label.includes('*')) return 'has a wildcard that is not the whole first label: only * at the beginning works';
    // RFC 2317 has slashes in names of reverse zones, RFC 3263 plus signs in names of services.
    const fault = labelFault(atMachines.has(type) ? label : label.replace(/[+/]/g, '_'));
    if (fault !== null) return fault;
  }
  return null;
}

const singleValued: ReadonlySet<DesiredRecord['type']> = new Set(['CNAME', 'SOA']);

/**
 * Returns the errors in a record of the zone of a domain; empty if there are none. Checks host and type by Wix's
 * documentation and the rules of DNS.
 */
export function recordFaults(record: DesiredRecord, domainName: string): RecordFault[] {
  const { type, hostName, ttlSeconds, values } = record;
  const faults: RecordFault[] = [];
  const host = hostFault(hostName, domainName, type);
  if (host !== null) {
    faults.push({ field: 'hostName', message: `hostName ${host}.` });
  } else if (type === 'CNAME' && hostName === domainName) {
    faults.push({ field: 'hostName', message: "A CNAME record can't be at the domain itself. Use a name below it." });
  } else if (type === 'SOA' && hostName !== domainName) {
    faults.push({ field: 'hostName', message: 'An SOA record must be at the domain itself.' });
  }
  if (ttlSeconds !== null && (ttlSeconds < 1 || ttlSeconds > maxTtlSeconds)) {
    faults.push({ field: 'ttlSeconds', message: `ttlSeconds must be between 1 and ${maxTtlSeconds}.` });
  }
  const most = singleValued.has(type) ? 1 : maxValues;
  if (values.length < 1 || values.length > most) {
    const count = most === 1 ? 'one value' : `1 to ${most} values`;
    faults.push({ field: 'values', message: `A record of type ${type} must have ${count}.` });
  }
  return [...faults, ...valueFaults(record)];
}

function valueFaults({ type, hostName, values }: DesiredRecord): RecordFault[] {
  const first = new Map<string, number>();
  return values.flatMap((value, index) => {
    const field = `values.${index}`;
    const fault = valueFault(type, value);
    if (fault !== null) return [{ field, message: fault }];
    const plain = plainValue(type, value);
    const same = first.get(plain);
    if (same !== undefined) {
      return [{ field, message: `Value means the same as values.${same}. Values must be unique.` }];
    }
    first.set(plain, index);
    if (type === 'MX' && plain.endsWith(' .') && values.length > 1) {
      const message = 'A null MX (`0 .`) says that the domain accepts no mail. It must be the only value.';
      return [{ field, message }];
    }
    if (type === 'CNAME' && plain === plainHost(hostName)) {
      return [{ field, message: 'A CNAME record must not point to its own host.' }];
    }
    return [];
  });
}
