import { LRUCache } from 'lru-cache';
import type { AuditedWrite } from '../../observe/audit.ts';
import { MemoryRecords } from '../../store/memory-records.ts';
import type { Records } from '../../store/records.ts';
import { ApiKey, credentialId } from '../../wix/credential.ts';
import type { LeaveSignal } from '../../wix/stop-signal.ts';
import { Lanes, type RunsInLanes } from './lane.ts';
import { RecentWrites, type TenantRecentWrites } from './recent-writes.ts';
import { WriteCalls } from './write-calls.ts';

/** The services that writes need beyond one operation. They live as long as the process. */
export interface WriteServices {
  /** The records of writes with an idempotency key. */
  readonly records: Records;
  readonly lanes: RunsInLanes;
  readonly recent: RecentWrites;
  /** The pauses before each attempt to verify an ambiguous write, in milliseconds. */
  readonly reconcileDelaysMs: readonly number[];
  /**
   * The time after which a write of unknown outcome that no read shows counts as not happened, in milliseconds: Wix has
   * answered or dropped it, and its lists have caught up.
   */
  readonly settledAfterMs: number;
}

/** A caller whose token allows less than the key. */
export interface LimitedCaller {
  /** Identifies the token's subject together with its issuer. */
  readonly subject: string;
  /** The accounts that the caller has access to. */
  readonly accountIds: ReadonlySet<string>;
  /** The permissions of the caller. */
  readonly scopes: ReadonlySet<string>;
}

/** Records what the mutations of one operation did. */
export interface WriteAudit {
  /** Whether the reads that only describe a write's changes are made before it. */
  readonly readsBefore: boolean;
  readonly wrote: (write: AuditedWrite) => void;
}

/** The facts of the request that an operation runs for. */
export interface OperationFacts {
  /** Null if no token limits the user of the key. */
  readonly caller?: LimitedCaller | null;
  /** Aborts when the caller disconnects. */
  readonly signal?: LeaveSignal | undefined;
  readonly audit?: WriteAudit | null;
  /** Returns whether Wix has accepted the key for the account, where a caller brought both. @default it has */
  readonly isProven?: () => boolean;
}

/** The services as seen by one operation. */
export interface TenantWriteServices extends Omit<WriteServices, 'recent'> {
  /**
   * Returns an identifier of key, account and caller that reveals none of them. Keys everything that is stored per
   * tenant.
   */
  readonly tenant: () => string;
  readonly recent: TenantRecentWrites;
  /** Returns whether Wix has accepted the key for the account, where a caller brought both. */
  readonly isProven: () => boolean;
  /** The caller's rights by its token, in a comparable list; null if no token limits the caller. */
  readonly rights: readonly string[] | null;
  /**
   * Returns the key of a lane, which starts with its account. Callers with the same API key share its lanes. A caller
   * whose token is not for the account gets separate lanes, so that naming an account does not delay callers who can
   * write to it.
   */
  readonly laneOf: (lane: readonly string[]) => string;
  /** The write calls of the operation. */
  readonly calls: WriteCalls;
  /** Aborts when the caller disconnects. */
  readonly signal: LeaveSignal | undefined;
  /** Records what mutations did; null where nothing is recorded. */
  readonly audit: WriteAudit | null;
}

export function createWriteServices(options: Partial<WriteServices> = {}): WriteServices {
  return {
    records: options.records ?? new MemoryRecords(),
    lanes: options.lanes ?? new Lanes(),
    recent: options.recent ?? new RecentWrites(),
    reconcileDelaysMs: options.reconcileDelaysMs ?? [500, 1_000, 2_000],
    settledAfterMs: options.settledAfterMs ?? 60_000,
  };
}

/**
 * Cached identifiers by API key, because deriving one takes longer than everything else that a small operation does
 * here.
 */
const names = new WeakMap<ApiKey, LRUCache<string, string>>();

/** Returns an identifier of key and account, and of the token's subject if several callers share the key. */
export function tenantName(key: ApiKey, accountId: string, subject: string | null): string {
  const known = names.get(key) ?? new LRUCache<string, string>({ max: 1_000 });
  names.set(key, known);
  // Account ids contain no spaces.
  const who = subject === null ? accountId : `${accountId} ${subject}`;
  const name = known.get(who);
  if (name !== undefined) return name;
  const made = ApiKey.nameOf(key, accountId, subject);
  known.set(who, made);
  return made;
}

/** Creates the services of one operation. */
export function forTenant(
  services: WriteServices,
  key: ApiKey,
  accountId: string,
  { caller = null, signal, audit = null, isProven = () => true }: OperationFacts = {},
): TenantWriteServices {
  const tenant = () => tenantName(key, accountId, caller?.subject ?? null);
  return {
    ...services,
    tenant,
    recent: services.recent.of(tenant),
    isProven,
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
    audit,
  };
}

/** Returns the accounts and scopes of a token, sorted. */
function rightsOf({ accountIds, scopes }: LimitedCaller): string[] {
  return [...[...accountIds].map((id) => `account ${id}`), ...[...scopes].map((scope) => `scope ${scope}`)].sort();
}
