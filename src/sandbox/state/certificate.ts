/** An SSL certificate that an account has installed itself. The private key is not kept. */
export interface SandboxCertificate {
  /** The certificate's common name, from which Wix derives its id. */
  readonly id: string;
  readonly siteId: string;
  readonly commonName: string;
  readonly dnsNames: readonly string[];
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
}
