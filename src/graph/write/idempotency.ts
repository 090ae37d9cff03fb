import { createHash } from 'node:crypto';
import { InputError } from '../../lib/input-error.ts';
import type { Begun, Claim, RecordEnd, RecordedTask } from '../../store/records.ts';
import type { GraphContext } from '../context.ts';
import { IdempotencyError } from './errors.ts';

/** Facts about a write that may have happened: a retry verifies it with what the first try learnt. */
export interface UnknownOutcome {
  /** The time it was sent, in milliseconds since the epoch. */
  readonly sentAt: number;
  /** The facts that it was sent with. */
  readonly facts: unknown;
  /** The results of a bulk write of which some items are unknown; null if nothing is known. */
  readonly partial: unknown;
}

/** Time that is left to a write, at least, after the wait for its record. */
const planMs = 1_000;

/** The state of a write under its idempotency key. */
export type KeyedWrite =
  /** It runs now, for this caller. */
  | { readonly is: 'begun'; readonly claim: Claim }
  | { readonly is: 'done'; readonly payload: unknown }
  /** The caller verifies it. */
  | { readonly is: 'unknown'; readonly claim: Claim; readonly outcome: UnknownOutcome };

/**
 * Begins a write under its idempotency key, or returns its state after waiting for the request that runs it. Throws an
 * {@link IdempotencyError} if the key cannot be honored, and nothing was written.
 */
export async function beginUnderKey(
  context: GraphContext,
  key: string,
  write: { readonly name: string; readonly input: object },
): Promise<KeyedWrite> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new InputError('idempotencyKey', 'idempotencyKey must be 1 to 255 visible ASCII characters.');
  }
  const { records, tenant, rights, isProven } = context.write;
  const at = { owner: tenant(), key };
  const identity = createHash('sha256')
    .update(JSON.stringify([write.name, write.input]))
    .digest('base64url');
  const task: RecordedTask = { identity, note: JSON.stringify(rights) };
  const until = performance.now() + context.wix.remainingMs;
  for (;;) {
    const begun = await records.begin(at, task, isProven(), until - performance.now() - planMs).catch(() => {
      throw new IdempotencyError('IDEMPOTENCY_UNAVAILABLE');
    });
    if (begun.is === 'begun') return begun;
    if (begun.is === 'other') throw new IdempotencyError('IDEMPOTENCY_KEY_REUSED');
    if (begun.is === 'noRoom') throw new IdempotencyError('IDEMPOTENCY_BUDGET_EXCEEDED', begun.retryAfterMs);
    if (!covers(rights, rightsIn(begun.note))) {
      if (begun.is === 'unknown') await records.end(begun.claim, endAsFound(begun));
      throw new IdempotencyError('IDEMPOTENCY_TOKEN_NARROWER');
    }
    if (begun.is === 'done') return { is: 'done', payload: JSON.parse(begun.value) };
    if (begun.is === 'unknown') return { is: 'unknown', claim: begun.claim, outcome: outcomeIn(begun.sent) };
    const leftMs = until - performance.now();
    if (leftMs <= 0) throw new IdempotencyError('IDEMPOTENCY_IN_PROGRESS');
    await records.changed(at, leftMs);
  }
}

/**
 * Notes that the write of a record is about to be sent, with what a retry needs to verify it. Throws an
 * {@link IdempotencyError} if it must not be sent.
 */
export async function noteSending(context: GraphContext, claim: Claim, outcome: UnknownOutcome): Promise<void> {
  const isOwner = await context.write.records.sent(claim, JSON.stringify(outcome, withGetters)).catch(() => {
    throw new IdempotencyError('IDEMPOTENCY_UNAVAILABLE');
  });
  // This process was silent for so long that another one has taken the key over.
  if (!isOwner) throw new IdempotencyError('IDEMPOTENCY_IN_PROGRESS');
}

/** Records a result, an unknown outcome, or with null that the write had no effect and the key can be used again. */
export function endUnderKey(
  context: GraphContext,
  claim: Claim,
  end: { readonly payload: object } | UnknownOutcome | null,
): Promise<void> {
  if (end === null) return context.write.records.end(claim, null);
  if ('payload' in end)
    return context.write.records.end(claim, { is: 'done', value: JSON.stringify(end.payload, withGetters) });
  return context.write.records.end(claim, { is: 'unknown', sent: JSON.stringify(end, withGetters) });
}

/** Shows JSON the values that an object of a class maps on access. */
function withGetters(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== 'object' || prototype === null || prototype === Object.prototype) return value;
  const mapped = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(([, { get }]) => get !== undefined);
  return { ...value, ...Object.fromEntries(mapped.map(([name, { get }]) => [name, get?.call(value)])) };
}

function endAsFound({ sent }: Begun & { is: 'unknown' }): RecordEnd {
  return { is: 'unknown', sent: sent ?? JSON.stringify(outcomeIn(null)) };
}

/** Reads an outcome. One that the store could not keep says only that the write may have happened lately. */
function outcomeIn(sent: string | null): UnknownOutcome {
  return sent === null ? { sentAt: Date.now(), facts: null, partial: null } : (JSON.parse(sent) as UnknownOutcome);
}

/** Reads the rights of the caller of a record; nobody's if they cannot be read. */
function rightsIn(note: string): readonly string[] | null {
  return note === '' ? null : (JSON.parse(note) as readonly string[] | null);
}

/**
 * Returns whether a caller with `own` rights may see the result of a caller with `first`: it must have all of these
 * rights.
 */
function covers(own: readonly string[] | null, first: readonly string[] | null): boolean {
  if (own === null) return true;
  const has = new Set(own);
  return first?.every((right) => has.has(right)) ?? false;
}
