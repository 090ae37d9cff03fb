import type { ValueType } from './endpoint.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const decimalId = /^[0-9]{1,20}$/;
const token = /^[\x21-\x7e]{1,10000}$/;
const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** Whether the text is a GUID in its usual hyphenated form. */
export function isGuid(value: string): boolean {
  return guid.test(value);
}

/**
 * Returns whether the text is a host name of at least two labels in ASCII (IDNs as punycode), at most 253 characters, without a trailing
 * dot. IP addresses are rejected: the last label must not be a number, in decimal or as `0x7f`.
 */
export function isHostname(value: string): boolean {
  if (value.length > 253) return false;
  const labels = value.split('.');
  const last = labels.at(-1) ?? '';
  return labels.length > 1 && labels.every((part) => label.test(part)) && !/^([0-9]+|0x[0-9a-f]*)$/i.test(last);
}

const checks: Record<ValueType, (value: string) => boolean> = {
  accountId: isGuid,
  siteId: isGuid,
  guid: isGuid,
  hostname: isHostname,
  decimalId: (value) => decimalId.test(value),
  token: (value) => token.test(value) && value !== '.' && value !== '..',
};

/** Whether the value has the declared type, so that it is safe in a path segment or a header. */
export function isValue(type: ValueType, value: unknown): value is string {
  return typeof value === 'string' && checks[type](value);
}

/** Whether the text can be sent as an `authorization` header: visible ASCII, 1 to 8,192 characters. */
export function isApiKeyText(value: unknown): boolean {
  return typeof value === 'string' && /^[\x21-\x7e]{1,8192}$/.test(value);
}
