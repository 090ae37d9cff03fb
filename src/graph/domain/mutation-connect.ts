import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { builder, newEdge } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { assigned } from '../domain-assignment/plan.ts';
import { payloadType } from '../write/payload.ts';
import { type Found, runWrite } from '../write/run-write.ts';
import type { Refusal } from '../write/user-error.ts';
import { type Affected, affectedFields } from './affected.ts';
import { type DesiredConnection, matchesDesired, type OtherDomains, planConnection } from './connection-plan.ts';
import { domainsOfAccount, readConnection } from './loader.ts';
import { type AssignmentRole, type ConnectionMethod, type Domain, toDomain } from './model.ts';
import { type DomainInput, domainInput } from './mutation-input.ts';
import { createConnectedDomain, getConnectedDomain } from './rest.ts';
import { domainLevel } from './root-domain.ts';
import { AssignmentRoleRef, ConnectionMethodRef, DomainEdgeRef, DomainRef } from './schema.ts';

interface ConnectDomainInput extends DomainInput {
  readonly connectionMethod?: ConnectionMethod | null | undefined;
  readonly siteId?: string | null | undefined;
  readonly assignAs?: AssignmentRole | null | undefined;
  readonly suppressNotifications?: boolean | null | undefined;
}

const ConnectDomainInput = builder.inputRef<ConnectDomainInput>('ConnectDomainInput').implement({
  description: 'The domain to connect, the connection method and the site.',
  fields: (t) => ({
    ...domainInput(t),
    connectionMethod: t.field({
      type: ConnectionMethodRef,
      required: false,
      description:
        'POINTING or NAMESERVERS, required for a root domain such as `example.co.uk`. Omit it for a subdomain. Names ' +
        'directly below the suffix of a company, such as `brand.co.com`, can have either.',
    }),
    siteId: t.id({
      required: false,
      description:
        'The GUID of the site that the domain will serve. The site needs a Premium plan. Defaults to none; the ' +
        'domain is added to the account and serves no site.',
    }),
    assignAs: t.field({
      type: AssignmentRoleRef,
      required: false,
      description:
        'The role of the domain for the site, PRIMARY or REDIRECT. Required with `siteId`, not allowed without ' +
        "it. With PRIMARY, the site's current primary domain no longer serves it.",
    }),
    suppressNotifications: t.boolean({
      required: false,
      description:
        "Whether to stop Wix from e-mailing the site's owner about this domain. Defaults to Wix's default, which is " +
        'false.',
    }),
  }),
});

interface Connected extends Affected {
  readonly domain: Domain;
}

const ConnectDomainPayload = payloadType<Connected>('ConnectDomainPayload', {
  description: 'The result of connecting a domain.',
  fields: (t) => ({
    domain: t.field({
      type: DomainRef,
      nullable: true,
      description:
        'The connected domain as Wix returns it. Null after a refusal or a dry run. `setup` has the DNS records ' +
        'to enter.',
      resolve: ({ result }) => result?.domain ?? null,
    }),
    domainEdge: t.field({
      ...newEdge(DomainEdgeRef, 'domain', 'Account.domains', getConnectedDomain),
      resolve: ({ result }, _args, context) => {
        if (result === null) return null;
        const { domain } = result;
        return domainsOfAccount(context, domain.accountId, { first: 1 }).edgeOfNew(domain, domain.name);
      },
    }),
    ...affectedFields(t),
  }),
});

/** The codes in Wix's documentation, two of which contain spaces. */
const refusals: Readonly<Record<string, Refusal>> = {
  'Invalid domain': {
    code: 'BAD_USER_INPUT',
    field: 'name',
    message: "Wix can't connect this name. It is not registered, or Wix doesn't support it or its ending.",
  },
  DOMAINS_UNSUPPORTED_TLD: {
    code: 'BAD_USER_INPUT',
    field: 'name',
    message: "Wix doesn't support this domain ending.",
  },
  'Invalid connection type': {
    code: 'BAD_USER_INPUT',
    field: 'connectionMethod',
    message: "Wix doesn't support this connection method for the domain.",
  },
  DOMAINS_GUID_NOT_VALID: {
    code: 'BAD_USER_INPUT',
    field: '',
    message: 'Wix rejected siteId or accountId as an invalid GUID.',
  },
  DOMAINS_MISSING_SITE_ID_FOR_ASSIGN_AS: { code: 'BAD_USER_INPUT', field: 'siteId', message: 'Wix requires a siteId.' },
  DOMAINS_ALREADY_EXISTS: {
    code: 'CONFLICT',
    field: 'name',
    message: 'The domain is already connected with another method or other settings. Disconnect it first.',
  },
  DOMAINS_DOMAIN_NOT_PERMITTED: {
    code: 'NOT_ALLOWED',
    field: 'name',
    message: 'The domain is connected to another Wix account.',
  },
  DOMAINS_SITE_NOT_PERMITTED: {
    code: 'NOT_ALLOWED',
    field: 'siteId',
    message: 'The account is not allowed to connect domains to this site.',
  },
  NON_PREMIUM_SITE: {
    code: 'FAILED_PRECONDITION',
    field: 'siteId',
    message: "The site has no Premium plan, so domains can't be assigned to it.",
  },
  INVALID_DOMAINS_PREVIEW_RECORDS: {
    code: 'FAILED_PRECONDITION',
    field: 'name',
    message: 'Wix has no A, CNAME or NS records prepared for this domain.',
  },
};

