import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { type Affected, affectedFields } from '../domain/affected.ts';
import { domainInputType } from '../domain/mutation-input.ts';
import { getConnectedDomain, listConnectedDomains } from '../domain/rest.ts';
import { DomainRef } from '../domain/schema.ts';
import { payloadType } from '../write/payload.ts';
import { removal } from '../write/removal.ts';
import { runWrite } from '../write/run-write.ts';
import type { Refusal } from '../write/user-error.ts';
import { anyDomain } from './any-domain.ts';
import { readAssignment } from './loader.ts';
import { assigned, planPrimary, planUnassignment, type ServedSite, servesNoSite } from './plan.ts';
import { deleteDomainAssignment, getDomainAssignment, setDomainAsPrimary } from './rest.ts';

interface DomainAt extends Affected {
  readonly name: string;
}

function loadDomain(context: GraphContext, at: DomainAt | null) {
  return at === null ? null : anyDomain(context, at.accountId, at.name);
}

const registeredThroughWix =
  "Null after a refusal or a dry run, and for a domain registered through Wix that serves no site, because it can't be read.";

/** The codes of Wix's related APIs; the documentation of this one lists none. */
const refusals: Readonly<Record<string, Refusal>> = {
  NOT_FOUND: { code: 'NOT_FOUND', field: 'name', message: servesNoSite },
  DOMAINS_DOMAIN_NOT_PERMITTED: {
    code: 'NOT_ALLOWED',
    field: 'name',
    message: 'The domain is connected to another Wix account.',
  },
};

// --- setPrimaryDomain ---

/** Returns the other domains that change with a new primary domain: none if the domain was primary already. */
function othersOf({ role, siblings }: ServedSite): readonly string[] {
  return role === 'PRIMARY' ? [] : siblings;
}

const SetPrimaryDomainInput = domainInputType('SetPrimaryDomainInput', 'The domain to make primary.');

const SetPrimaryDomainPayload = payloadType<DomainAt>('SetPrimaryDomainPayload', {
  description: 'The result of making a domain primary.',
  fields: (t) => ({
    domain: t.field({
      upstream: { endpoint: getConnectedDomain, per: 'field' },
      type: DomainRef,
      nullable: true,
      description: `The domain in its current state. ${registeredThroughWix} Costs one REST call (Get Connected Domain).`,
      resolve: ({ result }, _args, context) => loadDomain(context, result),
    }),
    ...affectedFields(t),
  }),
});

builder.mutationField('setPrimaryDomain', (t) =>
  t.field({
    upstream: { endpoint: setDomainAsPrimary, per: 'field', needs: [getDomainAssignment, listConnectedDomains] },
    type: SetPrimaryDomainPayload,
    nullable: true,
    description:
      "Makes a domain that serves a site the site's primary domain, which visitors see as its address. The " +
      'previous primary domain becomes a redirect, and all redirects lead to the new one. Has no effect if the ' +
      'domain is already primary. Costs one REST call (Set Domain As Primary, a developer preview of Wix), after one for ' +
      'the assignment (Get Domain Assignment) and one per 100 domains of the account (List Connected Domains).',
    args: { input: t.arg({ type: SetPrimaryDomainInput, required: true, description: 'The domain to make primary.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<DomainAt, ServedSite>(context, () => {
        const { name } = input;
        const accountId = ownerOf(context, input.accountId);
        return {
          name: 'setPrimaryDomain',
          input,
          endpoint: setDomainAsPrimary,
          lane: [accountId, 'domains'],
          plan: () => planPrimary(context, accountId, name),
          send: async (served) => {
            await context.wix.call(setDomainAsPrimary, { accountId, params: { domainAssignmentId: name }, body: {} });
            return { accountId, name, siteId: served.siteId, others: othersOf(served) };
          },
          find: async (served) => {
            const record = await readAssignment(context, accountId, name);
            if (record === null) return { is: 'unknown' };
            return record.role === 'PRIMARY'
              ? { is: 'done', result: { accountId, name, siteId: served.siteId, others: othersOf(served) } }
              : { is: 'absent' };
          },
          verifyQuery: `{ domainAssignment(domainName: "${name}", accountId: "${accountId}") { siteId role } }`,
          wrote: (_result, { siteId, siblings }) => [
            assigned(name, { accountId, siteId, role: 'PRIMARY', redirectsTo: null }),
            ...siblings.map((sibling) => assigned(sibling, { accountId, siteId, role: 'REDIRECT', redirectsTo: name })),
          ],
          refusals,
        };
      }),
  }),
);

// --- unassignDomain ---

const UnassignDomainInput = domainInputType('UnassignDomainInput', 'The domain to unassign from its site.');

const UnassignDomainPayload = payloadType<DomainAt>('UnassignDomainPayload', {
  description: 'The result of unassigning a domain from its site.',
  fields: (t) => ({
    domain: t.field({
      upstream: { endpoint: getConnectedDomain, per: 'field' },
      type: DomainRef,
      nullable: true,
      description: `The domain in its current state. ${registeredThroughWix} Costs one REST call (Get Connected Domain).`,
      resolve: ({ result }, _args, context) => loadDomain(context, result),
    }),
    ...affectedFields(t),
  }),
});

builder.mutationField('unassignDomain', (t) =>
  t.field({
    upstream: { endpoint: deleteDomainAssignment, per: 'field', needs: [getDomainAssignment, listConnectedDomains] },
    type: UnassignDomainPayload,
    nullable: true,
    description:
      'Unassigns a domain from its site. The domain stays in the account with its DNS records and serves no site. ' +
      "Unassigning a PRIMARY domain unassigns ALL the site's domains, and the site falls back to its free Wix " +
      "address. `dryRun` lists the connected ones; domains registered through Wix can't be listed. Costs one REST " +
      'call (Delete Domain Assignment, a developer preview of Wix), after one for the assignment (Get Domain Assignment) ' +
      'and one per 100 domains of the account (List Connected Domains).',
    args: {
      input: t.arg({ type: UnassignDomainInput, required: true, description: 'The domain to unassign from its site.' }),
    },
    resolve: (_root, { input }, context) =>
      runWrite<DomainAt, ServedSite>(context, () => {
        const { name } = input;
        const accountId = ownerOf(context, input.accountId);
        const params = { domainAssignmentId: name };
        const remove = removal(() => context.wix.call(deleteDomainAssignment, { accountId, params }));
        return {
          name: 'unassignDomain',
          input,
          endpoint: deleteDomainAssignment,
          lane: [accountId, 'domains'],
          plan: () => planUnassignment(context, accountId, name),
          send: async ({ siteId, role, siblings }) => {
            await remove();
            return { accountId, name, siteId, others: role === 'PRIMARY' ? siblings : [] };
          },
          // The domain served a site of the account before.
          find: async ({ siteId, role, siblings }) =>
            (await readAssignment(context, accountId, name)) === null
              ? { is: 'done', result: { accountId, name, siteId, others: role === 'PRIMARY' ? siblings : [] } }
              : { is: 'absent' },
          verifyQuery: `{ domainAssignment(domainName: "${name}", accountId: "${accountId}") { siteId role } }`,
          wrote: (_result, { role, siblings }) =>
            [name, ...(role === 'PRIMARY' ? siblings : [])].map((one) => assigned(one, null)),
          refusals,
        };
      }),
  }),
);
