import type { InputFieldBuilder } from '@pothos/core';
import { InputError } from '../../lib/input-error.ts';
import { builder, type Types } from '../builder.ts';
import { refusal } from '../domain/refusal.ts';
import { mayBeEmpty } from '../empty-lists.ts';
import { RefusedError } from '../write/user-error.ts';
import type { DnsRecord } from './model.ts';
import { isAuthority, keyOf, keyOfListed } from './record.ts';
import { DnsRecordInput, DnsRecordKeyInput, readKeys, readRecords } from './record-input.ts';
import type { ZoneRequest } from './zone-plan.ts';

/** The records that a zone is to have, as the caller writes them. */
export interface RequestedRecords {
  readonly domainName: string;
  readonly records?: readonly DnsRecordInput[] | null | undefined;
  readonly remove?: readonly DnsRecordKeyInput[] | null | undefined;
  readonly mode: 'MERGE' | 'REPLACE';
}

const DnsApplyModeRef = builder.enumType('DnsApplyMode', {
  description: 'The treatment of existing records that are in neither `records` nor `remove`.',
  values: {
    MERGE: { description: 'Keep them.' },
    REPLACE: {
      description:
        "Remove them, mail records included. Requires at least one record in `records`. The domain's own NS and " +
        'SOA records and records of an unknown type are kept.',
    },
  } as const,
});

/** Defines `records`, `remove` and `mode` for an input. `together` says how many both lists can hold. */
export function requestedRecordsInput(t: InputFieldBuilder<Types, 'InputObject'>, together: string) {
  return {
    records: t.field({
      ...mayBeEmpty,
      type: [DnsRecordInput],
      required: false,
      description:
        `The records that the zone must have, with \`remove\` ${together}. Each type and host must be unique. An ` +
        'existing record with other values or another TTL is replaced as a whole. Empty or absent: none.',
    }),
    remove: t.field({
      ...mayBeEmpty,
      type: [DnsRecordKeyInput],
      required: false,
      description:
        `The records to remove, with \`records\` ${together}. Records that do not exist are ignored. The NS and SOA ` +
        "records of the domain itself can't be removed, only replaced. Empty or absent: none.",
    }),
    mode: t.field({
      type: DnsApplyModeRef,
      required: true,
      defaultValue: 'MERGE',
      description: 'The treatment of existing records that are in neither `records` nor `remove`.',
    }),
  };
}

/**
 * Reads the records that a zone is to have. Throws an InputError or a {@link RefusedError} for lists that cannot be
 * applied together, or are longer than `maxListed`.
 */
export function readRequest(input: RequestedRecords, maxListed: number): ZoneRequest {
  const { domainName, mode } = input;
  const given = readRecords(input.records ?? [], domainName, 'records');
  const removed = readKeys(input.remove ?? [], domainName, 'remove');
  if (mode === 'REPLACE' && given.length === 0) {
    throw new InputError(
      'records',
      'records must contain at least one record for mode REPLACE. To delete the zone, use deleteDnsZone.',
    );
  }
  if (given.length + removed.size > maxListed) {
    throw new InputError('records', `records and remove must contain at most ${maxListed} records together.`);
  }
  const both = given.find(({ record }) => record !== null && removed.has(keyOf(record)));
  if (both !== undefined) {
    const message = 'Record is in both lists. Remove it from either records or remove.';
    throw new RefusedError([refusal('BAD_USER_INPUT', both.path, message)]);
  }
  const keyed = (record: DnsRecord) => removed.get(keyOfListed(record) ?? '');
  return {
    domainName,
    field: 'records',
    given,
    isRemoved: (record) =>
      keyed(record) !== undefined ||
      (mode === 'REPLACE' && record.type !== 'UNKNOWN' && !isAuthority(record, domainName)),
    removedAt: (record) => keyed(record) ?? 'records',
  };
}
