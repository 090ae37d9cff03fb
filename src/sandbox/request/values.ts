import { isIP } from 'node:net';
import { z } from 'zod';
import type { SandboxQuirks } from '../quirks.ts';

/** Facts that a check of our own reports beside its text. */
export interface ViolationFacts {
  readonly rule: string;
  readonly data?: unknown;
  /** A value that passes the check. Present if the quirk `formats` decides about it. */
  readonly sample?: string;
  /** The quirk that says whether a larger number is refused or cut to the threshold. */
  readonly clampedBy?: keyof SandboxQuirks;
  /** Present if the name at the path is not declared for filters or sorts; a quirk decides whether it is ignored. */
  readonly undeclared?: 'filter' | 'siteFilter';
  /** Present if the quirk `repeatedItems` decides about it. */
  readonly repeated?: true;
}

/** Names the facts of a violation for zod, which has an open type for them. */
export function facts(of: ViolationFacts): Record<string, unknown> {
  return { ...of };
}

/** A text in a format. Whether formats are checked is the quirk `formats`. */
export function formatted(
  type: string,
  description: string,
  sample: string,
  fits: (text: string) => boolean,
): z.ZodType<string, string> {
  return z.string().refine(fits, { error: description, params: facts({ rule: 'FORMAT', data: { type }, sample }) });
}

const guidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text has the form of a GUID, in either case. */
export function isGuid(text: string): boolean {
  return guidShape.test(text);
}

/** A GUID. Upper case is read as lower case. */
export const guid: z.ZodType<string, string> = formatted(
  'GUID',
  'must be a valid GUID',
  '00000000-0000-4000-8000-000000000000',
  isGuid,
).transform((text) => text.toLowerCase());

/** Whether a text looks like an e-mail address. Loose on purpose: enough to tell an address from a slip of the keyboard. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

export const email = formatted('EMAIL', 'must be an e-mail address', 'someone@example.com', isEmail);

/** A text of at least one character. */
export function filled(maximum = 100_000): z.ZodType<string, string> {
  return z.string().min(1).max(maximum);
}

/** Missing and null both read as undefined, as in proto JSON. */
export function optional<Value>(schema: z.ZodType<Value>): z.ZodType<Value | undefined> {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** A list without repetitions. Whether they are refused is the quirk `repeatedItems`. */
export function distinct<Item>(list: z.ZodType<Item[]>, keyOf: (item: Item) => string): z.ZodType<Item[]> {
  return list.superRefine((items, context) => {
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      const key = keyOf(item);
      if (seen.has(key)) {
        const params = facts({ rule: 'UNIQUE', repeated: true });
        context.addIssue({ code: 'custom', path: [index], message: 'must not be repeated', params });
      }
      seen.add(key);
    }
  });
}

/** A page size. Whether a larger one is refused or cut is the given quirk. */
export function pageSize(maximum: number, clampedBy: keyof SandboxQuirks): z.ZodType<number, number> {
  return z
    .int()
    .min(0)
    .refine((size) => size <= maximum, {
      error: `must be less than or equal to ${maximum}`,
      params: facts({ rule: 'MAX', data: { threshold: maximum }, clampedBy }),
    });
}

export const offset = z.int().min(0);

/** A language as ISO 639 has it, with an optional script and region. */
export const language = formatted('LANGUAGE_TAG', 'must be a language code', 'en', (text) =>
  /^[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?$/.test(text),
);

/** A country of ISO 3166-1 alpha-2. */
export const country = formatted('COUNTRY', 'must be a country code', 'GB', (text) => /^[A-Z]{2}$/.test(text));

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** A currency of ISO 4217. */
export const currency = formatted('CURRENCY', 'must be a currency code', 'EUR', (text) => currencies.has(text));

function isTimeZone(text: string): boolean {
  try {
    return !/^[+-]/.test(text) && new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A time zone of the IANA database. */
export const timeZone = z
  .string()
  .max(30)
  .refine(isTimeZone, {
    error: 'must be a time zone of the IANA database',
    params: facts({ rule: 'FORMAT', data: { type: 'TIME_ZONE' }, sample: 'UTC' }),
  });

/** An absolute web address. */
export const url = formatted(
  'URL',
  'must be a web address',
  'https://example.com/',
  (text) => URL.canParse(text) && /^https?:/i.test(text),
);

/** An IPv4 or IPv6 address. */
export const ipAddress = formatted('IP_ADDRESS', 'must be an IP address', '203.0.113.7', (text) => isIP(text) !== 0);

/** Days and hours that exist: `Date.parse` accepts 30 February and hour 24. */
const existingMoment = z.regexes.datetime({});

/** A moment of ISO 8601 in UTC. */
export const moment = formatted(
  'DATE_TIME',
  'must be a date and time in UTC',
  '2026-01-01T00:00:00.000Z',
  (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text) && existingMoment.test(text),
);

/** A time of day from `00:00` to `24:00`. */
export const timeOfDay = formatted('TIME', 'must be a time from 00:00 to 24:00', '00:00', (text) =>
  /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text),
);

/** A host name: labels of letters, digits, hyphens and underscores; the first one can be `*`. */
export const hostName = formatted(
  'HOSTNAME',
  'must be a host name',
  'example.com',
  (text) =>
    text.length <= 253 &&
    /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(text),
);

/**
 * A name of a DNS record. Wix's schema calls it text of up to 256 characters: SRV records of SIP and reverse zones without a class have
 * names that are no host names, such as `_sip+d2t._tcp.example.com` and `0/25.example.com`.
 */
export const recordName = formatted(
  'HOSTNAME',
  'must be the full name of a record',
  'www.example.com',
  (text) => text.length <= 256 && /^(\*\.)?([\w/+-]{1,63}\.)+[\w/+-]{1,63}$/.test(text),
);
