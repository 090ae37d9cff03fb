import { builder } from '../builder.ts';
import { refusal } from '../domain/refusal.ts';
import { RefusedError, type UserError } from '../write/user-error.ts';
import { aliasConflicts } from './diff.ts';
import type { DnsRecordType } from './model.ts';
import { asListed, type DesiredRecord, keyOf } from './record.ts';
import { isInZone, recordFaults } from './record-rules.ts';
import { createDnsZone } from './rest.ts';
import { DnsRecordTypeRef } from './schema.ts';

interface RecordKey {
  readonly type: DnsRecordType;
  readonly hostName: string;
}

export interface DnsRecordInput extends RecordKey {
  readonly ttlSeconds?: number | null | undefined;
  readonly values: readonly string[];
}

const hostName = 'The full host name, such as `www.example.com`, `_dmarc.example.com` or `*.example.com`.';

export const DnsRecordInput = builder.inputRef<DnsRecordInput>('DnsRecordInput').implement({
  description: 'The DNS records of one type at one host, with all their values.',
  fields: (t) => ({
    type: t.field({
      type: DnsRecordTypeRef,
      required: true,
      description: 'The type of the records. UNKNOWN is not accepted.',
    }),
    hostName: t.string({ required: true, description: hostName }),
    ttlSeconds: t.int({
      required: false,
      description:
        'The number of seconds that resolvers can cache the records. At least 1. Default: the existing TTL; for new ' +
        "records, Wix's default.",
    }),
    values: t.stringList({
      required: true,
      description:
        'All values, 1 to 50 of up to 1,000 characters each. They must be unique and in the format of the type, ' +
        'such as `10 mx.example.com` for MX.',
    }),
  }),
});

export type DnsRecordKeyInput = RecordKey;

export const DnsRecordKeyInput = builder.inputRef<DnsRecordKeyInput>('DnsRecordKeyInput').implement({
  description: 'Identifies the DNS records of one type at one host.',
  fields: (t) => ({
    type: t.field({
      type: DnsRecordTypeRef,
      required: true,
      description: 'The type of the records. UNKNOWN is not accepted.',
    }),
    hostName: t.string({ required: true, description: hostName }),
  }),
});

/** Maximum number of records in a zone. */
const maxRecords = createDnsZone.maxItems;

/**
 * Returns the desired records in an input list. Throws a {@link RefusedError} with everything that is wrong with them,
 * including duplicates of a type and host and a CNAME beside other records.
 */
export function readRecords(inputs: readonly DnsRecordInput[], domainName: string, field: string): DesiredRecord[] {
  if (inputs.length > maxRecords) {
    throw new RefusedError([refusal('BAD_USER_INPUT', field, `A zone can have at most ${maxRecords} records.`)]);
  }
  const keys = new Map<string, string>();
  const faults: UserError[] = [];
  const records = inputs.flatMap((input, index) => {
    const at = `${field}.${index}`;
    const record = readRecord(input);
    if (record === null) {
      faults.push(refusal('BAD_USER_INPUT', `${at}.type`, "Records of type UNKNOWN can't be written."));
      return [];
    }
    const found = recordFaults(record, domainName);
    faults.push(...found.map((fault) => refusal('BAD_USER_INPUT', `${at}.${fault.field}`, fault.message)));
    const key = keyOf(record);
    if (keys.has(key)) {
      faults.push(refusal('BAD_USER_INPUT', at, `${key} is listed twice. Put all its values in one record.`));
    }
    keys.set(key, at);
    return [record];
  });
  const added = records.map((record) => ({ key: keyOf(record), before: null, after: asListed(record) }));
  for (const { key } of aliasConflicts([], added)) {
    faults.push(refusal('BAD_USER_INPUT', keys.get(key) ?? field, aliasRule(key)));
  }
  if (faults.length > 0) throw new RefusedError(faults);
  return records;
}

/**
 * Returns the records to delete, spelled as they were given. Accepts malformed records, because a zone can hold some.
 * Throws a {@link RefusedError} with everything else that is wrong with them.
 */
export function readDeletions(inputs: readonly DnsRecordInput[], field: string): DesiredRecord[] {
  const faults: UserError[] = [];
  const records = inputs.flatMap((input, index) => {
    const record = readRecord(input);
    if (record === null) {
      faults.push(refusal('BAD_USER_INPUT', `${field}.${index}.type`, "Records of type UNKNOWN can't be deleted."));
      return [];
    }
    if (input.values.length === 0) {
      faults.push(
        refusal('BAD_USER_INPUT', `${field}.${index}.values`, 'values must be those that the record has in the zone.'),
      );
    }
    return [{ ...record, hostName: input.hostName }];
  });
  if (faults.length > 0) throw new RefusedError(faults);
  return records;
}

/**
 * Returns the keys of the types and hosts in an input list. Throws a {@link RefusedError} with everything that is wrong
 * with them.
 */
export function readKeys(inputs: readonly DnsRecordKeyInput[], domainName: string, field: string): Set<string> {
  const faults = inputs.flatMap((input, index) => {
    const isHost = isInZone(input.hostName.toLowerCase(), domainName);
    const host = `hostName must be ${domainName} or end with .${domainName}.`;
    return [
      ...(isHost ? [] : [refusal('BAD_USER_INPUT', `${field}.${index}.hostName`, host)]),
      ...(input.type === 'UNKNOWN'
        ? [refusal('BAD_USER_INPUT', `${field}.${index}.type`, "Records of type UNKNOWN can't be removed.")]
        : []),
    ];
  });
  if (faults.length > 0) throw new RefusedError(faults);
  return new Set(inputs.map(keyOf));
}

/** Returns the error message for a host with a CNAME beside other records. */
export function aliasRule(key: string): string {
  return `${key}: a host with a CNAME can't have other records. Remove one or the other.`;
}

function readRecord({ type, hostName, ttlSeconds, values }: DnsRecordInput): DesiredRecord | null {
  return type === 'UNKNOWN' ? null : { type, hostName: hostName.toLowerCase(), ttlSeconds: ttlSeconds ?? null, values };
}