builder.mutationField('connectDomain', (t) =>
  t.field({
    upstream: { endpoint: createConnectedDomain, per: 'field', needs: [getConnectedDomain] },
    type: ConnectDomainPayload,
    nullable: true,
    description:
      'Connects a subdomain, or a domain that is registered elsewhere, to the account and optionally to a site. ' +
      'The site needs a Premium plan. To finish, enter the records of `setup` where the domain is registered. It ' +
      'can then take up to 48 hours until visitors reach the site; see `propagationStatus`. A PRIMARY domain ' +
      "replaces the site's current primary domain, which then serves no site. Domains registered through Wix " +
      "can't be connected. Costs three REST calls: the first two read the domain and whether the name is registered (Get " +
      'Connected Domain, Check Domain Availability). With a site, the site is read (Query Sites) and the domains of the ' +
      'account are listed (one List Connected Domains per 100).',
    args: { input: t.arg({ type: ConnectDomainInput, required: true, description: 'The domain to connect.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<Connected, OtherDomains>(context, () => {
        const desired = readDesired(context, input);
        const { accountId, name, method, site } = desired;
        return {
          name: 'connectDomain',
          input,
          endpoint: createConnectedDomain,
          lane: [accountId, 'domains'],
          plan: () => planConnection(context, desired),
          send: async (others) => {
            const { suppressNotifications } = input;
            const answer = await context.wix.call(createConnectedDomain, {
              accountId,
              ...(site === null ? {} : { siteId: site.id }),
              body: {
                connectedDomain: {
                  domain: name,
                  ...(method === null ? {} : { connectionType: method }),
                  ...(site === null ? {} : { siteInfo: { assignmentType: site.role } }),
                  ...(typeof suppressNotifications === 'boolean' ? { suppressNotifications } : {}),
                },
              },
            });
            const domain = toDomain(object(answer.connectedDomain), accountId);
            if (domain.name === name) return connected(desired, domain, others);
            throw new WixError('invalidResponse', 'returned another domain', { endpoint: createConnectedDomain.name });
          },
          find: (others) => findConnection(context, desired, others),
          verifyQuery:
            `{ domain(name: "${name}", accountId: "${accountId}") ` +
            '{ connectionMethod assignment { siteId role } createdAt } }',
          wrote: ({ domain }, { displaced, redirects }) => [
            { type: 'Domain', id: name, did: 'create', object: domain },
            ...displaced.map((other) => assigned(other, null)),
            // Whether Wix points redirects to the new primary domain is not documented.
            ...redirects.map(
              (other) => ({ type: 'Domain', id: other, did: 'perhaps', fields: ['assignment'] }) as const,
            ),
          ],
          refusals,
        };
      }),
  }),
);

function connected({ accountId, site }: DesiredConnection, domain: Domain, others: OtherDomains): Connected {
  return { accountId, domain, siteId: site?.id ?? null, others: [...others.displaced, ...others.redirects] };
}

/** Returns the requested connection. Throws an {@link InputError} for input that Wix is documented to reject. */
function readDesired(context: GraphContext, input: ConnectDomainInput): DesiredConnection {
  const { name, connectionMethod = null, assignAs = null } = input;
  const accountId = ownerOf(context, input.accountId);
  const level = domainLevel(name);
  if (level === null) throw new InputError('name', 'name must be a domain, not a public suffix such as co.uk.');
  if (level === 'subdomain' && connectionMethod !== null) {
    throw new InputError('connectionMethod', 'connectionMethod must be omitted for a subdomain.');
  }
  const method = connectionMethod === 'POINTING' || connectionMethod === 'NAMESERVERS' ? connectionMethod : null;
  if (level === 'root' && method === null) {
    throw new InputError('connectionMethod', 'connectionMethod must be POINTING or NAMESERVERS for a root domain.');
  }
  if (input.siteId === null || input.siteId === undefined) {
    if (assignAs !== null) throw new InputError('assignAs', 'assignAs requires siteId.');
    return { accountId, name, method, site: null };
  }
  if (assignAs !== 'PRIMARY' && assignAs !== 'REDIRECT') {
    throw new InputError('assignAs', 'assignAs must be PRIMARY or REDIRECT if siteId is set.');
  }
  return { accountId, name, method, site: { id: guidInput('siteId', input.siteId, 'a site'), role: assignAs } };
}

/**
 * Verifies a connection whose response was lost. Reading a domain by name does not lag: if it is not found, it was not
 * connected.
 */
async function findConnection(
  context: GraphContext,
  desired: DesiredConnection,
  others: OtherDomains,
): Promise<Found<Connected>> {
  const domain = await readConnection(context, desired.accountId, desired.name);
  if (domain === null) return { is: 'absent' };
  if (domain === 'elsewhere') return { is: 'unknown' };
  return matchesDesired(domain, desired)
    ? { is: 'done', result: connected(desired, domain, others) }
    : { is: 'unknown' };
}
