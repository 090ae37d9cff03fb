import type { InputFieldBuilder, ObjectFieldsShape } from '@pothos/core';
import { builder, type Types } from '../builder.ts';
import { DryRunRef } from './dry-run.ts';
import type { Payload } from './run-write.ts';
import { UserErrorRef } from './user-error.ts';

/**
 * The payload type of a mutation: its own fields, which read `payload.result` and are nullable, then `dryRun` and `userErrors`.
 * `hasDryRun` false leaves out `dryRun`, for writes that are neither destructive nor seen by outsiders.
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
                'What the write would do; null unless the input says `dryRun: true`. Then all that tells what was done is null.',
            }),
          }),
      userErrors: t.expose('userErrors', {
        type: [UserErrorRef],
        description: 'Expected refusals; empty when the write was carried out. After a refusal nothing was changed.',
      }),
    }),
  });
}

/** `dryRun`, for the input of a destructive or outward write. */
export function dryRunInput(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    dryRun: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Checks the input, reads what is needed and answers what would change, and writes nothing.',
    }),
  };
}

/** `idempotencyKey`, for the input of a write that must not happen twice. */
export function idempotencyKeyInput(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    idempotencyKey: t.string({
      required: false,
      description:
        'Makes repeating safe: for a day, the same key with the same input answers what the first one did, and writes nothing. ' +
        '1 to 255 visible ASCII characters, a new UUID for each intended write. Use one wherever a router or client may send ' +
        'a mutation again.',
    }),
  };
}
