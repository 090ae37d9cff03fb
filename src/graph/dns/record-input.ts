import { builder } from '../builder.ts';
import { refusal } from '../domain/refusal.ts';
import { RefusedError, type UserError } from '../write/user-error.ts';
import { aliasConflicts } from './diff.ts';
import type { DnsRecordType } from './model.ts';
import { asListed, keyOf, type WantedRecord } from './record.ts';
import { isInZone, recordFaults } from './record-rules.ts';
import { DnsRecordTypeRef } from './schema.ts';

interface RecordKey {
  readonly type: DnsRecordType;
  readonly hostName: string;
}

export interface DnsRecordInput extends RecordKey {
  readonly ttlSeconds?: number | null | undefined;
  readonly values: readonly string[];
}

const hostName = 'The host in full, for instance `www.example.com`, `_dmarc.example.com` or `*.example.com`.';

export const DnsRecordInput = builder.inputRef<DnsRecordInput>('DnsRecordInput').implement({
  description: 'The DNS records of one type at one host, with all their values.',
  fields: (t) => ({
    type: t.field({ type: DnsRecordTypeRef, required: true, description: 'What kind of records, not UNKNOWN.' }),
    hostName: t.string({ required: true, description: hostName }),
    ttlSeconds: t.int({
      required: false,
      description:
        'How many seconds resolvers may keep them, from 1. Default: as it is in the zone; for new ones what Wix takes.',
    }),
    values: t.stringList({
      required: true,
      description:
        'All values, 1 to 50 of up to 1,000 characters, none twice, in the form that belongs to the type: for MX `10 mx.example.com`.',
    }),
  }),
});

export type DnsRecordKeyInput = RecordKey;

export const DnsRecordKeyInput = builder.inputRef<DnsRecordKeyInput>('DnsRecordKeyInput').implement({
  description: 'Names the DNS records of one type at one host.',
  fields: (t) => ({
    type: t.field({ type: DnsRecordTypeRef, required: true, description: 'What kind of records, not UNKNOWN.' }),
    hostName: t.string({ required: true, description: hostName }),
  }),
});

/** The most records that a zone has. */
const maxRecords = 5_000;

/**
 * The records of an input list as they are wanted in the zone of a domain. Throws a {@link RefusedError} that names everything
 * that is wrong with them, two records of one type at one host and a CNAME beside other records included.
 */
export function readRecords(inputs: readonly DnsRecordInput[], domainName: string, field: string): WantedRecord[] {
  if (inputs.length > maxRecords) {
    throw new RefusedError([refusal('BAD_USER_INPUT', field, `A zone has up to ${maxRecords} records.`)]);
  }
  const keys = new Map<string, string>();
  const faults: UserError[] = [];
  const records = inputs.flatMap((input, index) => {
    const at = `${field}.${index}`;
    const record = readRecord(input);
    if (record === null) {
      faults.push(refusal('BAD_USER_INPUT', `${at}.type`, 'Records of type UNKNOWN cannot be written.'));
      return [];
    }
    const found = recordFaults(record, domainName);
    faults.push(...found.map((fault) => refusal('BAD_USER_INPUT', `${at}.${fault.field}`, fault.message)));
    const key = keyOf(record);
    if (keys.has(key)) {
      faults.push(refusal('BAD_USER_INPUT', at, `${key} is there twice: its values belong into one record.`));
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
 * Records that are to be deleted, spelled as they were given. They need not be right, for a zone may hold records that are not.
 * Throws a {@link RefusedError} that names everything that is wrong with them.
 */
export function readDeletions(inputs: readonly DnsRecordInput[], field: string): WantedRecord[] {
  const faults: UserError[] = [];
  const records = inputs.flatMap((input, index) => {
    const record = readRecord(input);
    if (record === null) {
      faults.push(refusal('BAD_USER_INPUT', `${field}.${index}.type`, 'Records of type UNKNOWN cannot be deleted.'));
      return [];
    }
    if (input.values.length === 0) {
      faults.push(refusal('BAD_USER_INPUT', `${field}.${index}.values`, 'values must be those that the zone has.'));
    }
    return [{ ...record, hostName: input.hostName }];
  });
  if (faults.length > 0) throw new RefusedError(faults);
  return records;
}

/** The types and hosts of an input list, as keys. Throws a {@link RefusedError} that names everything that is wrong with them. */
export function readKeys(inputs: readonly DnsRecordKeyInput[], domainName: string, field: string): Set<string> {
  const faults = inputs.flatMap((input, index) => {
    const isHost = isInZone(input.hostName.toLowerCase(), domainName);
    const host = `hostName must be ${domainName} or end with .${domainName}.`;
    return [
      ...(isHost ? [] : [refusal('BAD_USER_INPUT', `${field}.${index}.hostName`, host)]),
      ...(input.type === 'UNKNOWN'
        ? [refusal('BAD_USER_INPUT', `${field}.${index}.type`, 'Records of type UNKNOWN cannot be removed.')]
        : []),
    ];
  });
  if (faults.length > 0) throw new RefusedError(faults);
  return new Set(inputs.map(keyOf));
}

/** Says that a host cannot have a CNAME beside other records. */
export function aliasRule(key: string): string {
  return `${key}: a host that has a CNAME has no other records. Remove the one or the other.`;
}

function readRecord({ type, hostName, ttlSeconds, values }: DnsRecordInput): WantedRecord | null {
  return type === 'UNKNOWN' ? null : { type, hostName: hostName.toLowerCase(), ttlSeconds: ttlSeconds ?? null, values };
}
