import { readHostName } from './host-name.ts';

/** An address as it was read, or why it could not be. */
export type ReadEmail = { readonly address: string } | { readonly fault: string };

/** The characters of the part before the `@` in a dot-string (RFC 5321, section 4.1.2). */
const localCharacters = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+$/i;

/**
 * Reads an e-mail address: a dot-string (RFC 5321), an `@` and a host name, of which Unicode labels are converted to
 * punycode. Quoted local parts and address literals are faults, because Wix and most forms refuse them. The fault is the
 * end of a sentence.
 */
export function readEmail(value: string): ReadEmail {
  const at = value.lastIndexOf('@');
  if (at < 0) return { fault: 'has no @' };
  const local = value.slice(0, at);
  const fault = localFault(local);
  if (fault !== null) return { fault };
  const domain = value.slice(at + 1);
  // Keeps the case of a domain in ASCII, as Wix stores addresses.
  const read = readHostName(domain);
  if ('fault' in read) return { fault: `has a domain that ${read.fault}` };
  if (read.name.includes('_')) return { fault: 'has an underscore in its domain' };
  const address = `${local}@${read.name === domain.toLowerCase() ? domain : read.name}`;
  return address.length > 254 ? { fault: 'is longer than 254 characters' } : { address };
}

function localFault(local: string): string | null {
  if (local === '') return 'has nothing before the @';
  if (local.length > 64) return 'has more than 64 characters before the @';
  if (/[^\x20-\x7e]/.test(local)) return 'has a non-ASCII character before the @, which Wix does not accept';
  if (/^\.|\.$|\.\./.test(local)) return 'has a dot at the edge, or two in a row, before the @';
  return localCharacters.test(local)
    ? null
    : 'has a character before the @ that needs quotes, which Wix does not accept';
}
