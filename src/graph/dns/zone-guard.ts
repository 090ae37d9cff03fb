import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { refusal } from '../domain/refusal.ts';
import { type Refusal, RefusedError, type UserError } from '../write/user-error.ts';
import { type DomainAt, dnsZoneOf, missingIdentity } from './loader.ts';
import type { DnsZone } from './model.ts';
import { zoneVersion } from './record.ts';

/** The lane of everything that changes a zone. */
export function zoneLane({ accountId, name }: DomainAt): readonly string[] {
  return [accountId, 'dnsZone', name];
}

/** The query that shows a zone. */
export function zoneQuery({ accountId, name }: DomainAt): string {
  return `{ dnsZone(domainName: "${name}", accountId: "${accountId}") { version dnssecEnabled records { type hostName ttlSeconds values } } }`;
}

export const noZone = refusal(
  'NOT_FOUND',
  'domainName',
  'Wix hosts no DNS zone for this domain: only for those on its name servers.',
);

/** The zone as it is now; null where Wix hosts none. */
export function currentZone(context: GraphContext, at: DomainAt): Promise<DnsZone | null> {
  return withIdentity(() => dnsZoneOf(context, at));
}

/** The zone, if it has the version that is expected. Throws a {@link RefusedError} otherwise, and where there is none. */
export async function zoneToWrite(
  context: GraphContext,
  at: DomainAt,
  expectedVersion: string | null | undefined,
): Promise<DnsZone> {
  const zone = await currentZone(context, at);
  if (zone === null) throw new RefusedError([noZone]);
  const changed = versionConflict(zone, expectedVersion);
  if (changed.length > 0) throw new RefusedError(changed);
  return zone;
}

/** The refusal of a zone that is not what the caller has seen; none where nothing is expected. */
export function versionConflict(zone: DnsZone | null, expectedVersion: string | null | undefined): UserError[] {
  if (expectedVersion === null || expectedVersion === undefined) return [];
  if (zone !== null && zoneVersion(zone) === expectedVersion) return [];
  return [refusal('CONFLICT', 'expectedVersion', 'The zone was changed since this version of it was read.')];
}

/**
 * Makes a call of the DNS API. It answers 404 to a call without a known user or account: that is no refusal of the write, but a key
 * that is not accepted.
 */
export async function withIdentity<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof WixError) || !missingIdentity.has(error.code ?? '')) throw error;
    const { endpoint, permission, status, code, requestId } = error;
    throw new WixError('unauthenticated', `answered ${code}`, {
      endpoint,
      permission,
      ...(status === undefined ? {} : { status }),
      ...(code === undefined ? {} : { code }),
      ...(requestId === undefined ? {} : { requestId }),
    });
  }
}

const badRecord = { code: 'BAD_USER_INPUT', field: '' } as const;

/** The codes of Wix's table and those of its drafts. */
export const zoneRefusals: Readonly<Record<string, Refusal>> = {
  DNS_ZONE_NOT_FOUND: { code: 'NOT_FOUND', field: 'domainName', message: noZone.message },
  DOMAIN_NOT_PERMITTED: {
    code: 'NOT_ALLOWED',
    field: 'domainName',
    message: 'Wix hosts no zone of this domain for the account: it is not connected by name servers, or not its own.',
  },
  DOMAIN_ALREADY_EXISTS: { code: 'CONFLICT', field: 'domainName', message: 'The domain has a zone already.' },
  DOMAIN_DNS_EMPTY_RECORD_VALUE: { ...badRecord, message: 'Wix found a record without a value.' },
  DOMAIN_MX_RECORD_VALUE_INVALID: {
    ...badRecord,
    message: 'Wix refused the value of an MX record, or found two records of one type at one host.',
  },
  DOMAIN_CNAME_RECORD_HOSTNAME_INVALID: { ...badRecord, message: 'Wix refused the host of a CNAME record.' },
  DOMAIN_DUPLICATE_RECORDS: { ...badRecord, message: 'Wix found two records of one type at one host.' },
  DOMAIN_UPDATE_EMPTY_UPDATE_REQUEST: { ...badRecord, message: 'Wix found nothing to change.' },
  INVALID_NS_RECORD: { ...badRecord, message: 'Wix refused an NS record.' },
};
