import { applicationError, Refusal } from '../answer.ts';
import { enumAt, integerAt, type JsonObject, refuseField, stringAt, stringsAt } from '../input.ts';
import type { SandboxQuirks } from '../quirks.ts';
import type { SandboxDnsRecord } from '../state/dns-zone.ts';

const recordTypes = ['A', 'AAAA', 'NS', 'SOA', 'CNAME', 'MX', 'TXT', 'SPF', 'SRV', 'PTR', 'NAPTR'] as const;

function refuse(code: string, text: string): never {
  throw new Refusal(applicationError(428, code, text));
}

function checkValues({ type, hostName, values }: SandboxDnsRecord, domainName: string): void {
  if (values.length === 0 || values.some((value) => value.trim() === '')) {
    refuse('DOMAIN_DNS_EMPTY_RECORD_VALUE', `Value of record ${type} is empty.`);
  }
  const wrong = type === 'MX' ? values.find((value) => !/^\d{1,5} \S+$/.test(value)) : undefined;
  if (wrong !== undefined) {
    const rule = 'it should start with a priority and then the mail server, for example "5 aspmx.l.google.com"';
    refuse('DOMAIN_MX_RECORD_VALUE_INVALID', `Value of MX record ${wrong} is invalid, ${rule}.`);
  }
  if (type === 'CNAME' && (hostName === domainName || !hostName.endsWith(`.${domainName}`))) {
    const rule = 'it should end with the domain name but not equal to it, for example "en.domain.com"';
    refuse('DOMAIN_CNAME_RECORD_HOSTNAME_INVALID', `Host name of the CNAME record ${hostName} is invalid, ${rule}.`);
  }
}

/** A record to be added, checked as documented. Throws a Refusal. */
export function addedRecord(sent: JsonObject, domainName: string, quirks: SandboxQuirks): SandboxDnsRecord {
  const type = enumAt(sent, 'type', recordTypes);
  const hostName = stringAt(sent, 'hostName')?.toLowerCase() ?? '';
  if (type === undefined) return refuseField({ field: 'type', description: 'must not be empty' });
  if (hostName === '') return refuseField({ field: 'hostName', description: 'must not be empty' });
  const values = stringsAt(sent, 'values') ?? [];
  if (values.length > 50) {
    refuseField({ field: 'values', description: 'has size more than 50', violatedRule: 'MAX_SIZE' });
  }
  const record = { type, hostName, ttl: integerAt(sent, 'ttl') ?? quirks.defaultRecordTtl, values };
  checkValues(record, domainName);
  return record;
}

/** Which of the records is the one to be deleted; undefined for none. Its values must be given exactly, in any order. */
export function deletedRecord(
  sent: JsonObject,
  records: readonly SandboxDnsRecord[],
  quirks: SandboxQuirks,
): SandboxDnsRecord | undefined {
  const ttl = integerAt(sent, 'ttl');
  const hostName = stringAt(sent, 'hostName')?.toLowerCase();
  const values = (stringsAt(sent, 'values') ?? []).toSorted().join('\n');
  return records.find(
    (record) =>
      record.type === sent['type'] &&
      record.hostName === hostName &&
      record.values.toSorted().join('\n') === values &&
      (quirks.deletedRecordTtl === 'ignored' || ttl === undefined || ttl === record.ttl),
  );
}

/** Refuses two records of one type at one host. */
export function checkUnique(records: readonly SandboxDnsRecord[], quirks: SandboxQuirks): void {
  const seen = new Set<string>();
  for (const { type, hostName } of records) {
    const key = `${type} ${hostName}`;
    if (seen.has(key)) {
      const rule = `the multiple values belong to the same hostName should be combined under one ${type}`;
      refuse(
        quirks.duplicateRecordsCode,
        `Multiple ${type} records with the same hostName ${hostName} not supported, ${rule}.`,
      );
    }
    seen.add(key);
  }
}
