import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type ApiKey, credentialId, revealApiKey } from '../../wix/credential.ts';
import type { LeaveSignal } from '../../wix/stop-signal.ts';
import { createMemoryIdempotencyStore, type IdempotencyStore } from './idempotency.ts';
import { Lanes } from './lane.ts';
import { RecentWrites, type TenantRecentWrites } from './recent-writes.ts';
import { WriteCalls } from './write-calls.ts';

/** What writes need beyond one operation: it lives as long as the process. */
export interface WriteServices {
  readonly idempotency: IdempotencyStore;
  readonly lanes: Lanes;
  readonly recent: RecentWrites;
  /** The pauses before an ambiguous write is looked for, each before one look, in milliseconds. */
  readonly reconcileDelaysMs: readonly number[];
}

/** A caller whose token allows less than the key. */
export interface LimitedCaller {
  /** Who the token was issued to, by whom. */
  readonly subject: string;
  /** The accounts that it may act on. */
  readonly accountIds: ReadonlySet<string>;
  /** The permissions that it may use. */
  readonly scopes: ReadonlySet<string>;
}

/** The services as one operation sees them. */
export interface TenantWriteServices extends Omit<WriteServices, 'recent'> {
  /** Names key, account and caller together, without showing any of them: what is kept for one tenant is kept under it. */
  readonly tenant: () => string;
  readonly recent: TenantRecentWrites;
  /** What the caller's token allows, in a list to compare; null where none limits the caller. */
  readonly rights: readonly string[] | null;
  /**
   * Names a lane, which begins with its account. All who use one key share its lanes. A caller whose token is not for the account has a
   * lane apart: naming an account must not delay those who may write to it.
   */
  readonly laneOf: (lane: readonly string[]) => string;
  /** The write calls of the operation. */
  readonly calls: WriteCalls;
  /** Aborts when the caller has left. */
  readonly signal: LeaveSignal | undefined;
}

export function createWriteServices(options: Partial<WriteServices> = {}): WriteServices {
  return {
    idempotency: options.idempotency ?? createMemoryIdempotencyStore(),
    lanes: options.lanes ?? new Lanes(),
    recent: options.recent ?? new RecentWrites(),
    reconcileDelaysMs: options.reconcileDelaysMs ?? [500, 1_000, 2_000],
  };
}

/** Made anew with each process, so that a tenant's name tells nothing outside it. */
const secret = randomBytes(32);

/** Names that were made, by the key they name: deriving one takes longer than all else that a small operation does here. */
const names = new WeakMap<ApiKey, LRUCache<string, string>>();

/** Names key and account together, and the subject of a token where several callers share the key. */
export function tenantName(key: ApiKey, accountId: string, subject: string | null): string {
  const known = names.get(key) ?? new LRUCache<string, string>({ max: 1_000 });
  names.set(key, known);
  // No account has an id with a space in it.
  const who = subject === null ? accountId : `${accountId} ${subject}`;
  const name = known.get(who);
  if (name !== undefined) return name;
  const made = createHmac('sha256', secret)
    .update(JSON.stringify([revealApiKey(key), accountId, subject]))
    .digest('base64url');
  known.set(who, made);
  return made;
}

/** The services for one operation. `caller` is null where no token limits who uses the key. */
export function forTenant(
  services: WriteServices,
  key: ApiKey,
  accountId: string,
  caller: LimitedCaller | null = null,
  signal?: LeaveSignal,
): TenantWriteServices {
  const tenant = () => tenantName(key, accountId, caller?.subject ?? null);
  return {
    ...services,
    tenant,
    recent: services.recent.of(tenant),
    get rights() {
      return caller === null ? null : rightsOf(caller);
    },
    laneOf: (lane) => {
      const [owner = ''] = lane;
      const isAllowed = caller === null || caller.accountIds.has(owner);
      return JSON.stringify([isAllowed ? credentialId(key) : tenant(), ...lane]);
    },
    calls: new WriteCalls(),
    signal,
  };
}

/** Accounts and scopes of a token, sorted. */
function rightsOf({ accountIds, scopes }: LimitedCaller): string[] {
  return [...[...accountIds].map((id) => `account ${id}`), ...[...scopes].map((scope) => `scope ${scope}`)].sort();
}
