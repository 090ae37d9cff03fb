import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { readEmail } from '../lib/email-address.ts';
import { readHostName } from '../lib/host-name.ts';
import { isTime, isTimeShaped } from '../lib/time-text.ts';
import { builder } from './builder.ts';

function literal(parse: (value: unknown) => string) {
  return (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : null);
}

function refuse(message: string): never {
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

function parseDateTime(value: unknown): string {
  if (typeof value !== 'string' || !isTimeShaped(value)) {
    return refuse('DateTime must be an RFC 3339 time such as 2026-11-23T12:00:00Z.');
  }
  return isTime(value)
    ? value
    : refuse('DateTime must be a date and time that exist: this day, hour, minute, second or offset does not.');
}

function parseDomainName(value: unknown): string {
  if (typeof value !== 'string') return refuse('DomainName must be a host name such as example.com.');
  const read = readHostName(value);
  return 'name' in read
    ? read.name
    : refuse(`DomainName must be a host name such as example.com: this one ${read.fault}.`);
}

function parseEmail(value: unknown): string {
  if (typeof value !== 'string') return refuse('EmailAddress must be an address such as name@example.com.');
  const read = readEmail(value);
  return 'address' in read
    ? read.address
    : refuse(`EmailAddress must be an address such as name@example.com: this one ${read.fault}.`);
}

function parseUrl(value: unknown): string {
  // URL parsers remove white space, so that what they read is not what would be sent.
  return typeof value === 'string' &&
    value.length <= 2_048 &&
    !/[\s\p{Cc}]/u.test(value) &&
    URL.canParse(value) &&
    new URL(value).protocol === 'https:'
    ? value
    : refuse('URL must be an absolute https URL without white space.');
}

builder.scalarType('DateTime', {
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  description:
    'An RFC 3339 time in UTC with milliseconds, for example `2026-11-23T12:00:00.000Z`. Input can have any offset and ' +
    'up to 9 digits of a second. Times that do not exist are refused: 30 February, hour 24, leap seconds.',
  serialize: (value) => value,
  extensions: { isText: true },
  parseValue: parseDateTime,
  parseLiteral: literal(parseDateTime),
});

builder.scalarType('DomainName', {
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc1034',
  description:
    'A host name of at least two labels, for example `shop.example.com`. Output is in lower case, with ' +
    'internationalized labels in punycode. Input can be in any case, in punycode or in Unicode (converted by UTS 46).',
  serialize: (value) => value,
  extensions: { isText: true },
  parseValue: parseDomainName,
  parseLiteral: literal(parseDomainName),
});

builder.scalarType('EmailAddress', {
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2',
  description:
    'An e-mail address as Wix stores it, for example `name@example.com`. Input must have a dot-string of ASCII ' +
    'before the `@`; a Unicode domain is converted to punycode.',
  serialize: (value) => value,
  extensions: { isText: true },
  parseValue: parseEmail,
  parseLiteral: literal(parseEmail),
});

builder.scalarType('URL', {
  specifiedByURL: 'https://url.spec.whatwg.org/',
  description: 'An absolute URL, for example `https://www.example.com/`.',
  serialize: (value) => value,
  extensions: { isText: true },
  parseValue: parseUrl,
  parseLiteral: literal(parseUrl),
});
