import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import type { Plan, PlannedChange } from '../write/dry-run.ts';
import { payloadType } from '../write/payload.ts';
import { removal } from '../write/removal.ts';
import { runWrite } from '../write/run-write.ts';
import type { Refusal } from '../write/user-error.ts';
import { domainByName, domainsBySite } from './loader.ts';
import type { Domain } from './model.ts';
import { domainInputType } from './mutation-input.ts';
import { refusal } from './refusal.ts';
import { deleteConnectedDomain } from './rest.ts';

const DisconnectDomainInput = domainInputType('DisconnectDomainInput', 'The domain to disconnect.');

const DisconnectDomainPayload = payloadType<{ readonly name: string }>('DisconnectDomainPayload', {
  description: 'The result of disconnecting a domain.',
  fields: (t) => ({
    name: t.field({
      type: 'DomainName',
      nullable: true,
      description: 'The name of the disconnected domain. Null after a refusal or a dry run.',
      resolve: ({ result }) => result?.name ?? null,
    }),
  }),
});

const notConnected = 'The domain is not connected to the account.';

const refusals: Readonly<Record<string, Refusal>> = {
  NOT_FOUND: { code: 'NOT_FOUND', field: 'name', message: notConnected },
  DOMAINS_DOMAIN_NOT_PERMITTED: {
    code: 'NOT_ALLOWED',
    field: 'name',
    message: 'The domain is connected to another Wix account.',
  },
};

builder.mutationField('disconnectDomain', (t) =>
  t.field({
    upstream: { endpoint: deleteConnectedDomain, per: 'field' },
    type: DisconnectDomainPayload,
    nullable: true,
    description:
      'Removes a connected domain from the account. Visitors can no longer reach the site at this domain; if it ' +
      "was the site's primary domain, the site falls back to its free Wix address. Wix deletes the DNS records " +
      "that it hosts for the domain, mail records included, and a subdomain's CNAME record. Connecting the domain " +
      "again doesn't restore them. The registration is not affected. Costs one REST call.",
    args: { input: t.arg({ type: DisconnectDomainInput, required: true, description: 'The domain to disconnect.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<{ readonly name: string }>(context, () => {
        const { name } = input;
        const accountId = ownerOf(context, input.accountId);
        const params = { connectedDomainId: name };
        const remove = removal(() => context.wix.call(deleteConnectedDomain, { accountId, params }));
        return {
          name: 'disconnectDomain',
          input,
          endpoint: deleteConnectedDomain,
          lane: [accountId, 'domains'],
          otherLanes: [[accountId, 'dnsZone', name]],
          plan: () => planDisconnection(context, accountId, name),
          send: async () => {
            await remove();
            return { name };
          },
          // Reading a domain by name does not lag.
          find: async () =>
            (await domainByName(context, accountId).load(name)) === null
              ? { is: 'done', result: { name } }
              : { is: 'absent' },
          verifyQuery: `{ domain(name: "${name}", accountId: "${accountId}") { name } }`,
          wrote: () => [{ type: 'Domain', id: name, did: 'remove' }],
          refusals,
        };
      }),
  }),
);

async function planDisconnection(context: GraphContext, accountId: string, name: string): Promise<Plan> {
  const calls = [{ endpoint: deleteConnectedDomain, count: 1 }];
  const domain = await domainByName(context, accountId).load(name);
  if (domain === null) {
    return { changes: [], problems: [refusal('NOT_FOUND', 'name', notConnected)], calls };
  }
  const removed: PlannedChange = {
    type: 'Domain',
    id: name,
    field: null,
    before: name,
    after: null,
    summary: `${name} is removed from the account.`,
  };
  const changes = [removed, ...recordsOf(domain), ...(await effectOnSite(context, domain))];
  return { changes, problems: [], calls };
}

/** Returns the records that Wix hosts for the domain and deletes with it. */
function recordsOf({ name, connectionMethod, isSubdomain }: Domain): readonly PlannedChange[] {
  if (connectionMethod === 'NAMESERVERS') {
    const summary = `Wix deletes the DNS zone of ${name} with all its records, mail records included.`;
    return [{ type: 'DnsZone', id: name, field: null, before: name, after: null, summary }];
  }
  if (!isSubdomain) return [];
  const summary = `Wix deletes the CNAME record of ${name} if it hosts one.`;
  return [{ type: 'DnsRecord', id: `CNAME ${name}`, field: null, before: null, after: null, summary }];
}

/** Returns the effects on the site. UNKNOWN: what happens to redirects when their primary domain is disconnected. */
async function effectOnSite(context: GraphContext, domain: Domain): Promise<readonly PlannedChange[]> {
  const { name, accountId, assignment } = domain;
  if (assignment?.role !== 'PRIMARY') return [];
  const siblings = (await domainsBySite(context, accountId)).get(assignment.siteId) ?? [];
  const fallback: PlannedChange = {
    type: 'Site',
    id: assignment.siteId,
    field: 'primaryDomain',
    before: name,
    after: null,
    summary: 'The site falls back to its free Wix address.',
  };
  const redirects = siblings
    .filter((sibling) => sibling.name !== name)
    .map((sibling) => ({
      type: 'Domain',
      id: sibling.name,
      field: 'assignment',
      before: `${sibling.assignment?.role ?? 'UNKNOWN'} of ${assignment.siteId}`,
      after: null,
      summary:
        `${sibling.name} redirects to ${name}. Wix doesn't document what happens to it: expect that it serves no ` +
        'site.',
    }));
  return [fallback, ...redirects];
}
