import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { type Found, runWrite } from '../write/run-write.ts';
import type { Refusal } from '../write/user-error.ts';
import { type ConnectionWish, isAsWished, planConnection } from './connection-plan.ts';
import { domainByName } from './loader.ts';
import { type AssignmentRole, type ConnectionMethod, type Domain, toDomain } from './model.ts';
import { type DomainInput, domainInput } from './mutation-input.ts';
import { createConnectedDomain } from './rest.ts';
import { domainLevel } from './root-domain.ts';
import { AssignmentRoleRef, ConnectionMethodRef, DomainRef } from './schema.ts';

interface ConnectDomainInput extends DomainInput {
  readonly connectionMethod?: ConnectionMethod | null | undefined;
  readonly siteId?: string | null | undefined;
  readonly assignAs?: AssignmentRole | null | undefined;
  readonly suppressNotifications?: boolean | null | undefined;
}

const ConnectDomainInput = builder.inputRef<ConnectDomainInput>('ConnectDomainInput').implement({
  description: 'Which domain to connect, how, and to which site.',
  fields: (t) => ({
    ...domainInput(t),
    connectionMethod: t.field({
      type: ConnectionMethodRef,
      required: false,
      description:
        'POINTING or NAMESERVERS for a root domain such as `example.co.uk`, which needs one. Nothing for a subdomain.',
    }),
    siteId: t.id({
      required: false,
      description:
        'The GUID of the site that the domain is to serve, which needs a Premium plan. Default: none; the domain is in the ' +
        'account and serves no site.',
    }),
    assignAs: t.field({
      type: AssignmentRoleRef,
      required: false,
      description:
        'What the domain is to be to the site, PRIMARY or REDIRECT; needed with `siteId` and only then. With PRIMARY the ' +
        "site's present primary domain no longer serves it.",
    }),
    suppressNotifications: t.boolean({
      required: false,
      description:
        "True if Wix is to send the site's owner no e-mails about this domain. Default: Wix's, which is false.",
    }),
    ...idempotencyKeyInput(t),
  }),
});

const ConnectDomainPayload = payloadType<{ readonly domain: Domain }>('ConnectDomainPayload', {
  description: 'What connecting a domain did.',
  fields: (t) => ({
    domain: t.field({
      type: DomainRef,
      nullable: true,
      description: 'The connected domain as Wix answered it; null after a refusal. `setup` has the records to enter.',
      resolve: ({ result }) => result?.domain ?? null,
    }),
  }),
});

/** The codes of Wix's table, two of which contain a space. */
const refusals: Readonly<Record<string, Refusal>> = {
  'Invalid domain': {
    code: 'BAD_USER_INPUT',
    field: 'name',
    message: 'Wix cannot connect this name: nobody has registered it, or Wix does not take it or its ending.',
  },
  DOMAINS_UNSUPPORTED_TLD: { code: 'BAD_USER_INPUT', field: 'name', message: 'Wix does not take this ending.' },
  'Invalid connection type': {
    code: 'BAD_USER_INPUT',
    field: 'connectionMethod',
    message: 'Wix does not connect this domain in this way.',
  },
  DOMAINS_GUID_NOT_VALID: { code: 'BAD_USER_INPUT', field: '', message: 'Wix does not take this siteId or accountId.' },
  DOMAINS_MISSING_SITE_ID_FOR_ASSIGN_AS: { code: 'BAD_USER_INPUT', field: 'siteId', message: 'Wix asks for a site.' },
  DOMAINS_ALREADY_EXISTS: {
    code: 'CONFLICT',
    field: 'name',
    message: 'The domain is connected already, with another method or other settings. Disconnect it first.',
  },
  DOMAINS_DOMAIN_NOT_PERMITTED: {
    code: 'NOT_ALLOWED',
    field: 'name',
    message: 'The domain belongs to another Wix account.',
  },
  DOMAINS_SITE_NOT_PERMITTED: {
    code: 'NOT_ALLOWED',
    field: 'siteId',
    message: 'The account may not connect domains to this site.',
  },
  NON_PREMIUM_SITE: {
    code: 'FAILED_PRECONDITION',
    field: 'siteId',
    message: 'The site has no Premium plan, so no domain can serve it.',
  },
  INVALID_DOMAINS_PREVIEW_RECORDS: {
    code: 'FAILED_PRECONDITION',
    field: 'name',
    message: 'Wix has no A, CNAME or NS records prepared for this domain.',
  },
};

