import { isIPv4, isIPv6 } from 'node:net';
import { isHostname } from '../../wix/values.ts';
import type { DesiredRecord } from './record.ts';

/** An error in a record. `field` is a field of the record; values are given by index. */
export interface RecordFault {
  readonly field: string;
  readonly message: string;
}

/**
 * Maximum number of values in a record, maximum length of each, and maximum TTL; the last is the limit of DNS itself.
 */
const maxValues = 50;
const maxValueLength = 1_000;
const maxTtlSeconds = 0x7fff_ffff;

const hostLabel = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;
const controlCharacter = /\p{Cc}/u;

/**
 * Returns true if the host is the domain itself or below it, such as `a.example.com` and `*.example.com` in the zone of
 * `example.com`.
 */
export function isInZone(hostName: string, domainName: string): boolean {
  if (hostName === domainName) return true;
  if (hostName.length > 253 || !hostName.endsWith(`.${domainName}`)) return false;
  const labels = hostName.slice(0, -domainName.length - 1).split('.');
  return labels.every((label, index) => (label === '*' && index === 0) || hostLabel.test(label));
}

function isNumber(text: string | undefined, max: number): boolean {
  return text !== undefined && /^\d{1,10}$/.test(text) && Number(text) <= max;
}

const max16 = 0xffff;
const max32 = 0xffff_ffff;

function isMailServer(value: string): boolean {
  const [priority, host = '', ...rest] = value.split(' ');
  // A single dot means that the domain accepts no mail (RFC 7505).
  return isNumber(priority, max16) && (isHostname(host) || host === '.') && rest.length === 0;
}

function isService(value: string): boolean {
  const [priority, weight, port, host = '', ...rest] = value.split(' ');
  const areNumbers = [priority, weight, port].every((number) => isNumber(number, max16));
  return areNumbers && (isHostname(host) || host === '.') && rest.length === 0;
}

function isNamingRule(value: string): boolean {
  const parts = /^(\d{1,5}) (\d{1,5}) "([A-Za-z0-9]{0,8})" "([^"]{0,255})" "([^"]{0,255})" (\S{1,253})$/.exec(value);
  const [, order, preference, , , , host = ''] = parts ?? [];
  return isNumber(order, max16) && isNumber(preference, max16) && (isHostname(host) || host === '.');
}

function isStartOfZone(value: string): boolean {
  const [server = '', mailbox = '', ...numbers] = value.split(' ');
  const areNumbers = numbers.length === 5 && numbers.every((number) => isNumber(number, max32));
  return areNumbers && [server, mailbox].every((name) => isHostname(name.replace(/\.$/, '')));
}

interface ValueRule {
  readonly isRight: (value: string) => boolean;
  /** The required format of a value, as the end of a sentence. */
  readonly form: string;
}

const hostName: ValueRule = {
  isRight: isHostname,
  form: 'a host name such as target.example.com, without a trailing dot',
};
const anyText: ValueRule = { isRight: () => true, form: 'text' };

const rules: Readonly<Record<DesiredRecord['type'], ValueRule>> = {
  A: { isRight: isIPv4, form: 'an IPv4 address such as 203.0.113.7' },
  AAAA: { isRight: (value) => isIPv6(value) && !value.includes('%'), form: 'an IPv6 address such as 2001:db8::7' },
  CNAME: hostName,
  NS: hostName,
  PTR: hostName,
  MX: { isRight: isMailServer, form: 'a priority and a host name, as in `10 mx.example.com`' },
  TXT: anyText,
  SPF: { isRight: (value) => /^v=spf1( |$)/.test(value), form: 'a mail policy that begins with `v=spf1`' },
  SRV: { isRight: isService, form: 'priority, weight, port and host name, as in `10 5 5060 sip.example.com`' },
  NAPTR: {
    isRight: isNamingRule,
    form: 'order, preference, flags, service, expression and replacement, as in `100 10 "u" "E2U+sip" "!^.*$!sip:a@example.com!" .`',
  },
  SOA: {
    isRight: isStartOfZone,
    form: 'server, mailbox and five numbers, as in `ns1.example.com admin.example.com 1 7200 900 1209600 300`',
  },
};

const singleValued: ReadonlySet<DesiredRecord['type']> = new Set(['CNAME', 'SOA']);

/**
 * Returns the errors in a record of the zone of a domain; empty if there are none. Checks host and type by Wix's
 * documentation and the rules of DNS.
 */
export function recordFaults({ type, hostName, ttlSeconds, values }: DesiredRecord, domainName: string): RecordFault[] {
  const faults: RecordFault[] = [];
  if (!isInZone(hostName, domainName)) {
    faults.push({
      field: 'hostName',
      message: `hostName must be ${domainName} or end with .${domainName}. Write the full name.`,
    });
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
  if (new Set(values).size < values.length) {
    faults.push({ field: 'values', message: 'values must be unique.' });
  }
  values.forEach((value, index) => {
    const message = valueFault(type, value);
    if (message !== null) faults.push({ field: `values.${index}`, message });
  });
  return faults;
}

function valueFault(type: DesiredRecord['type'], value: string): string | null {
  if (value.trim() === '') return 'Value is empty.';
  if (value.length > maxValueLength) return `Value is longer than ${maxValueLength} characters.`;
  if (controlCharacter.test(value)) return 'Value contains line breaks or other control characters.';
  return rules[type].isRight(value) ? null : `Value must be ${rules[type].form} for type ${type}.`;
}
