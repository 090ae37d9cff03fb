import { nameFromWix } from '../../lib/host-name.ts';
import { count32, list, object, text, texts } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { DnsRecordType } from '../dns/model.ts';
import { getSetupInfo, type WixSetupInfo } from './rest.ts';

/** DNS records to enter where the domain is registered. Null fields were not sent by Wix. */
export interface SetupRecord {
  readonly type: DnsRecordType;
  readonly hostName: string | null;
  readonly ttlSeconds: number | null;
  readonly values: readonly string[];
}

/** The steps that connect a domain to Wix. */
export interface DomainSetup {
  readonly type: 'NameserverSetup' | 'PointingSetup' | 'SubdomainSetup';
  readonly records: readonly SetupRecord[];
  /** Free text with several spellings of the same registrar. */
  readonly registrarName: string | null;
  readonly currentNameservers: readonly string[];
}

/**
 * Maps Wix's setup info to ours; null if it holds no records in a known form. Throws a {@link WixError}
 * `invalidResponse` if it is the setup of another domain.
 */
export function toDomainSetup(raw: WixSetupInfo, requested: string): DomainSetup | null {
  if (nameFromWix(text(raw.connectedDomainId) ?? '') !== requested) {
    throw new WixError('invalidResponse', 'returned another domain', { endpoint: getSetupInfo.name });
  }
  const pointing = object(raw.pointingRecords);
  const forms = [
    { type: 'NameserverSetup', records: toRecord('NS', object(raw.nameserverRecord)['nsRecord']) },
    {
      type: 'PointingSetup',
      records: [...toRecord('A', pointing['aRecord']), ...toRecord('CNAME', pointing['cnameRecord'])],
    },
    {
      type: 'SubdomainSetup',
      records: list(object(raw.subdomainRecords)['cnameRecords']).flatMap((record) => toRecord('CNAME', record)),
    },
  ] as const;
  const form = forms.find(({ records }) => records.length > 0);
  if (form === undefined) return null;
  const registrar = object(raw.registrar);
  return {
    ...form,
    registrarName: text(registrar['name']) ?? text(raw.registrarName),
    currentNameservers: texts(registrar['nameServers']),
  };
}

/**
 * Maps a record of Wix to ours. CNAME records have one `value`, the others `values`; a record without either is left
 * out.
 */
function toRecord(type: DnsRecordType, raw: unknown): SetupRecord[] {
  const record = object(raw);
  const single = text(record['value']);
  const values = single === null ? texts(record['values']) : [single];
  if (values.length === 0) return [];
  return [{ type, hostName: text(record['hostName']), ttlSeconds: count32(record['ttl']), values }];
}
