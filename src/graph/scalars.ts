import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { z } from 'zod';
import { isHostname } from '../wix/values.ts';
import { builder } from './builder.ts';

/** An e-mail address as browsers accept it, with a host name of at least two labels. */
const email = z
  .email({ pattern: z.regexes.html5Email })
  .refine((address) => isHostname(address.slice(address.indexOf('@') + 1)) && address.indexOf('@') <= 64);

function literal(parse: (value: unknown) => string) {
  return (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : null);
}

function refuse(message: string): never {
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

function parseDateTime(value: unknown): string {
  if (
    typeof value !== 'string' ||
    !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(value)
  ) {
    return refuse('DateTime must be an RFC 3339 time such as 2026-11-23T12:00:00Z.');
  }
  return Number.isNaN(Date.parse(value))
    ? refuse('DateTime must be a date and time that exist: this one does not.')
    : value;
}

function parseDomainName(value: unknown): string {
  const name = typeof value === 'string' ? value.toLowerCase() : '';
  return isHostname(name)
    ? name
    : refuse(
        'DomainName must be a host name such as example.com: ASCII labels (punycode for others) without a ' +
          'trailing dot.',
      );
}

function parseEmail(value: unknown): string {
  return typeof value === 'string' && value.length <= 254 && email.safeParse(value).success
    ? value
    : refuse('EmailAddress must be an ASCII e-mail address such as name@example.com.');
}

function parseUrl(value: unknown): string {
  return typeof value === 'string' &&
    value.length <= 2_048 &&
    URL.canParse(value) &&
    new URL(value).protocol === 'https:'
    ? value
    : refuse('URL must be an absolute https URL.');
}

builder.scalarType('DateTime', {
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  description: 'An RFC 3339 time in UTC with milliseconds, for example `2026-11-23T12:00:00.000Z`.',
  serialize: (value) => value,
  extensions: { isText: true },
  parseValue: parseDateTime,
  parseLiteral: literal(parseDateTime),
});

builder.scalarType('DomainName', {
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc1034',
  description:
    'A host name of at least two labels, for example `shop.example.com`. Lower case in output; any case is ' +
    'accepted as input. Internationalized names are in punycode.',
  serialize: (value) => value,
  extensions: { isText: true },
  parseValue: parseDomainName,
  parseLiteral: literal(parseDomainName),
});

builder.scalarType('EmailAddress', {
  specifiedByURL: 'https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address',
  description: 'An e-mail address as Wix stores it, for example `name@example.com`.',
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
