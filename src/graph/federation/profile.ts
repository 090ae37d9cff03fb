/**
 * The composer that the SDL is printed for. `portable`: all of Apollo's, The Guild's and Cosmo's. `apollo`: adds cache
 * tags for Apollo Router's response cache, which the others reject. `cosmo`: only what Cosmo's router supports.
 */
export type Profile = 'portable' | 'apollo' | 'cosmo';

export const profiles = ['portable', 'apollo', 'cosmo'] as const satisfies readonly Profile[];

export interface SchemaOptions {
  readonly profile: Profile;
  /**
   * Whether the SDL states the permissions that fields need (`@requiresScopes`). A router that
   * enforces them rejects callers whose token lacks these scopes. Wix enforces the key's permissions in any case.
   */
  readonly authDirectives: boolean;
  /**
   * Leaves out the shorter of two keys, so that gateways must send the owning account: they use the shortest key they
   * can, which is resolved in the request's account only. Subgraphs that know only ids can't refer to sites then.
   * @default false
   */
  readonly exactKeys?: boolean;
  /**
   * Adds `Query.node`, `Query.nodes` and the interface `Node` to the schema, for clients that query the graph itself. Not to the SDL of
   * the subgraph: a second subgraph with them, or a gateway that can't route them, would break.
   * @default false
   */
  readonly relayNode?: boolean;
}

const directives = ['@key', '@shareable', '@tag', '@cost', '@listSize'];

/** Returns the link and imports of a profile's SDL. v2.9 is the newest version that all three composers support. */
export function linkOf({ profile, authDirectives }: SchemaOptions): {
  linkUrl: string;
  federationDirectives: string[];
} {
  const auth = authDirectives ? ['@requiresScopes'] : [];
  return profile === 'apollo'
    ? {
        linkUrl: 'https://specs.apollo.dev/federation/v2.12',
        federationDirectives: [...directives, ...auth, '@cacheTag'].sort(),
      }
    : { linkUrl: 'https://specs.apollo.dev/federation/v2.9', federationDirectives: [...directives, ...auth].sort() };
}
