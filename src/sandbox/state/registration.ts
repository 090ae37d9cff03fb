/** A root domain that somebody has registered, and where. */
export interface SandboxRegistration {
  readonly domain: string;
  readonly registrarName: string;
  /** The name servers entered there before the domain is connected by name servers. */
  readonly nameServers: readonly string[];
  /** The product that pays for a name that is registered through Wix. */
  readonly productInstanceId?: string;
}
