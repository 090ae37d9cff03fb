import { isIPv4 } from 'node:net';
import { domainToASCII, domainToUnicode } from 'node:url';
import { isHostname } from '../wix/values.ts';

/** Characters that URL parsers remove or give a meaning of their own, so that they must not reach one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not reach the parser.
const notOfNames = /[\x00-\x20\x7f%#?/\\@:[\]<>^|]/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII.
const notAscii = /[^\x00-\x7f]/;

/**
 * Returns a name in lower case with internationalized labels in punycode (UTS 46); null if its labels cannot be
 * converted. Names in ASCII are not checked.
 */
export function toAsciiName(name: string): string | null {
  if (!notAscii.test(name)) return name.toLowerCase();
  if (notOfNames.test(name)) return null;
  const ascii = domainToASCII(name);
  return ascii === '' ? null : ascii;
}

/** Returns a name that Wix wrote in the form in which the graph compares and shows names. */
export function nameFromWix(name: string): string {
  return toAsciiName(name) ?? name.toLowerCase();
}

/** Returns a name with its punycode labels decoded. Labels that do not decode are returned as they are. */
export function toUnicodeName(name: string): string {
  if (!/(^|\.)xn--/i.test(name) || notOfNames.test(name)) return name;
  return domainToUnicode(name) || name;
}

/** Returns whether every punycode label of a name decodes to a label that encodes to it again. */
export function isDecodable(name: string): boolean {
  return name.split('.').every((label) => {
    if (!/^xn--/i.test(label)) return true;
    const decoded = toUnicodeName(label);
    return decoded !== label && toAsciiName(decoded) === label.toLowerCase();
  });
}

/** Returns why a label cannot be part of a host name, as the end of a sentence; null if it can. */
export function labelFault(label: string): string | null {
  if (label === '') return 'has an empty label: a dot at the beginning or two dots in a row';
  if (label.length > 63) return 'has a label longer than 63 characters, counted in punycode';
  if (!/^[a-z0-9_-]+$/i.test(label)) return 'has a character other than letters, digits, hyphens and underscores';
  if (/^-|-$/.test(label)) return 'has a label that begins or ends with a hyphen';
  return null;
}

/**
 * Returns why a name in ASCII is not a host name of two or more labels, as the end of a sentence; null if it is one.
 */
export function hostNameFault(name: string): string | null {
  if (name === '') return 'is empty';
  if (isIPv4(name) || name.includes(':')) return 'is an IP address or has a port: only a name is accepted';
  if (name.includes('/')) return 'has a slash: only a name is accepted, without https:// and path';
  if (name !== '.' && name.endsWith('.') && !name.endsWith('..')) return 'ends with a dot: leave it out';
  if (name.length > 253) return 'is longer than 253 characters, counted in punycode';
  const labels = name.split('.');
  for (const label of labels) {
    const fault = labelFault(label);
    if (fault !== null) return fault;
  }
  if (labels.length < 2) return 'has one label only: write the full name, such as www.example.com';
  return isHostname(name) ? null : 'ends with a number, as IP addresses do';
}

/** A name as it was read, or why it could not be. */
export type ReadName = { readonly name: string } | { readonly fault: string };

/** Reads a host name in any case, in ASCII or Unicode. The fault is the end of a sentence. */
export function readHostName(value: string): ReadName {
  const name = toAsciiName(value);
  if (name === null) return { fault: 'has characters that no internationalized domain name can have' };
  const fault = hostNameFault(name);
  return fault === null ? { name } : { fault };
}
