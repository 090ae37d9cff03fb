import type { InputFieldBuilder, ObjectFieldsShape, ObjectRef } from '@pothos/core';
import { builder, type Types } from '../builder.ts';
import { DryRunRef } from './dry-run.ts';
import type { Payload } from './run-write.ts';
import { UserErrorRef } from './user-error.ts';

/**
 * Defines the payload type of a mutation: its own fields, which read `payload.result` and are nullable, then `dryRun` and
 * `userErrors`. `hasDryRun: false` leaves out `dryRun`, for writes that are neither destructive nor visible to outsiders.
 */
export function payloadType<Result extends object>(
  name: string,
  options: {
    readonly description: string;
    readonly hasDryRun?: boolean;
    readonly fields: ObjectFieldsShape<Types, Payload<Result>>;
  },
) {
  return builder.objectRef<Payload<Result>>(name).implement({
    description: options.description,
    fields: (t) => ({
      ...options.fields(t),
      ...(options.hasDryRun === false
        ? {}
        : {
            dryRun: t.expose('dryRun', {
              type: DryRunRef,
              nullable: true,
              description:
                'The effects of the write, if the input sets `dryRun: true`. All other result fields are then null. Null for ' +
                'an actual write.',
            }),
          }),
      userErrors: t.expose('userErrors', {
        type: [UserErrorRef],
        description: 'Expected refusals. Empty if the write was applied. After a refusal, nothing has changed.',
      }),
    }),
  });
}

/** Returns the options of the field `results` of a bulk write, whose result holds one item per item of the input. */
export function resultsPer<Item>(noun: string, type: ObjectRef<Types, Item>) {
  return {
    type: [type] as [typeof type],
    nullable: true as const,
    description: `One result per ${noun}, in the order of the input. Null after a refusal of the whole write or a dry run.`,
    resolve: ({ result }: Payload<{ readonly results: readonly Item[] }>) => result?.results ?? null,
  };
}

/** Returns the `dryRun` field, for the input of a write that is destructive or visible to outsiders. */
export function dryRunInput(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    dryRun: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Validate the input and return the changes without applying them.',
    }),
  };
}

/** Returns the `idempotencyKey` field, for the input of a write that must not happen twice. */
export function idempotencyKeyInput(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    idempotencyKey: t.string({
      required: false,
      description:
        'Makes retries safe: for a day, the same key with the same input returns the result of the first write and ' +
        'writes nothing. Of a list, it sends the items that were not applied, and looks for those of unknown outcome. 1 to ' +
        '255 visible ASCII characters; use a new UUID for each intended write. Pass one if a router or client can resend ' +
        'mutations.',
    }),
  };
}
