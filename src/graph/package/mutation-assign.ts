import { guidInput } from '../../lib/guid-input.ts';
import { builder } from '../builder.ts';
import { siteById } from '../site/loader.ts';
import { querySites } from '../site/rest.ts';
import { siteProblems } from '../site/site-write.ts';
import { runWrite } from '../write/run-write.ts';
import type { UserError } from '../write/user-error.ts';
import { type FormerSites, readFormerSites } from './former-sites.ts';
import {
  alreadyCanceled,
  findInstance,
  type InstanceInput,
  instanceFields,
  instanceInput,
  instancePayload,
  keyOf,
  loadInstance,
  problem,
  readInstanceInput,
  type WrittenInstance,
} from './instance-input.ts';
import type { ProductInstance } from './model.ts';
import { catalogRules, instanceChange, premiumGain, siteLosses } from './plan.ts';
import { instanceRefusals } from './refusals.ts';
import { assignProductInstance, queryPackages, unassignProductInstance } from './rest.ts';
import { packageChange, readWritten, servedChanges } from './written.ts';

// --- assignProductInstance ---

interface AssignProductInstanceInput extends InstanceInput {
  readonly siteId: string;
}

const AssignProductInstanceInput = builder
  .inputRef<AssignProductInstanceInput>('AssignProductInstanceInput')
  .implement({
    description: 'The product to assign, and its site.',
    fields: (t) => ({
      ...instanceFields(t),
      siteId: t.id({ required: true, description: "The site's GUID. The site must belong to the account." }),
    }),
  });

const AssignProductInstancePayload = instancePayload(
  'AssignProductInstancePayload',
  'The result of assigning a product to a site.',
);

builder.mutationField('assignProductInstance', (t) =>
  t.field({
    upstream: { endpoint: assignProductInstance, per: 'field', needs: [queryPackages, querySites] },
    type: AssignProductInstancePayload,
    nullable: true,
    description:
      'Assigns a product to a site, even if another site uses it. That site then loses the product; if it is a ' +
      'Premium plan, the site loses Premium and its domains. If such a move fails, the product can be on its old ' +
      'site or on none: query the package to check. Only for partners of the Resellers API. Costs three REST calls: ' +
      'the first two read the package and the site (Get Package, Query Sites).',
    args: {
      input: t.arg({
        type: AssignProductInstanceInput,
        required: true,
        description: 'The product to assign, and its site.',
      }),
    },
    resolve: (_root, { input }, context, info) =>
      runWrite<WrittenInstance, FormerSites>(context, () => {
        const at = readInstanceInput(context, input);
        const { accountId, packageId, instanceId } = at;
        const siteId = guidInput('siteId', input.siteId, 'a site');
        return {
          name: 'assignProductInstance',
          input,
          endpoint: assignProductInstance,
          lane: [accountId, 'package', packageId],
          plan: async (purpose) => {
            const [{ instance, problems }, site] = await Promise.all([
              loadInstance(context, at, alreadyCanceled),
              siteById(context, accountId).load(siteId),
            ]);
            const all = [...problems, ...siteProblems(site, ['input', 'siteId'])];
            const calls = [{ endpoint: assignProductInstance, count: 1 }];
            if (instance === null || site === null || all.length > 0)
              return { changes: [], problems: all, calls, facts: null };
            if (instance.siteId === siteId)
              return { changes: [], problems: [], calls, facts: { siteIds: [], domainNames: [] } };
            const summary = `The site ${site.displayName} uses the product ${instance.catalogProductId ?? 'unknown'}.`;
            const losses = purpose === 'show' ? await siteLosses(context, accountId, [instance]) : [];
            return {
              changes: [
                instanceChange(instance, 'siteId', instance.siteId, siteId, summary),
                ...premiumGain(site),
                ...losses,
              ],
              problems: [],
              calls,
              warnings: catalogRules,
              facts: await readFormerSites(context, accountId, [instance], info),
            };
          },
          send: async (former) => {
            const params = { instanceId, siteId };
            const answer = await context.wix.call(assignProductInstance, { accountId, params, body: keyOf(input) });
            return { ...readWritten(assignProductInstance, answer.package, packageId), instanceId, former };
          },
          find: (former) => findInstance(context, at, (instance) => instance.siteId === siteId, former),
          verifyQuery: `{ package(id: "${packageId}", accountId: "${accountId}") { productInstances { id siteId status } } }`,
          wrote: (written) => [...packageChange(written), ...servedChanges({ siteIds: [siteId], domainNames: [] })],
          refusals: instanceRefusals({ site: 'siteId' }),
        };
      }),
  }),
);

// --- unassignProductInstance ---

const UnassignProductInstanceInput = instanceInput(
  'UnassignProductInstanceInput',
  'The product to remove from its site.',
);

const UnassignProductInstancePayload = instancePayload(
  'UnassignProductInstancePayload',
  'The result of removing a product from its site.',
);

function notUnassignable(instance: ProductInstance): UserError | null {
  return instance.siteId === null
    ? problem('FAILED_PRECONDITION', 'instanceId', 'No site uses the product instance.')
    : alreadyCanceled(instance);
}

builder.mutationField('unassignProductInstance', (t) =>
  t.field({
    upstream: { endpoint: unassignProductInstance, per: 'field', needs: [queryPackages] },
    type: UnassignProductInstancePayload,
    nullable: true,
    description:
      'Removes a product from its site. The product stays sold, and no site uses it until it is assigned again. A ' +
      'site that loses its Premium plan loses Premium, and Wix disconnects its domains, which are not reconnected ' +
      'automatically. Only for partners of the Resellers API. Costs two REST calls: the first reads the package ' +
      '(Get Package).',
    args: {
      input: t.arg({
        type: UnassignProductInstanceInput,
        required: true,
        description: 'The product to remove from its site.',
      }),
    },
    resolve: (_root, { input }, context, info) =>
      runWrite<WrittenInstance, FormerSites>(context, () => {
        const at = readInstanceInput(context, input);
        const { accountId, packageId, instanceId } = at;
        return {
          name: 'unassignProductInstance',
          input,
          endpoint: unassignProductInstance,
          lane: [accountId, 'package', packageId],
          plan: async (purpose) => {
            const { instance, problems } = await loadInstance(context, at, notUnassignable);
            const calls = [{ endpoint: unassignProductInstance, count: 1 }];
            if (instance === null || problems.length > 0) return { changes: [], problems, calls, facts: null };
            const summary = `No site uses the product ${instance.catalogProductId ?? 'unknown'} any more.`;
            const losses = purpose === 'show' ? await siteLosses(context, accountId, [instance]) : [];
            return {
              changes: [instanceChange(instance, 'siteId', instance.siteId, null, summary), ...losses],
              problems,
              calls,
              facts: await readFormerSites(context, accountId, [instance], info),
            };
          },
          send: async (former) => {
            const params = { instanceId };
            const answer = await context.wix.call(unassignProductInstance, { accountId, params, body: keyOf(input) });
            return { ...readWritten(unassignProductInstance, answer.package, packageId), instanceId, former };
          },
          find: (former) => findInstance(context, at, (instance) => instance.siteId === null, former),
          verifyQuery: `{ package(id: "${packageId}", accountId: "${accountId}") { productInstances { id siteId } } }`,
          wrote: packageChange,
          refusals: instanceRefusals(),
        };
      }),
  }),
);
