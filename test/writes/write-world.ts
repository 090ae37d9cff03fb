import { RecentWrites } from '../../src/graph/write/recent-writes.ts';
import { configuredCaller } from '../../src/http/identity.ts';
import { createGraphServer } from '../../src/http/server.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import type { SandboxState } from '../../src/sandbox/state/state.ts';
import { MemoryRecords } from '../../src/store/memory-records.ts';
import type { Records } from '../../src/store/records.ts';
import { createWixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import type { TestAnswer } from '../support/graph.ts';

/** A graph over a sandbox whose state can be brought back, so that two worlds can be compared. */
export interface WriteWorld {
  readonly sandbox: Sandbox;
  /** Asks a graph that remembers nothing of what was asked before `restart`. */
  ask(document: string, variables?: object): Promise<Omit<TestAnswer, 'calls'>>;
  /** Asks a graph that knows nothing of recent writes. */
  askAnew(document: string, variables?: object): Promise<Omit<TestAnswer, 'calls'>>;
  /** Asks as a second tenant: the key of an account that neither owns nor is owned by the first. */
  askAsStranger(document: string, variables?: object): Promise<Omit<TestAnswer, 'calls'>>;
  /** Forgets recent writes, as the graph does after some seconds. */
  letTimePass(): void;
  /** Forgets idempotency keys and recent writes. */
  restart(): void;
  close(): Promise<void>;
}

/** Time in which the largest account is read on a busy machine, too: a read before a write that ends early sends no write. */
const patienceMs = 300_000;

/** Opens a world. Lost writes are looked for at once, and count as settled at once. */
export async function openWriteWorld(options: SandboxOptions = {}): Promise<WriteWorld> {
  const sandbox = createSandbox({ tickMs: 1, ...options });
  const listening = await sandbox.listen();
  const client = createWixClient({
    origin: listening.url,
    retry: { maxRetries: 0 },
    breaker: false,
    callTimeoutMs: patienceMs,
  });
  let store: Records = new MemoryRecords();
  const records: Records = {
    begin: (...args) => store.begin(...args),
    sent: (...args) => store.sent(...args),
    end: (...args) => store.end(...args),
    changed: (...args) => store.changed(...args),
  };
  const recent = new ForgettingWrites();
  const [stranger] = [...sandbox.state.accounts.values()].filter(
    ({ id, parentAccountId }) => id !== sandbox.accountId && parentAccountId === undefined,
  );
  const graphOf = (key: string, accountId: string, remembered: RecentWrites = recent) =>
    createGraphServer({
      client,
      operationTimeoutMs: patienceMs,
      identify: configuredCaller(new ApiKey(key), accountId),
      errors: {
        callersKey: false,
        onUnexpected: ({ error }) => {
          throw error;
        },
      },
      // One program serves both tenants.
      writes: { reconcileDelaysMs: [1, 1], settledAfterMs: 0, records, recent: remembered },
    });
  const own = graphOf(sandbox.keys.owner, sandbox.accountId);
  const foreign = graphOf(sandbox.keys.stranger, stranger?.id ?? '');
  const askOf =
    (graph: typeof own) =>
    async (query: string, variables: object = {}) => {
      const response = await graph.fetch(
        new Request('http://graph/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
          body: JSON.stringify({ query, variables }),
        }),
      );
      return { status: response.status, ...((await response.json()) as Omit<TestAnswer, 'calls' | 'status'>) };
    };
  return {
    sandbox,
    ask: askOf(own),
    askAnew: (document, variables) =>
      askOf(graphOf(sandbox.keys.owner, sandbox.accountId, new RecentWrites()))(document, variables),
    askAsStranger: askOf(foreign),
    letTimePass: () => recent.forgetAll(),
    restart: () => {
      store = new MemoryRecords();
      recent.forgetAll();
    },
    close: async () => {
      sandbox.faults.clear();
      await client.close();
      await listening.close();
    },
  };
}

/** Recent writes that can be forgotten all at once. */
class ForgettingWrites extends RecentWrites {
  #current = new RecentWrites();

  override of(tenant: () => string) {
    return this.#current.of(tenant);
  }

  forgetAll(): void {
    this.#current = new RecentWrites();
  }
}

/** A copy of a state. The sandbox replaces what it changes, so copies of its maps are enough. */
export type Snapshot = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

export function snapshotOf(state: SandboxState): Snapshot {
  return new Map(Object.entries(state).map(([name, map]: [string, Map<string, unknown>]) => [name, new Map(map)]));
}

export function restore(state: SandboxState, snapshot: Snapshot): void {
  for (const [name, map] of Object.entries(state) as [string, Map<string, unknown>][]) {
    map.clear();
    for (const [key, value] of snapshot.get(name) ?? []) map.set(key, value);
  }
}

/** Parts of a state that reads fill, or that only hold what lists still show. */
const bookkeeping = /Shadows$|^packageAnswers$|^assignmentTimes$|^siteProperties$/;

/** An object of a state that differs from an earlier one. */
export interface Changed {
  readonly part: string;
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

export function changesSince(state: SandboxState, snapshot: Snapshot): Changed[] {
  const changed: Changed[] = [];
  for (const [part, map] of Object.entries(state) as [string, Map<string, unknown>][]) {
    if (bookkeeping.test(part)) continue;
    const before = snapshot.get(part) ?? new Map<string, unknown>();
    for (const key of new Set([...before.keys(), ...map.keys()])) {
      if (before.get(key) !== map.get(key)) changed.push({ part, key, before: before.get(key), after: map.get(key) });
    }
  }
  return changed;
}
