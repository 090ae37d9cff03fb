import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { type Answer, applicationError, refuseField } from '../answer.ts';
import { neededParameter } from '../request/parameters.ts';
import { filled, guid, hostName } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import type { SandboxCertificate } from '../state/certificate.ts';
import type { SandboxState } from '../state/state.ts';
import { enterprisePermission, enterpriseSite, wrapped } from './enterprise-site.ts';

const addCertificateBody = z.strictObject({
  metaSiteId: guid,
  domainNames: z.array(hostName).min(1).max(2),
  certificatePem: filled(),
});
const activeCertificateQuery = z.strictObject({
  metaSiteId: neededParameter(guid),
  domainName: neededParameter(hostName),
});

function certificateJson({ siteId, ...certificate }: SandboxCertificate) {
  return { ...certificate, metaSiteId: siteId };
}

function refusePem(description: string): never {
  return refuseField({ field: 'certificatePem', description, violatedRule: 'CUSTOM' });
}

/** Reads the first certificate of a bundle with a 2048-bit RSA key that fits it. */
function readBundle(pem: string): X509Certificate {
  let certificate: X509Certificate;
  try {
    const key = createPrivateKey(pem);
    certificate = new X509Certificate(pem);
    if (key.asymmetricKeyType === 'rsa' && key.asymmetricKeyDetails?.modulusLength === 2048) {
      if (certificate.checkPrivateKey(key)) return certificate;
    }
  } catch {
    return refusePem('cannot be read');
  }
  return refusePem('must begin with a 2048-bit RSA key that fits the certificate');
}

function namesOf(certificate: X509Certificate): readonly string[] {
  return (certificate.subjectAltName ?? '').split(', ').flatMap((name) => name.match(/^DNS:(.+)$/)?.[1] ?? []);
}

function isConnected(state: SandboxState, siteId: string, name: string): boolean {
  return [name, name.replace(/^www\./, '')].some((domain) => state.domains.get(domain)?.assignment?.siteId === siteId);
}

const twoMonthsMs = 60 * 86_400_000;

/** UNKNOWN: how refusals look; no code of its own is documented. */
function addCertificate(state: SandboxState, call: Call<z.output<typeof addCertificateBody>>): Answer {
  const site = enterpriseSite(state, call, call.body.metaSiteId);
  const domainNames = call.body.domainNames.map((name) => name.toLowerCase());
  const certificate = readBundle(call.body.certificatePem);
  const dnsNames = namesOf(certificate);
  if (dnsNames.toSorted().join() !== domainNames.toSorted().join()) {
    refuseField({ field: 'domainNames', description: 'must be the names in the certificate', violatedRule: 'CUSTOM' });
  }
  if (domainNames.some((name) => !isConnected(state, site.id, name))) {
    refuseField({ field: 'domainNames', description: 'must be connected to the site', violatedRule: 'CUSTOM' });
  }
  const notAfter = new Date(certificate.validTo);
  if (notAfter.getTime() - call.now.getTime() < twoMonthsMs) refusePem('must be valid for two more months');
  const commonName = certificate.subject.match(/^CN=(.+)$/m)?.[1] ?? dnsNames[0] ?? '';
  const installed: SandboxCertificate = {
    id: commonName,
    siteId: site.id,
    commonName,
    dnsNames,
    issuer: certificate.issuer.split('\n').join(', '),
    serialNumber: certificate.serialNumber,
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: notAfter.toISOString(),
  };
  for (const name of domainNames) state.certificates.set(name, installed);
  return wrapped(call.quirks.certificateField, certificateJson(installed));
}

function getActiveCertificate(
  state: SandboxState,
  call: Call<unknown, z.output<typeof activeCertificateQuery>>,
): Answer {
  const site = enterpriseSite(state, call, call.query.metaSiteId);
  const certificate = state.certificates.get(call.query.domainName.toLowerCase());
  // "The call fails when the domain has no installed certificate." UNKNOWN: how; the code is the sandbox's own.
  if (certificate === undefined || certificate.siteId !== site.id) {
    return applicationError(call.quirks.missingCertificate, 'CERTIFICATE_NOT_FOUND', 'No certificate is installed.');
  }
  return wrapped(call.quirks.certificateField, certificateJson(certificate));
}

const base = '/enterprise-public-proxy/v1/ssl-certificates';

/** dev.wix.com/docs/api-reference/account-level/enterprise/site-management/ssl-certificate-v1 */
export const certificateRoutes: readonly Route[] = [
  route({
    operation: 'Add Certificate',
    method: 'POST',
    path: base,
    level: 'account',
    permission: enterprisePermission,
    body: addCertificateBody,
    handle: addCertificate,
  }),
  route({
    operation: 'Get Active Certificate',
    method: 'GET',
    path: `${base}/active`,
    level: 'account',
    permission: enterprisePermission,
    query: activeCertificateQuery,
    handle: getActiveCertificate,
  }),
];
