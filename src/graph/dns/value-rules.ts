import { isIPv4, isIPv6 } from 'node:net';
import { hostNameFault } from '../../lib/host-name.ts';
import type { DesiredRecord } from './record.ts';

/** Maximum length of a value, in UTF-16 code units as Wix's servers count. */
const maxValueLength = 1_000;

const controlCharacter = /\p{Cc}/u;
const max16 = 0xffff;
const max32 = 0xffff_ffff;

/** The format of the values of one type. */
interface ValueRule {
  /** The required format, as the end of a sentence. */
  readonly form: string;
  /** Returns what is wrong with a value, as the end of a sentence; null if nothing is. */
  readonly fault: (value: string) => string | null;
}

/** Returns whether a text is a whole number up to `max`. */
function isNumber(text: string, max: number): boolean {
  return /^\d{1,10}$/.test(text) && Number(text) <= max;
}

/** Returns what is wrong with a host name in a value. */
function hostFault(host: string): string | null {
  const fault = hostNameFault(host);
  return fault === null ? null : `its host name ${fault}`;
}

/** Makes the rule for values that are numbers followed by a host name. A single dot means no host. */
function numbersAndHost(names: readonly string[]): ValueRule['fault'] {
  return (value) => {
    const parts = value.split(' ');
    const host = parts.at(-1) ?? '';
    if (parts.includes('')) return 'it has spaces besides one between its parts';
    if (parts.length !== names.length + 1) return `it has ${parts.length} parts in place of ${names.length + 1}`;
    const wrong = names.find((_name, index) => !isNumber(parts[index] ?? '', max16));
    if (wrong !== undefined) return `its ${wrong} is not a number from 0 to ${max16}`;
    return host === '.' ? null : hostFault(host);
  };
}

function namingRuleFault(value: string): string | null {
  const parts = /^(\d{1,5}) (\d{1,5}) "([A-Za-z0-9]{0,8})" "([^"]{0,255})" "([^"]{0,255})" (\S{1,255})$/.exec(value);
  if (parts === null) return 'it does not have these six parts';
  const [, order = '', preference = '', , , , host = ''] = parts;
  if (!isNumber(order, max16)) return `its order is not a number from 0 to ${max16}`;
  if (!isNumber(preference, max16)) return `its preference is not a number from 0 to ${max16}`;
  return host === '.' ? null : hostFault(host);
}

function startOfZoneFault(value: string): string | null {
  const [server = '', mailbox = '', ...numbers] = value.split(' ');
  if (numbers.length !== 5) return 'it does not have seven parts with one space between them';
  if (!numbers.every((number) => isNumber(number, max32))) return `a number is not from 0 to ${max32}`;
  return hostFault(server.replace(/\.$/, '')) ?? hostFault(mailbox.replace(/\.$/, ''));
}

const is = (isRight: (value: string) => boolean) => (value: string) => (isRight(value) ? null : '');

const host: ValueRule = {
  form: 'a host name such as target.example.com',
  fault: (value) => {
    const fault = hostNameFault(value);
    return fault === null ? null : `it ${fault}`;
  },
};
const anyText: ValueRule = { form: 'text', fault: () => null };

const rules: Readonly<Record<DesiredRecord['type'], ValueRule>> = {
  A: { form: 'an IPv4 address such as 203.0.113.7', fault: is(isIPv4) },
  AAAA: {
    form: 'an IPv6 address such as 2001:db8::7',
    fault: is((value) => isIPv6(value) && !value.includes('%')),
  },
  CNAME: host,
  NS: host,
  PTR: host,
  MX: { form: 'a priority and a host name, as in `10 mx.example.com`', fault: numbersAndHost(['priority']) },
  TXT: anyText,
  SPF: { form: 'a mail policy that begins with `v=spf1`', fault: is((value) => /^v=spf1( |$)/.test(value)) },
  SRV: {
    form: 'priority, weight, port and host name, as in `10 5 5060 sip.example.com`',
    fault: numbersAndHost(['priority', 'weight', 'port']),
  },
  NAPTR: {
    form: 'order, preference, flags, service, expression and replacement, as in `100 10 "u" "E2U+sip" "!^.*$!sip:a@example.com!" .`',
    fault: namingRuleFault,
  },
  SOA: {
    form: 'server, mailbox and five numbers, as in `ns1.example.com admin.example.com 1 7200 900 1209600 300`',
    fault: startOfZoneFault,
  },
};

/** Returns the error message for a value of a record, with host names in ASCII; null if it is right. */
export function valueFault(type: DesiredRecord['type'], value: string): string | null {
  if (value.trim() === '') return 'Value is empty.';
  if (value.length > maxValueLength) return `Value is longer than ${maxValueLength} characters.`;
  if (controlCharacter.test(value)) return 'Value contains line breaks or other control characters.';
  const { form, fault } = rules[type];
  const found = fault(value);
  if (found === null) return null;
  return `Value must be ${form} for type ${type}${found === '' ? '' : `: ${found}`}.`;
}
