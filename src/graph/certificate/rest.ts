import { endpoint, shape } from '../../wix/endpoint.ts';

/** A certificate as Wix sends it. Any field may be missing. */
export interface WixCertificate {
  readonly id?: unknown;
  readonly metaSiteId?: unknown;
  readonly commonName?: unknown;
  readonly dnsNames?: unknown;
  readonly issuer?: unknown;
  readonly serialNumber?: unknown;
  readonly notBefore?: unknown;
  readonly notAfter?: unknown;
}

/** Reads a certificate. The header names the account that owns the key; the query names the site. */
export const getActiveCertificate = endpoint({
  name: 'Get Active Certificate',
  method: 'GET',
  path: '/enterprise-public-proxy/v1/ssl-certificates/active',
  level: 'account',
  retry: 'read',
  permission: 'SCOPE.ENTERPRISE.MANAGE-SITE-PROXY',
  certainty: 'preview',
  source:
    'dev.wix.com/docs/api-reference/account-level/enterprise/site-management/ssl-certificate-v1/get-active-certificate, ' +
    'read 2026-11-23',
  query: shape<{ readonly domainName: string; readonly metaSiteId: string }>(),
  texts: {
    'query.domainName': 'text',
    'query.metaSiteId': 'siteId',
  },
  // The certificate's fields are documented; the name of the object that holds them is UNKNOWN.
  response: shape<Readonly<Record<string, unknown>>>(),
});

export const addCertificate = endpoint({
  name: 'Add Certificate',
  method: 'POST',
  path: '/enterprise-public-proxy/v1/ssl-certificates',
  level: 'account',
  retry: 'unsafeWrite',
  permission: 'SCOPE.ENTERPRISE.MANAGE-SITE-PROXY',
  certainty: 'preview',
  source:
    'dev.wix.com/docs/api-reference/account-level/enterprise/site-management/ssl-certificate-v1/add-certificate, ' +
    'read 2026-11-23',
  body: shape<{
    readonly metaSiteId: string;
    readonly domainNames: readonly string[];
    /** Contains a private key: never log or show it. */
    readonly certificatePem: string;
  }>(),
  texts: {
    'body.certificatePem': 'text',
    'body.domainNames[]': 'text',
    'body.metaSiteId': 'siteId',
  },
  // UNKNOWN, so it is ignored.
  response: shape<Readonly<Record<string, unknown>>>(),
});
