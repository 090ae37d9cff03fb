import { count32, list, object, text, texts } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { DnsRecordType } from '../dns/model.ts';
import { getSetupInfo, type WixSetupInfo } from './rest.ts';

/** Records to be entered where the domain was registered. Null: Wix did not send it. */
export interface SetupRecord {
  readonly type: DnsRecordType;
  readonly hostName: string | null;
  readonly ttlSeconds: number | null;
  readonly values: readonly string[];
}

/** How a domain is led to Wix. */
export interface DomainSetup {
  readonly type: 'NameserverSetup' | 'PointingSetup' | 'SubdomainSetup';
  readonly records: readonly SetupRecord[];
  /** Free text, spelled in several ways. */
  readonly registrarName: string | null;
  readonly currentNameservers: readonly string[];
}

/**
 * Maps Wix's setup info to ours; null when it holds no records in a form that is known. Throws a {@link WixError}
 * `invalidResponse` for the setup of another domain.
 */
export function toDomainSetup(raw: WixSetupInfo, requested: string): DomainSetup | null {
  if (text(raw.connectedDomainId)?.toLowerCase() !== requested) {
    throw new WixError('invalidResponse', 'answered another domain', { endpoint: getSetupInfo.name });
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

/** CNAME records come with one `value`, the others with `values`; no record for one without either. */
function toRecord(type: DnsRecordType, raw: unknown): SetupRecord[] {
  const record = object(raw);
  const single = text(record['value']);
  const values = single === null ? texts(record['values']) : [single];
  if (values.length === 0) return [];
  return [{ type, hostName: text(record['hostName']), ttlSeconds: count32(record['ttl']), values }];
}
