import { builder } from '../builder.ts';
import { DomainRef } from '../domain/schema.ts';
import { activeCertificate } from './loader.ts';
import type { Certificate } from './model.ts';
import { getActiveCertificate } from './rest.ts';

export const CertificateRef = builder.objectRef<Certificate>('Certificate').implement({
  description:
    'An SSL certificate that an Enterprise account has installed itself, in place of the one that Wix issues. One certificate ' +
    'can serve several domains of a site.',
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: true,
      description:
        "The certificate's id, which Wix derives from its common name; null for one that was just installed.",
    }),
    commonName: t.exposeString('commonName', { nullable: true, description: 'The name that it was issued for.' }),
    domainNames: t.exposeStringList('domainNames', {
      description: 'The names that it is valid for (subject alternative names), at most 100.',
    }),
    issuer: t.exposeString('issuer', { nullable: true, description: 'Who issued it.' }),
    serialNumber: t.exposeString('serialNumber', { nullable: true, description: 'The number its issuer gave it.' }),
    validFrom: t.expose('validFrom', { type: 'DateTime', nullable: true, description: 'When it begins to be valid.' }),
    validUntil: t.expose('validUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ceases to be valid. Whoever installed it must replace it before.',
    }),
  }),
});

builder.objectField(DomainRef, 'certificate', (t) =>
  t.field({
    upstream: { endpoint: getActiveCertificate, per: 'field' },
    type: CertificateRef,
    nullable: true,
    description:
      'The certificate that the account has installed for the domain; null where there is none, so that the one of Wix is ' +
      'served, and for a domain that serves no site. One REST call for each domain with a site. Only for Enterprise accounts, in ' +
      'developer preview at Wix; the request must speak for the account that owns the API key.',
    resolve: ({ name, assignment }, _args, context) =>
      assignment === null ? null : activeCertificate(context, assignment.siteId, name),
  }),
);
