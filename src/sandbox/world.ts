import type { CallRecorder } from './calls.ts';
import type { SandboxClock } from './clock.ts';
import type { FaultSource } from './faults.ts';
import type { KeyRing } from './keys.ts';
import type { SandboxQuirks } from './quirks.ts';
import type { Mint } from './route.ts';
import type { SandboxState } from './state/state.ts';

/** Everything one sandbox consists of. */
export interface World {
  readonly size: string;
  readonly seed: number;
  readonly accountId: string;
  readonly strangerAccountId: string;
  readonly state: SandboxState;
  readonly clock: SandboxClock;
  readonly quirks: SandboxQuirks;
  readonly keys: KeyRing;
  readonly calls: CallRecorder;
  readonly faults: FaultSource;
  readonly mint: Mint;
  /** A new value for `x-wix-request-id`. */
  nextRequestId(): string;
}
