import { forgetReads } from '../../lib/memo.ts';
import type { GraphContext } from '../context.ts';

/**
 * The times to look for a write whose answer was lost: pauses before each, and forgets what the operation has read. Ends with the
 * last pause, or before one that would leave no time to look.
 */
export async function* timesToLook(context: GraphContext): AsyncGenerator<void, void, void> {
  for (const delayMs of context.write.reconcileDelaysMs) {
    if (context.wix.remainingMs < delayMs + 100) return;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    forgetReads(context);
    yield;
  }
}
