import type { InputFieldBuilder, ObjectFieldBuilder } from '@pothos/core';
import { ownerArgument } from '../account/owner-argument.ts';
import type { Types } from '../builder.ts';
import { domainByName } from '../domain/loader.ts';
import { getConnectedDomain } from '../domain/rest.ts';
import { DomainRef } from '../domain/schema.ts';
import { dryRunInput, idempotencyKeyInput } from '../write/payload.ts';
import type { Payload, WriteInput } from '../write/run-write.ts';
import { type DomainAt, dnsZoneOf } from './loader.ts';
import { getDnsZone } from './rest.ts';
import { DnsZoneRef } from './schema.ts';

/** Input of a write to one zone. */
export interface ZoneInput extends WriteInput {
  readonly domainName: string;
  readonly accountId?: string | null | undefined;
}

/** Defines `domainName`, `accountId`, `dryRun` and `idempotencyKey` for the input of a write to one zone. */
export function zoneInput(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    domainName: t.field({ type: 'DomainName', required: true, description: 'The domain of the zone.' }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  };
}

/** Defines `expectedVersion` for writes that replace records. */
export function expectedVersionInput(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    expectedVersion: t.string({
      required: false,
      description:
        'The `version` of the zone as last read. If the zone has changed since, the write is rejected with ' +
        'CONFLICT. Defaults to any version.',
    }),
  };
}

/** The result of a write to the records of a zone. */
export interface WrittenZone extends DomainAt {
  /** Sentences about records that are legal and do not work, because of the write. */
  readonly warnings: readonly string[];
}

/** Defines `warnings` for the payload of a write to the records of a zone. */
export function warningsField<Result extends WrittenZone>(t: ObjectFieldBuilder<Types, Payload<Result>>) {
  return {
    warnings: t.stringList({
      description:
        'Records of the write that are legal and do not work: several SPF or DMARC policies, quotes in TXT values, ' +
        'mail servers that are aliases, loops, private addresses. Empty after a refusal; see `dryRun` for a dry run.',
      resolve: ({ result }) => result?.warnings ?? [],
    }),
  };
}

/** Defines `zone` and `domain` for the payload of a write to one zone. */
export function zoneFields<Result extends DomainAt>(t: ObjectFieldBuilder<Types, Payload<Result>>) {
  return {
    zone: t.field({
      upstream: { endpoint: getDnsZone, per: 'field' },
      type: DnsZoneRef,
      nullable: true,
      description:
        'The zone in its current state. Null after a refusal or a dry run, and if Wix hosts none. Costs one REST ' +
        'call (Get DNS Zone).',
      resolve: ({ result }, _args, context) => (result === null ? null : dnsZoneOf(context, result)),
    }),
    domain: t.field({
      upstream: { endpoint: getConnectedDomain, per: 'field' },
      type: DomainRef,
      nullable: true,
      description:
        'The connected domain of the zone. Null after a refusal or a dry run, and if the domain is registered ' +
        'through Wix. Costs one REST call (Get Connected Domain).',
      resolve: ({ result }, _args, context) =>
        result === null ? null : domainByName(context, result.accountId).load(result.name),
    }),
  };
}
