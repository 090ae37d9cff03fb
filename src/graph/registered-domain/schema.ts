import { readHostName, toUnicodeName } from '../../lib/host-name.ts';
import { InputError } from '../../lib/input-error.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { AccountRef } from '../account/schema.ts';
import { builder, connectionType, edgeType, pageArgs, rawValue } from '../builder.ts';
import { DomainAssignmentRef, PropagationStatusRef } from '../domain/schema.ts';
import { unicodeNameDescription } from '../domain/unicode-name.ts';
import { entity } from '../federation/entity.ts';
import { objectId, readObjectId } from '../object-id.ts';
import { registeredByName, registeredDomainsOf } from './loader.ts';
import type { RegisteredDomain } from './model.ts';
import { getRegisteredDomain, listRegisteredDomains } from './rest.ts';

const RegisteredDomainRef = builder.objectRef<RegisteredDomain>('RegisteredDomain');

const RegistrationStatusRef = builder.enumType('DomainRegistrationStatus', {
  description: 'The status of the registration of a domain through Wix.',
  values: {
    ACTIVE: { description: 'The domain is registered.' },
    PENDING: { description: 'The registration is in progress. It can take up to 48 hours.' },
    FAILED: { description: 'The registration failed.' },
    CANCELED: { description: 'The registration was canceled.' },
    UNKNOWN: { description: "A status that this graph doesn't know yet. See `statusRaw`." },
  } as const,
});

const ContactConfirmationRef = builder.enumType('DomainContactConfirmation', {
  description: 'Whether the contacts of a registered domain have confirmed their data, as ICANN requires.',
  values: {
    PENDING: { description: 'A contact has not confirmed yet.' },
    CONFIRMED: { description: 'All contacts have confirmed.' },
    EXPIRED: { description: 'The time to confirm has passed.' },
    UNKNOWN: { description: "Unknown, or a status that this graph doesn't know yet. See `contactConfirmationRaw`." },
  } as const,
});

RegisteredDomainRef.implement({
  description:
    'A domain that the account has registered through Wix. From endpoints that Wix no longer documents: available only if ' +
    'the operator enables them.',
  fields: (t) => ({
    id: t.id({
      description:
        'Identifies the registered domain in its account. Opaque and unique over all accounts. Inputs take `name`.',
      resolve: ({ accountId, name }) => objectId('RegisteredDomain', accountId, name),
    }),
    name: t.expose('name', { type: 'DomainName', description: 'The name of the domain, which is also its id in Wix.' }),
    unicodeName: t.string({ description: unicodeNameDescription, resolve: ({ name }) => toUnicodeName(name) }),
    account: t.field({
      type: AccountRef,
      description: 'The account that owns the domain.',
      resolve: ({ accountId }) => ({ id: accountId }),
    }),
    status: t.expose('status', { type: RegistrationStatusRef, description: 'The status of the registration.' }),
    statusRaw: t.exposeString('statusRaw', rawValue('status', 'status')),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: "The time the domain expires or expired. Null if Wix doesn't return it.",
    }),
    contactConfirmation: t.expose('contactConfirmation', {
      type: ContactConfirmationRef,
      description: 'Whether the contacts of the domain have confirmed their data.',
    }),
    contactConfirmationRaw: t.exposeString('contactConfirmationRaw', rawValue('status', 'contactConfirmation')),
    propagationStatus: t.expose('propagationStatus', {
      type: PropagationStatusRef,
      description: "Whether the domain's DNS records have propagated across the internet.",
    }),
    propagationStatusRaw: t.exposeString('propagationStatusRaw', rawValue('status', 'propagationStatus')),
    assignment: t.expose('assignment', {
      type: DomainAssignmentRef,
      nullable: true,
      description: 'The site that the domain serves, and the role of the domain. Null if it serves none.',
    }),
    productInstanceId: t.exposeID('productInstanceId', {
      nullable: true,
      description: "The id of the product in a package that pays for the domain. Null if Wix doesn't return it.",
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: "The time the domain was created. Null if Wix doesn't return it.",
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: "The time the domain was last changed. Null if Wix doesn't return it.",
    }),
  }),
});

const RegisteredDomainConnectionRef = connectionType(RegisteredDomainRef, {
  name: 'RegisteredDomain',
  edge: edgeType(RegisteredDomainRef, 'RegisteredDomain'),
  description: 'A page of domains that are registered through Wix.',
  totalCount:
    "The number of registered domains in the whole list. Wix can't count them, so this reads the list: one REST call (List " +
    'Registered Domains) per 100.',
});

/** Reads the part of an id of ours. Throws an InputError if it is not the name of a domain. */
function keyOf(text: string, accountId: string) {
  const read = readHostName(text);
  if (!('fault' in read) && read.name === text) return { name: text, accountId };
  throw new InputError('id', 'id must be as returned by RegisteredDomain.id.');
}

entity(builder, RegisteredDomainRef, {
  keys: ['id'],
  upstream: getRegisteredDomain,
  readKey: (representation) => {
    const { accountId, parts } = readObjectId('id', 'RegisteredDomain', 1, representation.text('id', 2_048));
    return keyOf(parts.join(), accountId);
  },
  load: ({ accountId, name }, context) => registeredByName(context, accountId, name),
  node: { form: 'objectId', readKey: keyOf },
});

const onlyIfEnabled =
  'From an endpoint that Wix no longer documents: FAILED_PRECONDITION unless the server sets REGISTERED_DOMAINS.';

builder.objectField(AccountRef, 'registeredDomains', (t) =>
  t.field({
    upstream: { endpoint: listRegisteredDomains, per: 'field' },
    type: RegisteredDomainConnectionRef,
    nullable: true,
    description:
      'The domains that the account has registered through Wix, newest first. Costs one REST call for a page of up to 100. ' +
      onlyIfEnabled,
    args: pageArgs(t.arg),
    resolve: ({ id }, args, context) => registeredDomainsOf(context, id, args),
  }),
);

builder.queryField('registeredDomain', (t) =>
  t.field({
    upstream: { endpoint: getRegisteredDomain, per: 'field' },
    type: RegisteredDomainRef,
    nullable: true,
    description:
      'A domain that the account has registered through Wix, by its name. Null if it has not. Costs one REST call (Get ' +
      `Registered Domain). ${onlyIfEnabled}`,
    args: {
      domainName: t.arg({ type: 'DomainName', required: true, description: 'The name of the domain.' }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { domainName, accountId }, context) =>
      registeredByName(context, ownerOf(context, accountId), domainName),
  }),
);
