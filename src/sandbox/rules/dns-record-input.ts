import { isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';
import { applicationError, Refusal } from '../answer.ts';
import type { SandboxQuirks } from '../quirks.ts';
import { hostName, optional, recordName } from '../request/values.ts';
import type { SandboxDnsRecord } from '../state/dns-zone.ts';

/** A record as it is sent. `UNKNOWN` cannot be set. */
export const recordSchema = z.strictObject({
  type: z.enum(['A', 'AAAA', 'NS', 'SOA', 'CNAME', 'MX', 'TXT', 'SPF', 'SRV', 'PTR', 'NAPTR']),
  hostName: recordName,
  ttl: optional(z.int().min(0).max(2_147_483_647)),
  values: optional(z.array(z.string().max(1_000)).max(50)),
});

type SentRecord = z.output<typeof recordSchema>;

function refuse(code: string, text: string): never {
  throw new Refusal(applicationError(428, code, text));
}

const host = (text: string) => hostName.safeParse(text.replace(/\.$/, '')).success;
const fields = (text: string) => text.trim().split(/\s+/);
const isUint = (text: string | undefined, maximum: number) => /^\d+$/.test(text ?? '') && Number(text) <= maximum;

/** Whether a value fits its record type. */
const fits: Readonly<Record<SandboxDnsRecord['type'], (value: string) => boolean>> = {
  A: isIPv4,
  AAAA: isIPv6,
  NS: host,
  CNAME: host,
  PTR: host,
  // Checked by its documented refusal.
  MX: () => true,
  TXT: () => true,
  SPF: () => true,
  SRV: (value) => {
    const [priority, weight, port, target, ...rest] = fields(value);
    const isNumbered = [priority, weight, port].every((part) => isUint(part, 65_535));
    return isNumbered && (target === '.' || host(target ?? '')) && rest.length === 0;
  },
  SOA: (value) => {
    const [server, mailbox, ...numbers] = fields(value);
    const isNumbered = numbers.length === 5 && numbers.every((part) => isUint(part, 4_294_967_295));
    return host(server ?? '') && host(mailbox ?? '') && isNumbered;
  },
  NAPTR: (value) => /^\d{1,5} \d{1,5} ("[^"]*"|\S+) ("[^"]*"|\S+) ("[^"]*"|\S+) \S+$/.test(value),
};

function checkDocumented({ type, hostName: name, values }: SandboxDnsRecord, domainName: string): void {
  if (values.length === 0 || values.some((value) => value.trim() === '')) {
    refuse('DOMAIN_DNS_EMPTY_RECORD_VALUE', `Value of record ${type} is empty.`);
  }
  const wrong = type === 'MX' ? values.find((value) => !/^\d{1,5} \S+$/.test(value)) : undefined;
  if (wrong !== undefined) {
    const rule = 'it should start with a priority and then the mail server, for example "5 aspmx.l.google.com"';
    refuse('DOMAIN_MX_RECORD_VALUE_INVALID', `Value of MX record ${wrong} is invalid, ${rule}.`);
  }
  if (type === 'CNAME' && (name === domainName || !name.endsWith(`.${domainName}`))) {
    const rule = 'it should end with the domain name but not equal to it, for example "en.domain.com"';
    refuse('DOMAIN_CNAME_RECORD_HOSTNAME_INVALID', `Host name of the CNAME record ${name} is invalid, ${rule}.`);
  }
}

/** The codes are the sandbox's own: Wix documents none for these faults, and its DNS host refuses them. */
function checkValues({ type, hostName: name, values }: SandboxDnsRecord, domainName: string): void {
  if (name !== domainName && !name.endsWith(`.${domainName}`)) {
    refuse('SANDBOX_HOST_OUTSIDE_ZONE', `Host name ${name} is not in the zone ${domainName}.`);
  }
  const wrong = values.find((value) => !fits[type](value));
  if (wrong !== undefined) refuse('SANDBOX_RECORD_VALUE_INVALID', `Value of ${type} record ${wrong} is invalid.`);
  if (type === 'CNAME' && values.length > 1) {
    refuse('SANDBOX_RECORD_VALUE_INVALID', `CNAME record ${name} has more than one value.`);
  }
}

/** Reads a record to be added. Throws a Refusal. */
export function addedRecord(sent: SentRecord, domainName: string, quirks: SandboxQuirks): SandboxDnsRecord {
  const { type, ttl = quirks.defaultRecordTtl, values = [] } = sent;
  const record = { type, hostName: sent.hostName.toLowerCase(), ttl, values };
  checkDocumented(record, domainName);
  if (quirks.recordValues === 'check') checkValues(record, domainName);
  return record;
}

/** Finds the record to be deleted; undefined for none. Its values must be given exactly, in any order. */
export function deletedRecord(
  sent: SentRecord,
  records: readonly SandboxDnsRecord[],
  quirks: SandboxQuirks,
): SandboxDnsRecord | undefined {
  const name = sent.hostName.toLowerCase();
  const values = (sent.values ?? []).toSorted().join('\n');
  return records.find(
    (record) =>
      record.type === sent.type &&
      record.hostName === name &&
      record.values.toSorted().join('\n') === values &&
      (quirks.deletedRecordTtl === 'ignored' || sent.ttl === undefined || sent.ttl === record.ttl),
  );
}

/** Refuses two records of one type at one host, and a CNAME beside other records. */
export function checkTogether(records: readonly SandboxDnsRecord[], quirks: SandboxQuirks): void {
  const seen = new Set<string>();
  for (const { type, hostName: name } of records) {
    const key = `${type} ${name}`;
    if (seen.has(key)) {
      const rule = `the multiple values belong to the same hostName should be combined under one ${type}`;
      refuse(
        quirks.duplicateRecordsCode,
        `Multiple ${type} records with the same hostName ${name} not supported, ${rule}.`,
      );
    }
    seen.add(key);
  }
  if (quirks.recordValues === 'ignore') return;
  const aliases = new Set(records.flatMap(({ type, hostName: name }) => (type === 'CNAME' ? [name] : [])));
  const beside = records.find(({ type, hostName: name }) => type !== 'CNAME' && aliases.has(name));
  if (beside === undefined) return;
  refuse('SANDBOX_CNAME_NOT_ALONE', `Host name ${beside.hostName} has a CNAME record and others beside it.`);
}
