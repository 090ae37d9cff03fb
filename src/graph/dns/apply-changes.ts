import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { OutcomeUnknownError } from '../write/errors.ts';
import { isNotApplied } from '../write/item-errors.ts';
import { type Found, sendAndVerify } from '../write/lost-write.ts';
import type { SentBefore } from '../write/sent-before.ts';
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
  const { results, failure } = await sendChanges(context, at, changes);
  if (failure !== null && results.every(({ error }) => error !== null)) throw failure;
  return results;
}

/**
 * Applies the changes that an earlier try leaves open, or all of them without one, and returns the result of each.
 * Rejects as {@link applyChanges} does if there was no earlier try.
 */
export async function applyRest(
  context: GraphContext,
  at: DomainAt,
  changes: readonly RecordChange[],
  { partial, keepsUnknown }: SentBefore<readonly AppliedChange[]>,
): Promise<AppliedChange[]> {
  if (partial === null) return applyChanges(context, at, changes);
  const isSent = ({ error }: AppliedChange) =>
    error !== null && (keepsUnknown !== true || error.code !== 'OUTCOME_UNKNOWN');
  const { results } = await sendChanges(context, at, partial.filter(isSent));
  return partial.map((change) => (isSent(change) ? (results.shift() ?? change) : change));
}

async function sendChanges(
  context: GraphContext,
  at: DomainAt,
  changes: readonly RecordChange[],
): Promise<{ results: AppliedChange[]; failure: WixError | OutcomeUnknownError | null }> {
  const results: AppliedChange[] = [];
  let failure: WixError | OutcomeUnknownError | null = null;
  let error: UserError | null = null;
  for (const chunk of chunksOf(changes)) {
    if (failure === null) {
      failure = await sendChunk(context, at, chunk);
      error = failure === null ? null : changeError(failure);
      results.push(...chunk.map((change) => ({ ...change, error })));
    } else {
      const left = error !== null && isNotApplied(error) ? { ...error, message: untried.message } : untried;
      results.push(...chunk.map((change) => ({ ...change, error: left })));
    }
  }
  return { results, failure };
}

/**
 * Sends the changes of one call. Returns null if they were applied, even if only a later read of the zone shows so.
 */
async function sendChunk(
  context: GraphContext,
  at: DomainAt,
  chunk: readonly RecordChange[],
): Promise<WixError | OutcomeUnknownError | null> {
  const body = updateBody(at, chunk);
  const { accountId, name: domainName } = at;
  try {
    await sendAndVerify<null>(context, {
      endpoint: updateDnsZone,
      send: async () => {
        await withIdentity(() => context.wix.call(updateDnsZone, { accountId, params: { domainName }, body }));
        return null;
      },
      look: () => lookForChunk(context, at, chunk),
      verifyQuery: zoneQuery(at),
    });
    return null;
  } catch (error) {
    if (error instanceof WixError || error instanceof OutcomeUnknownError) return error;
    throw error;
  }
}

/** Returns the body of the call that makes changes. Deletions are spelled as Wix lists the records. */
export function updateBody({ name: domainName }: DomainAt, changes: readonly RecordChange[]) {
  const records = (side: 'before' | 'after') => changes.flatMap((change) => recordOf(change[side]));
  const [additions, deletions] = [records('after'), records('before')];
  return {
    domainName,
    ...(additions.length === 0 ? {} : { additions }),
    ...(deletions.length === 0 ? {} : { deletions }),
  };
}

function recordOf(record: DnsRecord | null) {
  return (record === null ? null : toWixRecord(record)) ?? [];
}

/**
 * Looks for a write whose response was lost. Wix applies the changes of one call together, and its zone reads do not
 * lag.
 */
async function lookForChunk(context: GraphContext, at: DomainAt, chunk: readonly RecordChange[]): Promise<Found<null>> {
  const zone = await dnsZoneOf(context, at);
  if (zone === null) return { is: 'unknown' };
  const shown = chunk.map((change) => isShown(zone.records, change));
  if (shown.every((isThere) => isThere)) return { is: 'done', result: null };
  return { is: shown.some((isThere) => isThere) ? 'unknown' : 'absent' };
}

/** Returns whether a zone shows a change. */
export function isShown(records: readonly DnsRecord[], { before, after }: RecordChange): boolean {
  const has = (desired: DnsRecord) =>
    records.some((record) => isSameRecord(record, desired) && hasTtl(record, desired));
  return after === null ? before === null || !has(before) : has(after);
}

function hasTtl(record: DnsRecord, { ttlSeconds }: DnsRecord): boolean {
  return ttlSeconds === null || record.ttlSeconds === ttlSeconds;
}

const untried: UserError = {
  code: 'FAILED_PRECONDITION',
  message: 'This was not attempted, because an earlier call failed.',
  path: ['input'],
  upstreamCode: null,
};

/** Returns the error of a change whose call failed. */
export function changeError(error: WixError | OutcomeUnknownError): UserError {
  if (error instanceof OutcomeUnknownError) {
    const message = 'It is not known whether this was applied. Read the zone before you retry.';
    return { code: 'OUTCOME_UNKNOWN', message, path: ['input'], upstreamCode: null };
  }
  const [refused] = toUserErrors(error, {}, zoneRefusals) ?? [];
  return refused ?? notSentError(error, ['input']);
}
