import { object, text, texts, time } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { getActiveCertificate, type WixCertificate } from './rest.ts';

/** An SSL certificate that an account has installed for a site's domains. Null: Wix did not send it. */
export interface Certificate {
  readonly id: string | null;
  readonly commonName: string | null;
  readonly domainNames: readonly string[];
  readonly issuer: string | null;
  readonly serialNumber: string | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/**
 * Finds the certificate in a response and maps it to ours. The name of the object that holds it is UNKNOWN, so it is
 * read from the top level or from the only nested object that looks like a certificate. Throws a {@link WixError}
 * `invalidResponse` if there is none.
 */
export function toCertificate(answer: Readonly<Record<string, unknown>>): Certificate {
  const nested = Object.values(answer).map(object).filter(isCertificate);
  const [raw, ...others] = isCertificate(answer) ? [answer] : nested;
  if (raw === undefined || others.length > 0) {
    throw new WixError('invalidResponse', 'no certificate in the response', { endpoint: getActiveCertificate.name });
  }
  return {
    id: text(raw.id),
    commonName: text(raw.commonName),
    domainNames: texts(raw.dnsNames),
    issuer: text(raw.issuer),
    serialNumber: serialOf(raw.serialNumber),
    validFrom: time(raw.notBefore),
    validUntil: time(raw.notAfter),
  };
}

/** Reads a serial number, as a number too. One beyond 2^53 has lost its last digits on the way, so it identifies nothing. */
function serialOf(value: unknown): string | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? String(value) : text(value);
}

/** Whether an object looks like a certificate: it has fields that no other object of a response is likely to have. */
function isCertificate(value: Readonly<Record<string, unknown>>): value is WixCertificate & Record<string, unknown> {
  return serialOf(value['serialNumber']) !== null || text(value['commonName']) !== null;
}
