import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** One value of DER: a tag, a length, the content. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const identifier = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const sha256WithRsa = sequence(identifier('2a864886f70d01010b'), der(0x05));

function name(commonName: string): Buffer {
  return sequence(der(0x31, sequence(identifier('550403'), der(0x0c, Buffer.from(commonName)))));
}

function time(date: Date): Buffer {
  return der(0x18, Buffer.from(`${date.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`));
}

export interface TestCertificate {
  readonly domainNames: readonly string[];
  /** Default 90. */
  readonly validDays?: number;
  /** Hexadecimal. Default `0a1b2c`. */
  readonly serial?: string;
}

export interface TestKeys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Keys as Wix wants them, of another length where that is wanted. */
export function rsaKeys(modulusLength = 2048): TestKeys {
  return generateKeyPairSync('rsa', { modulusLength });
}

export function pemOfKey({ privateKey }: TestKeys): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** A certificate for the public key, signed by the private one. Node can read certificates and not make them. */
export function pemOfCertificate({ publicKey, privateKey }: TestKeys, wanted: TestCertificate): string {
  const { domainNames, validDays = 90, serial = '0a1b2c' } = wanted;
  const names = sequence(...domainNames.map((domain) => der(0x82, Buffer.from(domain))));
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from(serial, 'hex')),
    sha256WithRsa,
    name('Test Issuing CA'),
    sequence(time(new Date(Date.now() - 86_400_000)), time(new Date(Date.now() + validDays * 86_400_000))),
    name(domainNames[0] ?? 'nobody'),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(identifier('551d11'), der(0x04, names)))),
  );
  const signature = createSign('sha256').update(toBeSigned).sign(privateKey);
  const signed = sequence(toBeSigned, sha256WithRsa, der(0x03, Buffer.from([0]), signature));
  const lines = signed.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
