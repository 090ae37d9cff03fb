import type { InputFieldBuilder } from '@pothos/core';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder, type Types } from '../builder.ts';
import { dryRunInput, idempotencyKeyInput } from '../write/payload.ts';
import type { WriteInput } from '../write/run-write.ts';

/** Input of a write to one domain. */
export interface DomainInput extends WriteInput {
  readonly name: string;
  readonly accountId?: string | null | undefined;
}

/** Defines `name`, `accountId`, `dryRun` and `idempotencyKey` for the input of a write to one domain. */
export function domainInput(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    name: t.field({ type: 'DomainName', required: true, description: 'The name of the domain or subdomain.' }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  };
}

/** Creates the input type of a write that takes only a domain. */
export function domainInputType(name: string, description: string) {
  return builder.inputRef<DomainInput>(name).implement({ description, fields: domainInput });
}
