import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { isValue } from '../../wix/values.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { runWrite, type WriteInput } from '../write/run-write.ts';
import { noPackage, sellerField } from './instance-input.ts';
import { PackageRef } from './instance-schema.ts';
import { packageById } from './loader.ts';
import { queryPackages, updatePackageExternalId } from './rest.ts';
import { packageChange, packageOf, readWritten, type WrittenPackage } from './written.ts';

interface SetPackageExternalIdInput extends WriteInput {
  readonly packageId: string;
  readonly externalId: string;
  readonly accountId?: string | null | undefined;
}

const SetPackageExternalIdInput = builder.inputRef<SetPackageExternalIdInput>('SetPackageExternalIdInput').implement({
  description: 'The package, and its new external id.',
  fields: (t) => ({
    packageId: t.id({ required: true, description: "The package's GUID." }),
    externalId: t.string({
      required: true,
      description:
        'Your own id for the package: 1 to 100 visible ASCII characters, because Wix takes it in a URL here. It ' +
        "can't be removed later.",
    }),
    accountId: t.id(sellerField),
    ...idempotencyKeyInput(t),
  }),
});

const SetPackageExternalIdPayload = payloadType<WrittenPackage>('SetPackageExternalIdPayload', {
  description: 'The result of setting an external id.',
  hasDryRun: false,
  fields: (t) => ({
    package: t.field({
      type: PackageRef,
      nullable: true,
      description: 'The package in its current state. Null after a refusal.',
      resolve: ({ result }) => (result === null ? null : packageOf(result)),
    }),
  }),
});

builder.mutationField('setPackageExternalId', (t) =>
  t.field({
    upstream: { endpoint: updatePackageExternalId, per: 'field', needs: [queryPackages] },
    type: SetPackageExternalIdPayload,
    nullable: true,
    description:
      "Sets the reseller's own id of a package. Wix doesn't check whether it is unique. Nothing else changes, and " +
      "the customer doesn't see it. Only for partners of the Resellers API. Costs two REST calls: the first reads the " +
      'package (Get Package), the second writes (Update Package External Id).',
    args: {
      input: t.arg({
        type: SetPackageExternalIdInput,
        required: true,
        description: 'The package, and its new external id.',
      }),
    },
    resolve: (_root, { input }, context) =>
      runWrite<WrittenPackage>(context, () => {
        const accountId = ownerOf(context, input.accountId);
        const packageId = guidInput('packageId', input.packageId, 'a package');
        const { externalId } = input;
        return {
          name: 'setPackageExternalId',
          input,
          endpoint: updatePackageExternalId,
          lane: [accountId, 'package', packageId],
          check: () => {
            if (externalId.length > 100 || !isValue('token', externalId)) {
              throw new InputError('externalId', 'externalId must be 1 to 100 visible ASCII characters.');
            }
          },
          plan: async () => {
            const found = await packageById(context, accountId).load(packageId);
            const calls = [{ endpoint: updatePackageExternalId, count: 1 }];
            if (found === null) return { changes: [], problems: [noPackage], calls };
            const summary = `The external id of the package becomes ${externalId}.`;
            const change = { type: 'Package', id: packageId, field: 'externalId' };
            return {
              changes: [{ ...change, before: found.externalId, after: externalId, summary }],
              problems: [],
              calls,
            };
          },
          send: async () => {
            const params = { packageId, externalId };
            const answer = await context.wix.call(updatePackageExternalId, { accountId, params });
            const written = answer.updatedPackage ?? answer.updated_package;
            return readWritten(updatePackageExternalId, written, packageId);
          },
          // Setting the same id again is harmless, so the result of the first call doesn't matter.
          find: async () => ({ is: 'notSeen' }),
          verifyQuery: `{ package(id: "${packageId}", accountId: "${accountId}") { externalId } }`,
          wrote: packageChange,
          paths: { externalId: 'externalId', packageId: 'packageId' },
        };
      }),
  }),
);
