import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal, UserError } from '../write/user-error.ts';
import { type DomainAt, dnsZoneOf, missingIdentity } from './loader.ts';
import type { DnsZone } from './model.ts';
import { zoneVersion } from './record.ts';

/** Returns the lane of writes to a zone. */
export function zoneLane({ accountId, name }: DomainAt): readonly string[] {
  return [accountId, 'dnsZone', name];
}

/** Returns the query that shows a zone. */
export function zoneQuery({ accountId, name }: DomainAt): string {
  return `{ dnsZone(domainName: "${name}", accountId: "${accountId}") { version dnssecEnabled records { type hostName ttlSeconds values } } }`;
}

export const noZone = refusal(
  'NOT_FOUND',
  'domainName',
  "Wix hosts no DNS zone for this domain. Only domains that use Wix's name servers have one.",
);

/** Returns the current zone; null if Wix hosts none. */
export function currentZone(context: GraphContext, at: DomainAt): Promise<DnsZone | null> {
  return withIdentity(() => dnsZoneOf(context, at));
}

/** Returns the problems of a write to a zone that does not exist: what is wrong with the input, or else that. */
export function withoutZone(problems: readonly UserError[]): readonly UserError[] {
  const faults = problems.filter(({ code }) => code === 'BAD_USER_INPUT');
  return faults.length > 0 ? faults : [noZone];
}

/** Returns the errors of a zone that does not have the expected version; empty if no version is expected. */
export function versionConflict(zone: DnsZone | null, expectedVersion: string | null | undefined): UserError[] {
  if (expectedVersion === null || expectedVersion === undefined) return [];
  if (zone !== null && zoneVersion(zone) === expectedVersion) return [];
  return [
    refusal(
      'CONFLICT',
      'expectedVersion',
      'The zone was changed since you read this version. Read it again and retry with the new version.',
    ),
  ];
}

/**
 * Makes a call of the DNS API. Throws `unauthenticated` for the 404 that the API returns to a call without a known user
 * or account: the key was rejected, not the write.
 */
export async function withIdentity<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof WixError) || !missingIdentity.has(error.code ?? '')) throw error;
    const { endpoint, permission, status, code, requestId } = error;
    throw new WixError('unauthenticated', `returned ${code}`, {
      endpoint,
      permission,
      ...(status === undefined ? {} : { status }),
      ...(code === undefined ? {} : { code }),
      ...(requestId === undefined ? {} : { requestId }),
    });
  }
}

const badRecord = { code: 'BAD_USER_INPUT', field: '' } as const;

/** The codes in Wix's documentation and in its drafts. */
export const zoneRefusals: Readonly<Record<string, Refusal>> = {
  DNS_ZONE_NOT_FOUND: { code: 'NOT_FOUND', field: 'domainName', message: noZone.message },
  DOMAIN_NOT_PERMITTED: {
    code: 'NOT_ALLOWED',
    field: 'domainName',
    message:
      'Wix hosts no zone of this domain for the account. The domain is not connected by name servers, or is owned ' +
      'by another account.',
  },
  DOMAIN_ALREADY_EXISTS: { code: 'CONFLICT', field: 'domainName', message: 'The domain already has a zone.' },
  DOMAIN_DNS_EMPTY_RECORD_VALUE: { ...badRecord, message: 'A record has no value.' },
  DOMAIN_MX_RECORD_VALUE_INVALID: {
    ...badRecord,
    message: 'An MX record has an invalid value, or two records have the same type and host.',
  },
  DOMAIN_CNAME_RECORD_HOSTNAME_INVALID: { ...badRecord, message: 'A CNAME record has an invalid host.' },
  DOMAIN_DUPLICATE_RECORDS: { ...badRecord, message: 'Two records have the same type and host.' },
  DOMAIN_UPDATE_EMPTY_UPDATE_REQUEST: { ...badRecord, message: 'Wix found no changes in the request.' },
  INVALID_NS_RECORD: { ...badRecord, message: 'An NS record is invalid.' },
};
