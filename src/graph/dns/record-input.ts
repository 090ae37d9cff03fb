import { toAsciiName } from '../../lib/host-name.ts';
import { builder } from '../builder.ts';
import { refusal } from '../domain/refusal.ts';
import { RefusedError, type UserError } from '../write/user-error.ts';
import type { DnsRecord, DnsRecordType } from './model.ts';
import { type DesiredRecord, keyOf } from './record.ts';
import { isInZone, recordFaults } from './record-rules.ts';
import { asciiValue, plainHost, valuesText } from './record-values.ts';
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

const hostName =
  'The host name up to and including the domain, without a dot at its end, such as `www.example.com`, ' +
  '`_dmarc.example.com` or `*.example.com`. Unicode is converted to punycode.';

export const DnsRecordInput = builder.inputRef<DnsRecordInput>('DnsRecordInput').implement({
  description: 'The DNS records of one type at one host, with all their values.',
  fields: (t) => ({
    type: t.field({
      type: DnsRecordTypeRef,
      required: true,
      description: 'The type of the records. UNKNOWN is accepted only for a record that stays as the zone has it.',
    }),
    hostName: t.string({ required: true, description: hostName }),
    ttlSeconds: t.int({
      required: false,
      description:
        'The number of seconds that resolvers can cache the records. At least 1. Defaults to the existing TTL; for new ' +
        "records, Wix's default.",
    }),
    values: t.stringList({
      required: true,
      description:
        'All values, 1 to 50 of up to 1,000 characters each. They must be unique and in the format of the type, ' +
        'such as `10 mx.example.com` for MX. A record that the zone already has is not checked, so what is read can ' +
        'be written back. A TXT value is the text itself: quotes around it are stored.',
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
export const maxRecords = createDnsZone.maxItems;

/** A record of an input list. */
export interface GivenRecord {
  /** The dotted path below `input`, such as `records.0`. */
  readonly path: string;
  /** Type, host and values in a form that is equal for records that mean the same. */
  readonly meaning: string;
  readonly ttlSeconds: number | null;
  /** The record to write; null for the type UNKNOWN, which can only stay as it is. */
  readonly record: DesiredRecord | null;
  /** Its errors, which do not count if the zone already has the record. */
  readonly faults: readonly UserError[];
}

/** Returns the meaning of a record, for comparison; null if Wix sent no host. */
function meaningOf({ type, hostName, values }: Pick<DnsRecord, 'type' | 'hostName' | 'values'>): string | null {
  return hostName === null ? null : `${type} ${plainHost(hostName)} ${valuesText(type, values)}`;
}

/** Reads the records of an input list, with what is wrong with each. Throws a {@link RefusedError} if there are too many. */
export function readRecords(inputs: readonly DnsRecordInput[], domainName: string, field: string): GivenRecord[] {
  if (inputs.length > maxRecords) {
    throw new RefusedError([refusal('BAD_USER_INPUT', field, `A zone can have at most ${maxRecords} records.`)]);
  }
  return inputs.map((input, index) => {
    const path = `${field}.${index}`;
    const meaning = meaningOf(input) ?? '';
    const ttlSeconds = input.ttlSeconds ?? null;
    const { type } = input;
    if (type === 'UNKNOWN') {
      const fault = refusal(
        'BAD_USER_INPUT',
        `${path}.type`,
        "Records of type UNKNOWN can't be written. Only one that the zone already has can be listed, unchanged.",
      );
      return { path, meaning, ttlSeconds, record: null, faults: [fault] };
    }
    const hostName = toAsciiName(input.hostName) ?? input.hostName;
    const values = input.values.map((value) => asciiValue(type, value));
    const record = { type, hostName, ttlSeconds, values };
    const faults = recordFaults(record, domainName).map((fault) =>
      refusal('BAD_USER_INPUT', `${path}.${fault.field}`, fault.message),
    );
    return { path, meaning, ttlSeconds, record, faults };
  });
}

/**
 * Finds for each given record the one of a zone that it repeats, one for one. A record without a TTL repeats one of any
 * TTL.
 */
export function repeatedRecords(
  given: readonly GivenRecord[],
  records: readonly DnsRecord[],
): Map<GivenRecord, DnsRecord> {
  const listed = new Map<string, DnsRecord[]>();
  for (const record of records) {
    const meaning = meaningOf(record);
    if (meaning !== null) listed.set(meaning, [...(listed.get(meaning) ?? []), record]);
  }
  const found = new Map<GivenRecord, DnsRecord>();
  const take = (one: GivenRecord, isRight: (record: DnsRecord) => boolean) => {
    const candidates = listed.get(one.meaning) ?? [];
    const index = found.has(one) ? -1 : candidates.findIndex(isRight);
    const [record] = index < 0 ? [] : candidates.splice(index, 1);
    if (record !== undefined) found.set(one, record);
  };
  for (const one of given) take(one, ({ ttlSeconds }) => ttlSeconds === one.ttlSeconds);
  for (const one of given) take(one, () => one.ttlSeconds === null);
  return found;
}

/**
 * Reads the records to delete. Accepts malformed records, because a zone can hold some. Throws a {@link RefusedError}
 * with everything else that is wrong with them.
 */
export function readDeletions(inputs: readonly DnsRecordInput[], field: string): GivenRecord[] {
  const given = inputs.map((input, index) => {
    const path = `${field}.${index}`;
    const faults: UserError[] = [];
    if (input.type === 'UNKNOWN') {
      faults.push(refusal('BAD_USER_INPUT', `${path}.type`, "Records of type UNKNOWN can't be deleted."));
    } else if (input.values.length === 0) {
      const message = 'values must be those that the record has in the zone.';
      faults.push(refusal('BAD_USER_INPUT', `${path}.values`, message));
    }
    return { path, meaning: meaningOf(input) ?? '', ttlSeconds: input.ttlSeconds ?? null, record: null, faults };
  });
  const faults = given.flatMap((one) => one.faults);
  if (faults.length > 0) throw new RefusedError(faults);
  return given;
}

/**
 * Returns the keys of the types and hosts in an input list with their paths. Throws a {@link RefusedError} with
 * everything that is wrong with them.
 */
export function readKeys(
  inputs: readonly DnsRecordKeyInput[],
  domainName: string,
  field: string,
): ReadonlyMap<string, string> {
  const faults = inputs.flatMap((input, index) => {
    const isHost = isInZone(plainHost(input.hostName), domainName);
    const host = `hostName is outside the zone: it must be ${domainName} or end with .${domainName}.`;
    return [
      ...(isHost ? [] : [refusal('BAD_USER_INPUT', `${field}.${index}.hostName`, host)]),
      ...(input.type === 'UNKNOWN'
        ? [refusal('BAD_USER_INPUT', `${field}.${index}.type`, "Records of type UNKNOWN can't be removed.")]
        : []),
    ];
  });
  if (faults.length > 0) throw new RefusedError(faults);
  return new Map(inputs.map((input, index) => [keyOf(input), `${field}.${index}`]));
}
