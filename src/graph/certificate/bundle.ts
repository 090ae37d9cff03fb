import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { InputError } from '../../lib/input-error.ts';
import type { Certificate } from './model.ts';
import { asHexadecimal } from './serial.ts';

/** Far above the size of any key with its certificate chain. */
const maxCharacters = 100_000;

/**
 * The shortest two months. Wix requires two more months of validity and doesn't document which, so the check is
 * lenient.
 */
const shortestRestMs = 59 * 24 * 60 * 60 * 1000;

/**
 * Throws an InputError. The message must not contain any part of the bundle, because callers see it and logs may store
 * it.
 */
function refuse(message: string): never {
  throw new InputError('certificatePem', message);
}

/**
 * Checks a bundle against Wix's documentation (a 2048-bit RSA key, its certificate, then the chain) and returns the
 * certificate's properties. Throws an InputError for any other bundle, and for names other than exactly those in the
 * certificate.
 * @param now milliseconds since the epoch
 */
export function readBundle(pem: string, domainNames: readonly string[], now: number): Certificate {
  if (pem.length > maxCharacters)
    refuse(
      'certificatePem must be at most 100,000 characters long: a private key and its certificates need far fewer.',
    );
  const [first, second, ...chain] = blocksOf(pem);
  if (first === undefined || !first.kind.endsWith('PRIVATE KEY') || second === undefined) {
    return refuse(
      'certificatePem must contain the private key, then the certificate, then its intermediates, in PEM format.',
    );
  }
  const key = readKey(first.text);
  const [certificate] = [second, ...chain].map(readCertificate);
  if (certificate === undefined || !certificate.checkPrivateKey(key)) {
    return refuse('The private key in certificatePem does not match the first certificate.');
  }
  const names = namesOf(certificate);
  const given = new Set(domainNames);
  if (given.size !== domainNames.length || given.size !== names.size || [...names].some((name) => !given.has(name))) {
    throw new InputError(
      'domainNames',
      `domainNames must be exactly the names in the certificate: ${[...names].join(', ')}.`,
    );
  }
  const validUntil = Date.parse(certificate.validTo);
  if (!(validUntil - now >= shortestRestMs)) refuse('The certificate must be valid for at least two more months.');
  return {
    id: null,
    commonName: certificate.subject?.match(/^CN=(.+)$/m)?.[1] ?? null,
    domainNames: [...names],
    issuer: certificate.issuer.split('\n').join(', '),
    serialNumber: asHexadecimal(certificate.serialNumber),
    validFrom: new Date(certificate.validFrom).toISOString(),
    validUntil: new Date(validUntil).toISOString(),
  };
}

interface Block {
  readonly kind: string;
  readonly text: string;
}

function blocksOf(pem: string): Block[] {
  const blocks = pem.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[A-Za-z0-9+/=\s]+-----END \1-----/g);
  return [...blocks].map(([text, kind]) => ({ text, kind: kind ?? '' }));
}

function readKey(text: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPrivateKey(text);
  } catch {
    return refuse('The private key in certificatePem cannot be read. It must be valid and not encrypted.');
  }
  if (key.asymmetricKeyType !== 'rsa' || key.asymmetricKeyDetails?.modulusLength !== 2048) {
    return refuse('The private key in certificatePem must be a 2048-bit RSA key.');
  }
  return key;
}

function readCertificate({ text }: Block): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    return refuse('A certificate in certificatePem cannot be read. Each one must be a valid X.509 certificate.');
  }
}

/** Returns the host names that a certificate is valid for, in lower case. */
function namesOf(certificate: X509Certificate): Set<string> {
  const names = (certificate.subjectAltName ?? '').split(', ');
  return new Set(names.flatMap((name) => name.match(/^DNS:(.+)$/)?.[1]?.toLowerCase() ?? []));
}
