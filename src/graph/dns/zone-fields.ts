import type { InputFieldBuilder, ObjectFieldBuilder } from '@pothos/core';
import { ownerArgument } from '../account/owner-argument.ts';
import type { Types } from '../builder.ts';
import { domainByName } from '../domain/loader.ts';
import { getConnectedDomain } from '../domain/rest.ts';
import { DomainRef } from '../domain/schema.ts';
import { dryRunInput } from '../write/payload.ts';
import type { Payload, WriteInput } from '../write/run-write.ts';
import { type DomainAt, dnsZoneOf } from './loader.ts';
import { getDnsZone } from './rest.ts';
import { DnsZoneRef } from './schema.ts';

/** The input of a write about one zone. */
export interface ZoneInput extends WriteInput {
  readonly domainName: string;
  readonly accountId?: string | null | undefined;
}

/** `domainName`, `accountId` and `dryRun`, for the input of a write about one zone. */
export function zoneInput(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    domainName: t.field({ type: 'DomainName', required: true, description: 'The domain whose zone it is.' }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
  };
}

/** `expectedVersion`, for writes that replace records. */
export function expectedVersionInput(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    expectedVersion: t.string({
      required: false,
      description:
        'The `version` of the zone that the caller has seen: refused with CONFLICT if it has another one by now. Default: any.',
    }),
  };
}

/** `zone` and `domain`, for the payload of a write about one zone. */
export function zoneFields<Result extends DomainAt>(t: ObjectFieldBuilder<Types, Payload<Result>>) {
  return {
    zone: t.field({
      upstream: { endpoint: getDnsZone, per: 'field' },
      type: DnsZoneRef,
      nullable: true,
      description:
        'The zone as it is now, read once more: one REST call. Null after a refusal, and where there is none.',
      resolve: ({ result }, _args, context) => (result === null ? null : dnsZoneOf(context, result)),
    }),
    domain: t.field({
      upstream: { endpoint: getConnectedDomain, per: 'field' },
      type: DomainRef,
      nullable: true,
      description:
        'The connected domain of the zone, for one REST call. Null after a refusal, and for a domain registered through Wix.',
      resolve: ({ result }, _args, context) =>
        result === null ? null : domainByName(context, result.accountId).load(result.name),
    }),
  };
}
