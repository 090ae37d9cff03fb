import type { Random } from './seed/random.ts';

/** The keys every sandbox hands out; `Sandbox.keys` says what each may do. */
export type SandboxKeyName = 'owner' | 'noDomains' | 'siteListOnly' | 'revoked' | 'stranger';

type Permissions =
  | { readonly kind: 'all' }
  | { readonly kind: 'allExcept'; readonly prefix: string }
  | { readonly kind: 'only'; readonly ids: readonly string[] };

/** An API key of the sandbox: whose it is, what it may do, and whether it still works. Every key reaches all sites. */
export interface SandboxKey {
  readonly name: SandboxKeyName;
  readonly token: string;
  readonly accountId: string;
  readonly permissions: Permissions;
  readonly revoked: boolean;
}

/** All keys of one sandbox. */
export interface KeyRing {
  readonly tokens: Record<SandboxKeyName, string>;
  /** The key behind a raw token, revoked ones included. */
  find(token: string): SandboxKey | undefined;
}

/** Whether the key holds the permission. */
export function allows(key: SandboxKey, permission: string): boolean {
  switch (key.permissions.kind) {
    case 'all':
      return true;
    case 'allExcept':
      return !permission.startsWith(key.permissions.prefix);
    case 'only':
      return key.permissions.ids.includes(permission);
  }
}

/** Keys have the outer shape of real ones (`IST.` and three base64url parts) and are worth nothing outside the sandbox. */
function mintToken(random: Random): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const data = JSON.stringify({ id: random.guid(), identity: { type: 'application', id: random.guid() } });
  const signature = Buffer.from(`${random.guid()}${random.guid()}`).toString('base64url');
  return `IST.${part({ kid: 'sandbox', alg: 'RS256' })}.${part({ data })}.${signature}`;
}

/** Mints the keys: `stranger` for the unrelated account, all others for the agency. */
export function createKeyRing(
  random: Random,
  owners: { readonly agencyId: string; readonly strangerId: string },
): KeyRing {
  const key = (name: SandboxKeyName, permissions: Permissions): SandboxKey => ({
    name,
    token: mintToken(random),
    accountId: name === 'stranger' ? owners.strangerId : owners.agencyId,
    permissions,
    revoked: name === 'revoked',
  });
  const keys = {
    owner: key('owner', { kind: 'all' }),
    noDomains: key('noDomains', { kind: 'allExcept', prefix: 'DOMAINS.' }),
    siteListOnly: key('siteListOnly', { kind: 'only', ids: ['SITE_LIST.READ'] }),
    revoked: key('revoked', { kind: 'all' }),
    stranger: key('stranger', { kind: 'all' }),
  };
  const byToken = new Map(Object.values(keys).map((entry) => [entry.token, entry]));
  return {
    tokens: {
      owner: keys.owner.token,
      noDomains: keys.noDomains.token,
      siteListOnly: keys.siteListOnly.token,
      revoked: keys.revoked.token,
      stranger: keys.stranger.token,
    },
    find: (token) => byToken.get(token),
  };
}
