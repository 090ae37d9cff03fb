import { guidInput } from '../../lib/guid-input.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { DomainRef } from '../domain/schema.ts';
import { objectId } from '../object-id.ts';
import { activeCertificate, type SiteCertificate } from './loader.ts';
import { getActiveCertificate } from './rest.ts';
import { serialKey } from './serial.ts';

export const CertificateRef = builder.objectRef<SiteCertificate>('Certificate').implement({
  description:
    'An SSL certificate that an Enterprise account has installed itself, replacing the one that Wix issues. One ' +
    'certificate can serve several domains of a site.',
  fields: (t) => ({
    id: t.id({
      description:
        'Identifies the certificate by its site, common name, serial number and the time at which it expires. Opaque and ' +
        'unique over all accounts, and the same however Wix spells the serial number: in hexadecimal or decimal. A renewed ' +
        'certificate has another one.',
      resolve: ({ accountId, siteId, commonName, serialNumber, validUntil }) =>
        objectId(
          'Certificate',
          accountId,
          siteId,
          commonName?.toLowerCase() ?? '',
          serialNumber === null ? '' : serialKey(serialNumber),
          validUntil === null ? '' : String(Math.floor(Date.parse(validUntil) / 1_000)),
        ),
    }),
    certificateId: t.exposeID('id', {
      nullable: true,
      description:
        "The certificate's id in Wix, which Wix derives from its common name. Null for a certificate that was just " +
        'installed.',
    }),
    commonName: t.exposeString('commonName', { nullable: true, description: "The certificate's common name." }),
    domainNames: t.exposeStringList('domainNames', {
      description: 'The names that the certificate is valid for (subject alternative names), at most 100.',
    }),
    issuer: t.exposeString('issuer', { nullable: true, description: "The certificate's issuer." }),
    serialNumber: t.exposeString('serialNumber', {
      nullable: true,
      description: "The certificate's serial number, assigned by its issuer.",
    }),
    validFrom: t.expose('validFrom', {
      type: 'DateTime',
      nullable: true,
      description: 'The time from which the certificate is valid.',
    }),
    validUntil: t.expose('validUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'The time at which the certificate expires. Whoever installed it must replace it by then.',
    }),
  }),
});

builder.objectField(DomainRef, 'certificate', (t) =>
  t.field({
    upstream: { endpoint: getActiveCertificate, per: 'field' },
    type: CertificateRef,
    nullable: true,
    description:
      'The certificate that the account has installed for the domain. Null if there is none, so that the domain ' +
      "serves Wix's own, and if the domain serves no site. Costs one REST call (Get Active Certificate) per " +
      "domain with a site. Only for Enterprise accounts; in developer preview at Wix. The request's account must " +
      'be the one that owns the API key.',
    resolve: ({ accountId, name, assignment }, _args, context) =>
      assignment === null ? null : activeCertificate(context, { accountId, siteId: assignment.siteId }, name),
  }),
);

builder.queryFields((t) => ({
  siteCertificate: t.field({
    upstream: { endpoint: getActiveCertificate, per: 'field' },
    type: CertificateRef,
    nullable: true,
    description:
      'The certificate that the account has installed for a domain of a site, by their names: also for a domain registered ' +
      'through Wix. Null if there is none. Costs one REST call (Get Active Certificate). Only for Enterprise accounts; in ' +
      "developer preview at Wix. The request's account must be the one that owns the API key.",
    args: {
      siteId: t.arg.id({ required: true, description: "The site's GUID." }),
      domainName: t.arg({ type: 'DomainName', required: true, description: 'The domain that serves the site.' }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { siteId, domainName, accountId }, context) =>
      activeCertificate(
        context,
        { accountId: ownerOf(context, accountId), siteId: guidInput('siteId', siteId, 'a site') },
        domainName,
      ),
  }),
}));
