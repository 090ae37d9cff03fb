/**
 * Which composer the SDL is printed for. `portable`: every one of Apollo's, The Guild's and Cosmo's. `apollo`: also cache tags
 * for Apollo Router's response cache, which the others refuse. `cosmo`: what Cosmo's router knows.
 */
export type Profile = 'portable' | 'apollo' | 'cosmo';

export const profiles = ['portable', 'apollo', 'cosmo'] as const satisfies readonly Profile[];

export interface SchemaOptions {
  readonly profile: Profile;
  /**
   * Whether the SDL tells the permissions that fields need (`@requiresScopes`). A router that enforces them
   * refuses callers whose token does not carry these scopes. Wix enforces the key's permissions in any case.
   */
  readonly authDirectives: boolean;
  /**
   * Leaves out the short one of two keys, so that gateways must say whose an object is: they take the shortest key they can, and
   * with it look in one account only. Subgraphs that know nothing but ids cannot refer to sites then. @default false
   */
  readonly exactKeys?: boolean;
}

const directives = ['@key', '@shareable', '@tag', '@cost', '@listSize'];

/** The link and imports of a profile's SDL. v2.9 is the newest version that all three composers know. */
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
