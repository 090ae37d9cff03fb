import type { CallRecorder } from './calls.ts';
import type { TickingClock } from './clock.ts';
import type { FaultSource } from './faults.ts';
import type { KeyRing } from './keys.ts';
import type { SandboxQuirks } from './quirks.ts';
import type { Mint, Moment } from './route.ts';
import type { SandboxState } from './state/state.ts';
import type { Throttle } from './throttle.ts';

/** Everything that one sandbox consists of. */
export interface World {
  readonly size: string;
  readonly seed: number;
  readonly accountId: string;
  readonly strangerAccountId: string;
  readonly state: SandboxState;
  readonly clock: TickingClock;
  /** The quirks as they are set now. */
  readonly quirks: SandboxQuirks;
  /** Sets some quirks, or all of them back to those of the start for null. */
  setQuirks(chosen: Partial<SandboxQuirks> | null): void;
  readonly keys: KeyRing;
  readonly calls: CallRecorder;
  readonly faults: FaultSource;
  readonly throttle: Throttle;
  /** Deletes what has been in the trash for too long. */
  readonly purgeTrash: (at: Moment) => void;
  readonly mint: Mint;
  /** A new value for `x-wix-request-id`. */
  nextRequestId(): string;
}