builder.mutationField('connectDomain', (t) =>
  t.field({
    upstream: { endpoint: createConnectedDomain, per: 'field' },
    type: ConnectDomainPayload,
    nullable: true,
    description:
      'Connects a domain that was registered elsewhere, or a subdomain, to the account and if asked to a site, which needs a ' +
      'Premium plan. It works once the records of `setup` are entered where the domain was registered; then it can take 48 ' +
      "hours until visitors reach the site: see `propagationStatus`. As PRIMARY it takes the place of the site's primary " +
      'domain, which from then on serves no site. Domains registered through Wix cannot be connected. One REST call.',
    args: { input: t.arg({ type: ConnectDomainInput, required: true, description: 'What to connect.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<{ readonly domain: Domain }>(context, () => {
        const wish = readWish(context, input);
        const { accountId, name, method, site } = wish;
        return {
          name: 'connectDomain',
          input,
          endpoint: createConnectedDomain,
          lane: [accountId, 'domains'],
          plan: () => planConnection(context, wish),
          send: async () => {
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
            if (domain.name === name) return { domain };
            throw new WixError('invalidResponse', 'answered another domain', { endpoint: createConnectedDomain.name });
          },
          find: () => findConnection(context, wish),
          verifyQuery:
            `{ domain(name: "${name}", accountId: "${accountId}") ` +
            '{ connectionMethod assignment { siteId role } createdAt } }',
          wrote: ({ domain }) => [{ type: 'Domain', id: name, did: 'create', object: domain }],
          refusals,
        };
      }),
  }),
);

/** Throws an {@link InputError} for what Wix is documented to refuse. */
function readWish(context: GraphContext, input: ConnectDomainInput): ConnectionWish {
  const { name, connectionMethod = null, assignAs = null } = input;
  const accountId = ownerOf(context, input.accountId);
  const level = domainLevel(name);
  if (level === null)
    throw new InputError('name', 'name is an ending under which domains are registered, not a domain.');
  if (level === 'subdomain' && connectionMethod !== null) {
    throw new InputError('connectionMethod', 'connectionMethod must be left out for a subdomain.');
  }
  const method = connectionMethod === 'POINTING' || connectionMethod === 'NAMESERVERS' ? connectionMethod : null;
  if (level === 'root' && method === null) {
    throw new InputError('connectionMethod', 'connectionMethod must be POINTING or NAMESERVERS for a root domain.');
  }
  if (input.siteId === null || input.siteId === undefined) {
    if (assignAs !== null) throw new InputError('assignAs', 'assignAs needs a siteId.');
    return { accountId, name, method, site: null };
  }
  if (assignAs !== 'PRIMARY' && assignAs !== 'REDIRECT') {
    throw new InputError('assignAs', 'assignAs must be PRIMARY or REDIRECT where there is a siteId.');
  }
  return { accountId, name, method, site: { id: guidInput('siteId', input.siteId, 'a site'), role: assignAs } };
}

/** Reading a domain by its name does not lag: a domain that is not found was not connected. */
async function findConnection(
  context: GraphContext,
  wish: ConnectionWish,
): Promise<Found<{ readonly domain: Domain }>> {
  const domain = await domainByName(context, wish.accountId).load(wish.name);
  if (domain === null) return { is: 'absent' };
  return isAsWished(domain, wish) ? { is: 'done', result: { domain } } : { is: 'unknown' };
}
