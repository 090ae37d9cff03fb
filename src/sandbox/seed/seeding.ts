import type { SandboxState } from '../state/state.ts';
import type { Random } from './random.ts';
import type { SizePlan } from './sizes.ts';

/** Everything that each piece of seed works with. */
export interface Seeding {
  readonly state: SandboxState;
  readonly plan: SizePlan;
  readonly now: Date;
  /** The agency whose API keys the sandbox hands out. */
  readonly agencyId: string;
  /** An account that has nothing to do with the agency. */
  readonly strangerId: string;
  /** Randomness of its own for every label. */
  random(label: string): Random;
}

const dayMs = 86_400_000;

/** A moment some days before now; fractions count. */
export function daysAgo(now: Date, days: number): Date {
  return new Date(now.getTime() - days * dayMs);
}
