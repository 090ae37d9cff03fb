import { isIPv6, SocketAddress } from 'node:net';
import { nameFromWix, toAsciiName } from '../../lib/host-name.ts';

/** The fields of a value that are host names, by record type, as positions among its fields; negative from the end. */
const hostFields: Readonly<Record<string, readonly number[]>> = {
  CNAME: [-1],
  NS: [-1],
  PTR: [-1],
  MX: [-1],
  SRV: [-1],
  NAPTR: [-1],
  SOA: [0, 1],
};

/** Types of which every other field is a number, written with or without leading zeros. */
const hasNumbers: ReadonlySet<string> = new Set(['MX', 'SRV', 'SOA', 'NAPTR']);

/** Splits a value into its fields. Quoted texts stay whole. */
function fieldsOf(value: string): string[] {
  return value.match(/"[^"]*"|\S+/g) ?? [];
}

/** Returns a host name in lower case and punycode, without the dot at its end. */
export function plainHost(hostName: string): string {
  const name = nameFromWix(hostName);
  return name.endsWith('.') && name.length > 1 ? name.slice(0, -1) : name;
}

/**
 * Normalizes a value for comparison: two values with the same result mean the same. Resolvers ignore the case of host
 * names, spaces between fields, leading zeros, and the spelling of IPv6 addresses. Texts mean what they are.
 */
export function plainValue(type: string, value: string): string {
  if (type === 'AAAA' && isIPv6(value)) return new SocketAddress({ address: value, family: 'ipv6' }).address;
  const hosts = hostFields[type];
  if (hosts === undefined) return value;
  const fields = fieldsOf(value);
  return fields
    .map((field, index) => {
      if (hosts.includes(index) || hosts.includes(index - fields.length)) return plainHost(field);
      return hasNumbers.has(type) && /^\d+$/.test(field) ? field.replace(/^0+(?=\d)/, '') : field;
    })
    .join(' ');
}

/** Returns a value with the Unicode host names in it in punycode. Hosts that cannot be converted stay. */
export function asciiValue(type: string, value: string): string {
  const hosts = hostFields[type];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII.
  if (hosts === undefined || /^[\x00-\x7f]*$/.test(value)) return value;
  const parts = value.split(' ');
  return parts
    .map((part, index) =>
      hosts.includes(index) || hosts.includes(index - parts.length) ? (toAsciiName(part) ?? part) : part,
    )
    .join(' ');
}

/** Joins the normalized values into one text in sorted order, because resolvers ignore the order. */
export function valuesText(type: string, values: readonly string[]): string {
  return JSON.stringify(values.map((value) => plainValue(type, value)).sort());
}
