import { object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import type { Domain } from '../domain/model.ts';
import { type DnsZone, toDnsZone } from './model.ts';
import { getDnsZone, previewDnsZone } from './rest.ts';

/** A domain, connected or registered through Wix. */
export type DomainAt = Pick<Domain, 'accountId' | 'name'>;

/** A zone with what identifies it: the account, and whether Wix hosts it or computed what it would host. */
export interface IdentifiedZone extends DnsZone {
  readonly accountId: string;
  readonly isPreview: boolean;
}

/**
 * Returns the zone that Wix hosts for a domain, with one Get DNS Zone call. Null if Wix hosts none, as for a pointing
 * domain.
 */
export function dnsZoneOf(context: GraphContext, domain: DomainAt): Promise<IdentifiedZone | null> {
  return readZone(context, getDnsZone, domain);
}

/** Returns the zone that Wix computes for a domain, with one Preview DNS Zone call. Null if Wix computes none. */
export function dnsPreviewOf(context: GraphContext, domain: DomainAt): Promise<IdentifiedZone | null> {
  return readZone(context, previewDnsZone, domain);
}

async function readZone(
  context: GraphContext,
  endpoint: typeof getDnsZone | typeof previewDnsZone,
  { accountId, name }: DomainAt,
): Promise<IdentifiedZone | null> {
  try {
    const answer = await context.wix.call(endpoint, { accountId, params: { domainName: name } });
    const zone = toDnsZone(object(answer.dnsZone), name, endpoint.name);
    return { ...zone, accountId, isPreview: endpoint === previewDnsZone };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/**
 * The codes with which the DNS API responds 404 to a call without a known user or account. They do not mean that the
 * zone is missing.
 */
export const missingIdentity: ReadonlySet<string> = new Set(['USER_ID_NOT_FOUND', 'TARGET_ACCOUNT_NOT_FOUND']);

function isMissing(error: unknown): boolean {
  return error instanceof WixError && error.failure === 'notFound' && !missingIdentity.has(error.code ?? '');
}
