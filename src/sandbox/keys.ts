import type { Random } from './seed/random.ts';

/** The keys that every sandbox hands out; `Sandbox.keys` says what each can do. */
export type SandboxKeyName = 'owner' | 'noDomains' | 'siteListOnly' | 'revoked' | 'stranger' | 'someSites';

type Permissions =
  | { readonly kind: 'all' }
  | { readonly kind: 'allExcept'; readonly prefix: string }
  | { readonly kind: 'only'; readonly ids: readonly string[] };

/** An API key of the sandbox: its owning account, its permissions, and whether it is valid. */
export interface SandboxKey {
  /** One of the names above, or `minted-1` and so on. */
  readonly name: string;
  readonly token: string;
  readonly accountId: string;
  readonly permissions: Permissions;
  /** The sites it is limited to. Absent: all. */
  readonly siteIds?: ReadonlySet<string>;
  readonly revoked: boolean;
}

/** A key to be minted on request. */
export interface WantedKey {
  readonly accountId: string;
  /** Absent: all permissions. */
  readonly permissions?: readonly string[] | undefined;
  /** Absent: all sites. */
  readonly siteIds?: readonly string[] | undefined;
}

/** All keys of one sandbox. */
export interface KeyRing {
  readonly tokens: Record<SandboxKeyName, string>;
  /** The key of a raw token, revoked ones included. */
  find(token: string): SandboxKey | undefined;
  /** Adds a key. */
  mint(wanted: WantedKey): SandboxKey;
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
  owners: { readonly agencyId: string; readonly strangerId: string; readonly someSiteIds: readonly string[] },
): KeyRing {
  const byToken = new Map<string, SandboxKey>();
  const add = (key: Omit<SandboxKey, 'token'>): SandboxKey => {
    const minted = { ...key, token: mintToken(random) };
    byToken.set(minted.token, minted);
    return minted;
  };
  const seeded = (name: SandboxKeyName, permissions: Permissions, siteIds?: readonly string[]): string =>
    add({
      name,
      accountId: name === 'stranger' ? owners.strangerId : owners.agencyId,
      permissions,
      ...(siteIds === undefined ? {} : { siteIds: new Set(siteIds) }),
      revoked: name === 'revoked',
    }).token;
  // In the order in which they have always been minted, so that their tokens stay.
  const tokens = {
    owner: seeded('owner', { kind: 'all' }),
    noDomains: seeded('noDomains', { kind: 'allExcept', prefix: 'DOMAINS.' }),
    siteListOnly: seeded('siteListOnly', { kind: 'only', ids: ['SITE_LIST.READ'] }),
    revoked: seeded('revoked', { kind: 'all' }),
    stranger: seeded('stranger', { kind: 'all' }),
    someSites: seeded('someSites', { kind: 'all' }, owners.someSiteIds),
  };
  let minted = 0;
  return {
    tokens,
    find: (token) => byToken.get(token),
    mint({ accountId, permissions, siteIds }) {
      minted += 1;
      return add({
        name: `minted-${minted}`,
        accountId,
        permissions: permissions === undefined ? { kind: 'all' } : { kind: 'only', ids: permissions },
        ...(siteIds === undefined ? {} : { siteIds: new Set(siteIds) }),
        revoked: false,
      });
    },
  };
}
