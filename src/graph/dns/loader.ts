import { object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import type { Domain } from '../domain/model.ts';
import { type DnsZone, toDnsZone } from './model.ts';
import { getDnsZone, previewDnsZone } from './rest.ts';

/** A domain, connected or registered through Wix. */
export type DomainAt = Pick<Domain, 'accountId' | 'name'>;

/** The zone that Wix hosts for a domain, one Get DNS Zone; null when it hosts none, as for a pointing domain. */
export function dnsZoneOf(context: GraphContext, domain: DomainAt): Promise<DnsZone | null> {
  return readZone(context, getDnsZone, domain);
}

/** The zone that Wix computes for a domain, one Preview DNS Zone; null when it computes none. */
export function dnsPreviewOf(context: GraphContext, domain: DomainAt): Promise<DnsZone | null> {
  return readZone(context, previewDnsZone, domain);
}

async function readZone(
  context: GraphContext,
  endpoint: typeof getDnsZone | typeof previewDnsZone,
  { accountId, name }: DomainAt,
): Promise<DnsZone | null> {
  try {
    const answer = await context.wix.call(endpoint, { accountId, params: { domainName: name } });
    return toDnsZone(object(answer.dnsZone), name, endpoint.name);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The DNS API answers 404 to a call without a known user or account as well: that says nothing about the zone. */
export const missingIdentity: ReadonlySet<string> = new Set(['USER_ID_NOT_FOUND', 'TARGET_ACCOUNT_NOT_FOUND']);

function isMissing(error: unknown): boolean {
  return error instanceof WixError && error.failure === 'notFound' && !missingIdentity.has(error.code ?? '');
}
