import type { LogPosition } from '../../src/directory/change-log.ts';
import { Directory } from '../../src/directory/directory.ts';
import type { ListSpec } from '../../src/directory/list-spec.ts';
import { readUnit } from '../../src/directory/pass.ts';
import type { Entry, Found, RecordType } from '../../src/directory/record.ts';
import type { Rules } from '../../src/directory/rules.ts';
import { View } from '../../src/directory/view.ts';

/** A source whose index lags by up to so many milliseconds behind writes. */
const lagMs = 1_000;
const pageSize = 10;
const account = 'account';

interface State {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

/** A violation of what the directory promises. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

const violated = (text: string): never => {
  throw new Violation(text);
};

/** Returns a function that returns numbers from 0 to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The truth: every state that every record ever had, with the time from which it had it. */
class Source {
  readonly history = new Map<string, { readonly from: number; readonly state: State | null }[]>();
  #created = 0;
  #version = 0;

  #set(id: string, now: number, state: State | null): void {
    const states = this.history.get(id) ?? [];
    states.push({ from: now, state });
    this.history.set(id, states);
  }

  #next(id: string): State {
    this.#version += 1;
    return { id, name: `name ${this.#version}`, version: String(this.#version).padStart(9, '0') };
  }

  create(now: number): State {
    this.#created += 1;
    const state = this.#next(String(this.#created).padStart(6, '0'));
    this.#set(state.id, now, state);
    return state;
  }

  change(id: string, now: number): State {
    const state = this.#next(id);
    this.#set(id, now, state);
    return state;
  }

  remove(id: string, now: number): void {
    this.#set(id, now, null);
  }

  at(id: string, time: number): State | null {
    let found: State | null = null;
    for (const { from, state } of this.history.get(id) ?? []) if (from <= time) found = state;
    return found;
  }

  /** The ids of the records that exist at a time, in the order of their creation. */
  ids(time: number): string[] {
    return [...this.history.keys()].filter((id) => this.at(id, time) !== null).sort();
  }

  /** Whether a record had a state at some time of an interval. */
  had(id: string, state: State | null, from: number, to: number): boolean {
    const states = this.history.get(id) ?? [];
    const text = JSON.stringify(state);
    return (
      states.some(
        (one, index) =>
          one.from <= to && (states[index + 1]?.from ?? Infinity) >= from && JSON.stringify(one.state) === text,
      ) ||
      (state === null && (states[0]?.from ?? 0) > from)
    );
  }
}

const type: RecordType = {
  type: 'Thing',
  texts: (value) => ({ name: (value as State).name }),
  orders: { NAME: (value) => (value as State).name },
  version: (value) => (value as State).version,
};

export interface OracleOptions {
  readonly seed: number;
  /** Rules that are switched off. */
  readonly off: readonly (keyof Rules)[];
  readonly steps: number;
}

/**
 * Runs a random program of changes, faults, own writes, late answers and restarts against a directory, and compares it with the truth at
 * every step. Throws a {@link Violation} at the first difference.
 */
export async function runOracle({ seed, off, steps }: OracleOptions): Promise<void> {
  const random = randomOf(seed);
  const chance = (share: number) => random() < share;
  const source = new Source();
  let now = 10 * lagMs;
  let isCalm = false;
  const removedAt = new Map<string, number>();
  const shown = new Map<string, State>();
  const lag = () => (isCalm ? 0 : random() * lagMs);
  const pick = () => {
    const ids = source.ids(now);
    return ids[Math.floor(random() * ids.length)];
  };

  const changeSource = () => {
    now += 1 + random() * 50;
    const id = pick();
    if (id === undefined || chance(0.3)) source.create(now);
    else if (chance(0.4)) source.remove(id, now);
    else source.change(id, now);
  };

  const list: ListSpec<null> = {
    name: 'things',
    types: ['Thing'],
    rank: 1,
    isOfRoots: true,
    leadsToAccounts: false,
    pages: async function* () {
      // A list that is empty although it is not.
      if (!isCalm && chance(0.06)) return;
      let last = '';
      for (;;) {
        const sentAt = now;
        const seenAt = sentAt - lag();
        const ids = source.ids(seenAt).filter((id) => id > last);
        const page = ids.slice(0, pageSize);
        const found = page.map((id): Found => ({ type: 'Thing', id, value: source.at(id, seenAt) as State }));
        // Responses take their time, and the source goes on.
        if (!isCalm) for (let changes = 0; changes < 2; changes += 1) changeSource();
        else now += 10;
        if (!isCalm && chance(0.04)) throw new Error('a page failed');
        yield found;
        if (ids.length <= pageSize) return;
        last = page.at(-1) ?? last;
      }
    },
    confirm: async (_reader, _account, missing) => {
      const seenAt = now - lag();
      return missing.map(({ id }) => {
        const state = source.at(id, seenAt);
        return state === null ? 'gone' : { type: 'Thing', id, value: state };
      });
    },
  };

  const rules = Object.fromEntries(off.map((name) => [name, false]));
  const open = () => {
    const directory = new Directory<null>({
      lists: [list],
      types: [type],
      budget: { used: 0, max: 1_000_000 },
      accountType: 'Account',
      lagMs,
      maxChanges: 60,
      now: () => now,
      wall: () => now,
      rules,
    });
    directory.addRoot(account);
    return directory;
  };
  let directory = open();
  const view = () =>
    new View(directory as unknown as Directory<never>, { root: account, accountIds: null, types: new Set(['Thing']) });

  // A client that follows the changes, at its own pace.
  let client = new Map<string, string>();
  let position: LogPosition | null = null;
  const entries = () => [...(directory.unit('things', account)?.entries() ?? [])];
  const poll = () => {
    const news = position === null ? null : view().changesSince(position, 1 + Math.floor(random() * 100));
    if (news === null) {
      client = new Map(entries().map(({ id, value }) => [id, JSON.stringify(value)]));
      position = directory.log.end;
      return;
    }
    for (const { kind, entry, before, after } of news.changes) {
      if (kind === 'changed' && JSON.stringify(before) === JSON.stringify(after))
        violated('a change without a difference');
      if (kind === 'removed') {
        if (!client.has(entry.id)) violated('a removal of what the client does not have');
        client.delete(entry.id);
      } else client.set(entry.id, JSON.stringify(after));
    }
    position = news.end;
  };
  const pollAll = () => {
    for (let rounds = 0; rounds < 1_000; rounds += 1) {
      poll();
      if (position?.sequence === directory.log.end.sequence && position.epoch === directory.log.epoch) break;
    }
    const text = (states: Iterable<[string, string]>) =>
      JSON.stringify([...states].sort(([one], [other]) => (one < other ? -1 : 1)));
    const own = entries().map(({ id, value }): [string, string] => [id, JSON.stringify(value)]);
    if (text(client) !== text(own)) violated('a client that applied all changes has something else');
  };

  const check = () => {
    const current = new Map(entries().map((entry): [string, Entry] => [entry.id, entry]));
    for (const [id, before] of shown) {
      if (current.has(id)) continue;
      // I3: it must have been gone at some moment since it was shown last, not counting what the index lags.
      if (!source.had(id, null, 0, now)) violated(`${id} was removed and has always existed`);
      const lastGone =
        source.history.get(id)?.findLast(({ state }) => state === null)?.from ?? Number.NEGATIVE_INFINITY;
      if (lastGone === Number.NEGATIVE_INFINITY) violated(`${id} was removed, shown before as ${before.name}`);
      removedAt.set(id, now);
      shown.delete(id);
    }
    for (const [id, { value, at }] of current) {
      const state = value as State;
      const before = shown.get(id);
      // I1: it was true at some moment, not longer ago than its evidence and the lag.
      if (!source.had(id, state, at - lagMs, now)) violated(`${id} shows ${state.name}, which was not true`);
      // I2: no state goes backwards.
      if (before !== undefined && before.version > state.version) violated(`${id} went back to ${state.name}`);
      // I4: nothing comes back after it was removed. The source of this program restores nothing.
      if (before === undefined && removedAt.has(id)) violated(`${id} came back`);
      shown.set(id, state);
    }
  };

  const unit = () => directory.unit('things', account) ?? violated('no unit');
  const crawl = () =>
    readUnit({ directory, spec: list, unit: unit(), open: () => null, pace: async () => check() }).catch((error) => {
      if (error instanceof Violation || isCalm) throw error;
    });
  const write = () => {
    now += 1;
    const id = pick();
    const did = random();
    if (did < 0.3 || id === undefined) {
      const state = source.create(now);
      directory.write('Thing', state.id, { object: state, accountId: account });
    } else if (did < 0.5) {
      source.remove(id, now);
      directory.write('Thing', id, 'removed');
    } else directory.write('Thing', id, { fields: source.change(id, now) });
  };
  // A read that began before what happened since then.
  const late: { readonly found: Found; readonly at: number }[] = [];

  for (let count = 0; count < 25; count += 1) source.create(now);
  for (let step = 0; step < steps; step += 1) {
    now += random() * lagMs;
    const dice = random();
    if (dice < 0.3) await crawl();
    else if (dice < 0.5) changeSource();
    else if (dice < 0.7) write();
    else if (dice < 0.8) {
      const id = pick();
      const seen = id === undefined ? null : source.at(id, now - lag());
      if (id !== undefined && seen !== null) late.push({ found: { type: 'Thing', id, value: seen }, at: now });
    } else if (dice < 0.88) {
      const read = late.shift();
      if (read !== undefined && now - read.at < 60_000) unit().see(read.found, read.at);
    } else if (dice < 0.98) poll();
    else {
      directory = open();
      shown.clear();
      removedAt.clear();
      late.length = 0;
    }
    check();
    if (view().status(new Set(['Thing'])).isComplete !== (unit().listedAt !== null)) violated('isComplete is wrong');
  }

  // I5: quiet, the lag, and a clean crawl.
  isCalm = true;
  now += 3 * lagMs;
  await crawl();
  check();
  const truth = source.ids(now).map((id) => JSON.stringify(source.at(id, now)));
  const known = entries().map(({ value }) => JSON.stringify(value));
  if (JSON.stringify(truth.sort()) !== JSON.stringify(known.sort())) violated('a clean crawl left a difference');
  if (!view().status(new Set(['Thing'])).isComplete) violated('a clean crawl left it incomplete');
  pollAll();
}
