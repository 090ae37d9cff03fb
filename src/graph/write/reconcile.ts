import { forgetReads } from '../../lib/memo.ts';
import type { GraphContext } from '../context.ts';

/**
 * Yields once per attempt to verify a write whose response was lost, after a pause and with the reads of the operation
 * discarded. Ends after the last pause, or before one that would leave no time to read.
 */
export async function* verifyAttempts(context: GraphContext): AsyncGenerator<void, void, void> {
  for (const delayMs of context.write.reconcileDelaysMs) {
    if (context.wix.remainingMs < delayMs + 100) return;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    forgetReads(context);
    yield;
  }
}
