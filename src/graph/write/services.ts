import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type ApiKey, revealApiKey } from '../../wix/credential.ts';
import { createMemoryIdempotencyStore, type IdempotencyStore } from './idempotency.ts';
import { Lanes } from './lane.ts';
import { RecentWrites } from './recent-writes.ts';

/** What writes need beyond one operation: it lives as long as the process. */
export interface WriteServices {
  readonly idempotency: IdempotencyStore;
  readonly lanes: Lanes;
  readonly recent: RecentWrites;
  /** The pauses before an ambiguous write is looked for, each before one look, in milliseconds. */
  readonly reconcileDelaysMs: readonly number[];
}

/** The services as one operation sees them. */
export interface TenantWriteServices extends WriteServices {
  /** Names key and account together, without showing either: what is kept for one tenant is kept under it. */
  readonly tenant: () => string;
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

function tenantName(key: ApiKey, accountId: string, subject: string | null): string {
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

/** `subject` names the caller where several share the key. */
export function forTenant(
  services: WriteServices,
  key: ApiKey,
  accountId: string,
  subject: string | null = null,
): TenantWriteServices {
  let name: string | undefined;
  return {
    ...services,
    tenant: () => {
      name ??= tenantName(key, accountId, subject);
      return name;
    },
  };
}
