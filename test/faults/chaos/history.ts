/** A value and from when on it was there; undefined for gone. Times are those of `performance.now()`. */
interface Version<V> {
  readonly at: number;
  readonly value: V | undefined;
}

/**
 * What a map of the sandbox held at every moment since it is watched: the truth that answers are held against. Values are copied by `pick`,
 * because the sandbox may change an object in place.
 */
export class History<V, Picked> {
  readonly #versions = new Map<string, Version<Picked>[]>();

  constructor(
    map: Map<string, V>,
    pick: (value: V) => Picked | undefined,
    now: () => number = () => performance.now(),
  ) {
    const note = (id: string, value: V | undefined) => {
      const versions = this.#versions.get(id) ?? [];
      versions.push({ at: now(), value: value === undefined ? undefined : pick(value) });
      this.#versions.set(id, versions);
    };
    for (const [id, value] of map) this.#versions.set(id, [{ at: Number.NEGATIVE_INFINITY, value: pick(value) }]);
    const { set, delete: remove } = map;
    map.set = (id, value) => {
      note(id, value);
      return set.call(map, id, value);
    };
    map.delete = (id) => {
      note(id, undefined);
      return remove.call(map, id);
    };
  }

  /** Every value that an id had at some time in between; undefined among them where it was not there. */
  during(id: string, from: number, to: number): readonly (Picked | undefined)[] {
    const versions = this.#versions.get(id) ?? [];
    const first = versions.findLastIndex(({ at }) => at <= from);
    const before = first < 0 ? [undefined] : [];
    return [
      ...before,
      ...versions
        .slice(Math.max(0, first))
        .filter(({ at }) => at <= to)
        .map(({ value }) => value),
    ];
  }

  /** All ids that were ever there. */
  ids(): readonly string[] {
    return [...this.#versions.keys()];
  }
}

/** How long the graph shows what was written and is not yet read. */
const pendingMs = 15_000;

/**
 * What is wrong with a list that was answered at some time in between: something that was never so, something that was not there, or
 * something missing that was there all the time. Empty for a true list. `pending` are those that the answer says it shows as they were
 * written within the last seconds: another process, or somebody else, may have written since.
 */
export function falsehoods<V, Picked>(
  history: History<V, Picked>,
  listed: ReadonlyMap<string, Picked>,
  from: number,
  to: number,
  isWhole: boolean,
  pending: ReadonlySet<string> = new Set(),
): string[] {
  const text = (value: unknown) => JSON.stringify(value) ?? 'nothing';
  const wrong: string[] = [];
  for (const [id, shown] of listed) {
    const true_ = history.during(id, pending.has(id) ? from - pendingMs : from, to).map(text);
    if (!true_.includes(text(shown))) wrong.push(`${id} is shown as ${text(shown)}, and was ${true_.join(' or ')}`);
  }
  if (!isWhole) return wrong;
  for (const id of history.ids()) {
    if (!listed.has(id) && !history.during(id, from, to).includes(undefined)) wrong.push(`${id} is missing`);
  }
  return wrong;
}
