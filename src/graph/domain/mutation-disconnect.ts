import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { objectId } from '../object-id.ts';
import type { PlannedChange } from '../write/dry-run.ts';
import { payloadType } from '../write/payload.ts';
import { removal } from '../write/removal.ts';
import { type Planned, runWrite } from '../write/run-write.ts';
import type { Refusal } from '../write/user-error.ts';
import { type Affected, affectedFields } from './affected.ts';
import { domainsBySite, readConnection } from './loader.ts';
import type { Domain } from './model.ts';
import { domainInputType } from './mutation-input.ts';
import { refusal } from './refusal.ts';
import { deleteConnectedDomain, getConnectedDomain } from './rest.ts';

const DisconnectDomainInput = domainInputType('DisconnectDomainInput', 'The domain to disconnect.');

interface Disconnected extends Affected {
  readonly name: string;
  readonly hadZone: boolean;
}

const DisconnectDomainPayload = payloadType<Disconnected>('DisconnectDomainPayload', {
  description: 'The result of disconnecting a domain.',
  fields: (t) => ({
    name: t.field({
      type: 'DomainName',
      nullable: true,
      description: 'The name of the disconnected domain. Null after a refusal or a dry run.',
      resolve: ({ result }) => result?.name ?? null,
    }),
    removedDomainId: t.id({
      nullable: true,
      description: 'The `id` of the disconnected domain, for caches that drop it. Null after a refusal or a dry run.',
      resolve: ({ result }) => (result === null ? null : objectId('Domain', result.accountId, result.name)),
    }),
    removedDnsZoneId: t.id({
      nullable: true,
      description:
        'The `id` of the deleted zone, for caches that drop it. Null if Wix hosted none, and after a refusal or a dry run.',
      resolve: ({ result }) =>
        result?.hadZone === true ? objectId('DnsZone', result.accountId, result.name, 'hosted') : null,
    }),
    ...affectedFields(t),
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
    upstream: { endpoint: deleteConnectedDomain, per: 'field', needs: [getConnectedDomain] },
    type: DisconnectDomainPayload,
    nullable: true,
    description:
      'Removes a connected domain from the account. Visitors can no longer reach the site at this domain; if it ' +
      "was the site's primary domain, the site falls back to its free Wix address. Wix deletes the DNS records " +
      "that it hosts for the domain, mail records included, and a subdomain's CNAME record. Connecting the domain " +
      "again doesn't restore them. The registration is not affected. Costs two REST calls: the first reads the domain (Get Connected Domain). For a " +
      'primary domain, the domains of the account are listed as well (one List Connected Domains per 100).',
    args: { input: t.arg({ type: DisconnectDomainInput, required: true, description: 'The domain to disconnect.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<Disconnected, Redirects>(context, () => {
        const { name } = input;
        const accountId = ownerOf(context, input.accountId);
        const params = { connectedDomainId: name };
        const resultOf = ({ siteId, redirects, hadZone }: Redirects): Disconnected => {
          return { accountId, name, siteId, others: redirects, hadZone };
        };
        const remove = removal(() => context.wix.call(deleteConnectedDomain, { accountId, params }));
        return {
          name: 'disconnectDomain',
          input,
          endpoint: deleteConnectedDomain,
          lane: [accountId, 'domains'],
          otherLanes: [[accountId, 'dnsZone', name]],
          plan: () => planDisconnection(context, accountId, name),
          send: async (facts) => {
            await remove();
            return resultOf(facts);
          },
          // Reading a domain by name does not lag, and the account had it before.
          find: async (facts) => {
            const left = await readConnection(context, accountId, name);
            if (left === 'elsewhere') return { is: 'unknown' };
            return left === null ? { is: 'done', result: resultOf(facts) } : { is: 'absent' };
          },
          verifyQuery: `{ domain(name: "${name}", accountId: "${accountId}") { name } }`,
          wrote: (_result, { redirects }) => [
            { type: 'Domain', id: name, did: 'remove' },
            // What happens to the redirects of a primary domain is not documented.
            ...redirects.map(
              (other) => ({ type: 'Domain', id: other, did: 'perhaps', fields: ['assignment'] }) as const,
            ),
          ],
          refusals,
        };
      }),
  }),
);

async function planDisconnection(context: GraphContext, accountId: string, name: string): Promise<Planned<Redirects>> {
  const calls = [{ endpoint: deleteConnectedDomain, count: 1 }];
  const domain = await readConnection(context, accountId, name);
  if (domain === null || domain === 'elsewhere') {
    const problem =
      domain === null
        ? refusal('NOT_FOUND', 'name', notConnected)
        : refusal('NOT_ALLOWED', 'name', 'The domain is connected to another Wix account.');
    return { changes: [], problems: [problem], calls, facts: null };
  }
  const onSite = await effectOnSite(context, domain);
  const removed: PlannedChange = {
    type: 'Domain',
    id: name,
    field: null,
    before: name,
    after: null,
    summary: `${name} is removed from the account.`,
  };
  const changes = [removed, ...recordsOf(domain), ...onSite];
  const redirects = onSite.flatMap(({ type, id }) => (type === 'Domain' ? (id ?? []) : []));
  return {
    changes,
    problems: [],
    calls,
    facts: { redirects, siteId: domain.assignment?.siteId ?? null, hadZone: domain.connectionMethod === 'NAMESERVERS' },
  };
}

/** The facts that are read before a domain is disconnected. */
interface Redirects {
  readonly siteId: string | null;
  /** The redirects of the site whose primary domain is disconnected. */
  readonly redirects: readonly string[];
  readonly hadZone: boolean;
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
