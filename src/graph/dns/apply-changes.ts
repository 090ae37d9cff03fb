import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { OutcomeUnknownError } from '../write/errors.ts';
import { verifyAttempts } from '../write/reconcile.ts';
import { isAmbiguous, mayStillHappen } from '../write/run-write.ts';
import { notSentError, toUserErrors, type UserError } from '../write/user-error.ts';
import { chunksOf, type RecordChange } from './diff.ts';
import { type DomainAt, dnsZoneOf } from './loader.ts';
import type { DnsRecord } from './model.ts';
import { isSameRecord, toWixRecord } from './record.ts';
import { updateDnsZone } from './rest.ts';
import { withIdentity, zoneQuery, zoneRefusals } from './zone-guard.ts';

/** A change and its result: `error` is null if the change was applied. */
export interface AppliedChange extends RecordChange {
  readonly error: UserError | null;
}

/**
 * Applies the changes, up to ten additions and ten deletions per call, and returns the result of each in the order
 * given. Stops at the first call that fails. Rejects if the first call fails: then nothing was changed, or the outcome
 * is unknown.
 */
export async function applyChanges(
  context: GraphContext,
  at: DomainAt,
  changes: readonly RecordChange[],
): Promise<AppliedChange[]> {
  const chunks = chunksOf(changes);
  const applied: AppliedChange[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const error = await sendChunk(context, at, chunk);
    if (error === null) {
      applied.push(...chunk.map((change) => ({ ...change, error: null })));
      continue;
    }
    if (index === 0) throw error;
    const failed = chunk.map((change) => ({ ...change, error: changeError(error) }));
    const untried = chunks.slice(index + 1).flatMap((rest) => rest.map((change) => ({ ...change, error: notTried })));
    return [...applied, ...failed, ...untried];
  }
  return applied;
}

/**
 * Sends the changes of one call. Returns null if they were applied, even if only a later read of the zone shows so.
 */
async function sendChunk(
  context: GraphContext,
  at: DomainAt,
  chunk: readonly RecordChange[],
): Promise<WixError | OutcomeUnknownError | null> {
  const sentAt = Date.now();
  const records = (side: 'before' | 'after') => chunk.flatMap((change) => recordOf(change[side]));
  const [additions, deletions] = [records('after'), records('before')];
  const body = {
    domainName: at.name,
    ...(additions.length === 0 ? {} : { additions }),
    ...(deletions.length === 0 ? {} : { deletions }),
  };
  try {
    const { accountId, name: domainName } = at;
    await withIdentity(() => context.wix.call(updateDnsZone, { accountId, params: { domainName }, body }));
    return null;
  } catch (error) {
    if (!(error instanceof WixError)) throw error;
    if (!isAmbiguous(error)) return error;
    const outcome = await verifyChunk(context, at, chunk);
    if (outcome === 'done') return null;
    if (outcome === 'unknown' || mayStillHappen(error)) return new OutcomeUnknownError(zoneQuery(at), sentAt, error);
    // The write is verified and did not happen: report the failure as that of a call that was never sent.
    const { endpoint, permission, failure } = error;
    return new WixError(failure, 'had no effect', { endpoint, permission, notSent: true, cause: error });
  }
}

function recordOf(record: DnsRecord | null) {
  return (record === null ? null : toWixRecord(record)) ?? [];
}

/**
 * Verifies a write whose response was lost. Wix applies the changes of one call together, and its zone reads do not
 * lag.
 */
async function verifyChunk(
  context: GraphContext,
  at: DomainAt,
  chunk: readonly RecordChange[],
): Promise<'done' | 'absent' | 'unknown'> {
  for await (const _ of verifyAttempts(context)) {
    const zone = await dnsZoneOf(context, at).catch(() => null);
    if (zone === null) continue;
    const shown = chunk.map((change) => isShown(zone.records, change));
    if (shown.every((isThere) => isThere)) return 'done';
    if (!shown.some((isThere) => isThere)) return 'absent';
  }
  return 'unknown';
}

function isShown(records: readonly DnsRecord[], { before, after }: RecordChange): boolean {
  const has = (desired: DnsRecord) =>
    records.some((record) => isSameRecord(record, desired) && hasTtl(record, desired));
  return after === null ? before === null || !has(before) : has(after);
}

function hasTtl(record: DnsRecord, { ttlSeconds }: DnsRecord): boolean {
  return ttlSeconds === null || record.ttlSeconds === ttlSeconds;
}

const notTried: UserError = {
  code: 'FAILED_PRECONDITION',
  message: 'This was not attempted, because an earlier call failed.',
  path: ['input'],
  upstreamCode: null,
};

function changeError(error: WixError | OutcomeUnknownError): UserError {
  if (error instanceof OutcomeUnknownError) {
    const message = 'It is not known whether this was applied. Read the zone before you retry.';
    return { code: 'OUTCOME_UNKNOWN', message, path: ['input'], upstreamCode: null };
  }
  const [refused] = toUserErrors(error, {}, zoneRefusals) ?? [];
  return refused ?? notSentError(error, ['input']);
}
