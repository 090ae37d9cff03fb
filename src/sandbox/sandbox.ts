import { createApp } from './app.ts';
import { type CallLog, createCallLog } from './calls.ts';
import { createClock, defaultStart, defaultTickMs, type SandboxClock } from './clock.ts';
import { createFaultPlan, type FaultPlan } from './faults.ts';
import { createKeyRing, type SandboxKeyName } from './keys.ts';
import { chooseQuirks, type SandboxQuirks } from './quirks.ts';
import { seedWorld } from './seed/seed.ts';
import type { SandboxSize } from './seed/sizes.ts';
import { type ListeningSandbox, listen } from './server.ts';
import type { SandboxState } from './state/state.ts';
import { createTrashPurge } from './state/trash.ts';
import { createThrottle } from './throttle.ts';
import type { World } from './world.ts';

/** Options of a sandbox. Everything has a default. */
export interface SandboxOptions {
  /** Amount of data. Default `demo`. */
  size?: SandboxSize;
  /** Same seed, size and start: same data, byte for byte. Default 1. */
  seed?: number;
  /** Start of the sandbox clock. Default 2026-11-23T12:00:00.000Z. */
  now?: Date;
  /** Milliseconds by which each call moves the clock; 0 freezes it. Default 1. */
  tickMs?: number;
  /** Decisions about what the contract leaves open, where they differ from the defaults. */
  quirks?: Partial<SandboxQuirks>;
}

/** An embedded Wix account: a server that speaks the account-level REST contract over seeded data. */
export interface Sandbox {
  /** Serves one call in process. Only path, query, headers, method and body matter; the host does not. */
  fetch(request: Request): Promise<Response>;
  /** Serves over HTTP. Default port 0 (any free one) on 127.0.0.1. */
  listen(options?: { port?: number; host?: string }): Promise<ListeningSandbox>;
  /** The world itself. Tests can compare responses with it and change it. */
  readonly state: SandboxState;
  readonly calls: CallLog;
  readonly clock: SandboxClock;
  readonly faults: FaultPlan;
  /** Sets some quirks, or all of them back to those of the start for null. */
  setQuirks(chosen: Partial<SandboxQuirks> | null): void;
  /**
   * Raw API keys. `owner` can do everything, `noDomains` everything but domains, `siteListOnly` only list sites, `someSites`
   * everything on three sites of the agency; `revoked` is not valid; `stranger` can do everything in an unrelated account.
   */
  readonly keys: Record<SandboxKeyName, string>;
  /** The agency account, which all keys but `stranger` belong to. */
  readonly accountId: string;
}

/** Builds a sandbox with its own world, clock and log. It holds no resources until `listen` is called. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { size = 'demo', seed = 1, now = new Date(defaultStart), tickMs = defaultTickMs } = options;
  const seeded = seedWorld({ size, seed, now });
  const clock = createClock(now, tickMs);
  const startQuirks = chooseQuirks(options.quirks);
  const agencySites = [...seeded.state.sites.values()].filter(({ accountId }) => accountId === seeded.agencyId);
  const someSiteIds = agencySites.slice(0, 3).map(({ id }) => id);
  let quirks = startQuirks;
  let requests = 0;
  const world: World = {
    size,
    seed,
    accountId: seeded.agencyId,
    strangerAccountId: seeded.strangerId,
    state: seeded.state,
    clock,
    get quirks() {
      return quirks;
    },
    setQuirks(chosen) {
      quirks = chosen === null ? startQuirks : { ...quirks, ...chosen };
    },
    keys: createKeyRing(seeded.random('keys'), { ...seeded, someSiteIds }),
    calls: createCallLog(),
    faults: createFaultPlan(),
    throttle: createThrottle(
      () => performance.now() + clock.advancedMs,
      () => new Date(),
    ),
    purgeTrash: createTrashPurge(seeded.state),
    mint: seeded.random('mint'),
    nextRequestId() {
      requests += 1;
      return `sandbox-${seed}-${String(requests).padStart(8, '0')}`;
    },
  };
  const app = createApp(world);
  return {
    fetch: async (request) => app.fetch(request),
    listen: (listenOptions = {}) => listen(app, world, listenOptions),
    state: world.state,
    calls: world.calls,
    clock,
    faults: world.faults,
    setQuirks: (chosen) => world.setQuirks(chosen),
    keys: world.keys.tokens,
    accountId: world.accountId,
  };
}
