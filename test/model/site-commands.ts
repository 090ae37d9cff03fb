import type fc from 'fast-check';
import { expect } from 'vitest';
import type { Fault } from '../../src/sandbox/faults.ts';
import type { TestError } from '../support/graph.ts';
import { lagMs, type ModelSite, type SiteModel, type SiteWorld, truth } from './site-world.ts';

type Command = fc.AsyncCommand<SiteModel, SiteWorld>;

/** What may strike the call of a write. */
export const faultKinds = ['none', 'none', 'none', 'lostAfter', 'lostBefore', 'failsAfter', 'failsBefore'] as const;
export type FaultKind = (typeof faultKinds)[number];

function injectFault({ sandbox }: SiteWorld, operation: string, kind: FaultKind): void {
  const faults: Record<FaultKind, Fault | null> = {
    none: null,
    lostAfter: { kind: 'truncated' },
    lostBefore: { kind: 'reset' },
    failsAfter: { kind: 'status', status: 500, afterCommit: true },
    failsBefore: { kind: 'status', status: 503 },
  };
  const fault = faults[kind];
  if (fault !== null) sandbox.faults.inject({ ...fault, operation });
}

function nowMs({ sandbox }: SiteWorld): number {
  return sandbox.clock.now().getTime();
}

/** The ids whose latest writes the answer says Wix does not show yet. */
function pendingIds(extensions: Readonly<Record<string, unknown>> | undefined): Set<string> {
  const { pending } = (extensions?.['consistency'] ?? { pending: [] }) as { pending: { type: string; id: string }[] };
  return new Set(pending.filter(({ type }) => type === 'Site').map(({ id }) => id));
}

/** A write to sites that are there, chosen by their place in the model. */
export interface SiteWrite {
  /** For messages of failed runs. */
  readonly label: string;
  readonly operation: string;
  readonly mutation: string;
  readonly input: (ids: readonly string[], world: SiteWorld) => object;
  /** What it makes of a site; null where Wix refuses it. */
  readonly effect: (site: ModelSite, id: string, world: SiteWorld) => ModelSite | null;
  readonly isBulk: boolean;
}

interface Outcome {
  /** Null: carried out. */
  readonly code: string | null;
}

/** Writes, then holds the answer against the model: what was carried out, what was refused, and what nobody knows. */
export class WriteCommand implements Command {
  readonly #write: SiteWrite;
  readonly #places: readonly number[];
  readonly #fault: FaultKind;

  constructor(write: SiteWrite, places: readonly number[], fault: FaultKind) {
    this.#write = write;
    this.#places = places;
    this.#fault = fault;
  }

  check(): boolean {
    return true;
  }

  async run(model: SiteModel, world: SiteWorld): Promise<void> {
    const all = [...model.sites.keys()];
    const ids = [...new Set(this.#places.map((place) => all[place % all.length] ?? ''))];
    const { mutation, operation, effect } = this.#write;
    injectFault(world, operation, this.#fault);
    const input = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const results = this.#write.isBulk ? 'results { siteId error { code } }' : '';
    const { data, errors } = await world.ask(
      `mutation ($input: ${input}!) { ${mutation}(input: $input) { ${results} userErrors { code } } }`,
      { input: this.#write.input(ids, world) },
    );
    world.sandbox.faults.clear();
    const isWrong = ids.some((id) => {
      const site = model.sites.get(id);
      return site !== undefined && effect(site, id, world) === null;
    });
    if (this.#write.isBulk && isWrong && data?.[mutation]?.results === null) {
      // One site that cannot be written to rejects the whole write.
      expect(data[mutation].userErrors).not.toEqual([]);
      expect(truth(world)).toEqual(model.sites);
      return;
    }
    for (const [index, { code }] of outcomes(data?.[mutation], errors, ids).entries()) {
      const id = ids[index] ?? '';
      const before = model.sites.get(id);
      if (before === undefined) throw new Error('The model has no such site');
      const after = effect(before, id, world);
      if (code === 'OUTCOME_UNKNOWN') {
        expect(this.#fault).not.toBe('none');
        const now = truth(world).get(id);
        // It happened as a whole, or not at all.
        expect([before, after]).toContainEqual(now);
        model.sites.set(id, now ?? before);
        model.uncertainUntil.set(id, nowMs(world) + lagMs);
        continue;
      }
      // After a lost answer, a site that was as wished before counts as done where Wix would have refused.
      if (this.#fault === 'none' || code !== null) expect(code === null).toBe(after !== null);
      if (after !== null) model.sites.set(id, after);
      if (model.uncertainUntil.has(id)) model.uncertainUntil.set(id, nowMs(world) + lagMs);
    }
    expect(truth(world)).toEqual(model.sites);
  }

  toString(): string {
    return `${this.#write.label}(${this.#places.join(',')}) ${this.#fault}`;
  }
}

interface Answered {
  readonly results?: readonly { readonly error: Outcome | null }[] | null;
  readonly userErrors: readonly Outcome[];
}

/** What became of each site, in order. */
function outcomes(
  payload: Answered | null | undefined,
  errors: readonly TestError[] | undefined,
  ids: readonly string[],
): readonly Outcome[] {
  if (errors !== undefined) return ids.map(() => ({ code: errors[0]?.extensions.code ?? 'NO CODE' }));
  const refusal = payload?.userErrors[0];
  if (refusal !== undefined) return ids.map(() => refusal);
  return ids.map((_id, index) => payload?.results?.[index]?.error ?? { code: null });
}

/** Creates a site, or duplicates one; perhaps twice with one idempotency key, which makes one. */
export class CreateCommand implements Command {
  readonly #name: string;
  readonly #fault: FaultKind;
  readonly #source: number | null;
  readonly #isRepeated: boolean;

  constructor(name: string, fault: FaultKind, source: number | null, isRepeated: boolean) {
    this.#name = name;
    this.#fault = fault;
    this.#source = source;
    this.#isRepeated = isRepeated;
  }

  check(model: Readonly<SiteModel>): boolean {
    return [...model.sites.values()].every(({ displayName }) => displayName !== this.#name);
  }

  async run(model: SiteModel, world: SiteWorld): Promise<void> {
    const all = [...model.sites.keys()];
    const isCopy = this.#source !== null;
    const [mutation, operation] = isCopy ? ['duplicateSite', 'Duplicate Site'] : ['createSite', 'Create Project'];
    injectFault(world, operation, this.#fault);
    const key = this.#isRepeated ? { idempotencyKey: `key-of-${this.#name.replaceAll(' ', '-')}` } : {};
    const what = isCopy
      ? { siteId: all[(this.#source ?? 0) % all.length], displayName: this.#name }
      : { name: this.#name };
    const ask = () =>
      world.ask(
        `mutation ($input: ${isCopy ? 'DuplicateSiteInput' : 'CreateSiteInput'}!) {
          ${mutation}(input: $input) { site { id displayName isPublished } userErrors { code } } }`,
        { input: { ...what, ...key } },
      );
    const first = await ask();
    world.sandbox.faults.clear();
    const answers = this.#isRepeated ? [first, await ask()] : [first];
    const source = model.sites.get(String(isCopy ? all[(this.#source ?? 0) % all.length] : ''));
    const made = [...truth(world)].filter(([, { displayName }]) => displayName === this.#name);
    for (const { data, errors } of answers) {
      if (source?.isTrashed === true) {
        expect(data?.[mutation]).toEqual({ site: null, userErrors: [{ code: 'FAILED_PRECONDITION' }] });
      } else if (errors !== undefined) {
        expect(errors[0]?.extensions.code).toBe('OUTCOME_UNKNOWN');
        expect(this.#fault).not.toBe('none');
      } else {
        expect(data[mutation]).toEqual({
          site: { id: made[0]?.[0], displayName: this.#name, isPublished: false },
          userErrors: [],
        });
      }
    }
    expect(made.length).toBeLessThanOrEqual(1);
    for (const [id, site] of made) {
      model.sites.set(id, site);
      if (answers.every(({ errors }) => errors !== undefined)) model.uncertainUntil.set(id, nowMs(world) + lagMs);
    }
    expect(truth(world)).toEqual(model.sites);
  }

  toString(): string {
    const source = this.#source === null ? 'create' : `duplicate(${this.#source})`;
    return `${source} "${this.#name}" ${this.#fault}${this.#isRepeated ? ' twice' : ''}`;
  }
}

const fields = 'id displayName isPublished trashedAt folder { id }';

interface ReadSite {
  readonly id: string;
  readonly displayName: string;
  readonly isPublished: boolean;
  readonly trashedAt: string | null;
  readonly folder: { readonly id: string } | null;
}

function asModel({ displayName, isPublished, trashedAt, folder }: ReadSite): ModelSite {
  return { displayName, isPublished, isTrashed: trashedAt !== null, folderId: folder?.id ?? null };
}

function isUncertain(model: SiteModel, world: SiteWorld, id: string): boolean {
  return (model.uncertainUntil.get(id) ?? 0) > nowMs(world);
}

/** Reads one site by its id: it is as the model has it, whether Wix shows it or not. */
export class ReadCommand implements Command {
  readonly #place: number;

  constructor(place: number) {
    this.#place = place;
  }

  check(): boolean {
    return true;
  }

  async run(model: SiteModel, world: SiteWorld): Promise<void> {
    const all = [...model.sites.keys()];
    const id = all[this.#place % all.length] ?? '';
    const { data, errors } = await world.ask(`query ($id: ID!) { site(id: $id) { ${fields} } }`, { id });
    expect(errors).toBeUndefined();
    if (isUncertain(model, world, id)) return;
    expect(asModel(data.site)).toEqual(model.sites.get(id));
  }

  toString(): string {
    return `read(${this.#place})`;
  }
}

export interface ListFilter {
  readonly isPublished?: boolean;
  readonly isTrashed?: boolean;
  readonly isInFolder?: boolean;
}

function fits({ isPublished, isTrashed, isInFolder }: ListFilter, site: ModelSite): boolean {
  return (
    (isPublished === undefined || isPublished === site.isPublished) &&
    (isTrashed ?? false) === site.isTrashed &&
    (isInFolder === undefined || isInFolder === (site.folderId !== null))
  );
}

/** The sites of which reads may show something old, whatever answers say. */
function uncertainIds(model: SiteModel, world: SiteWorld): Set<string> {
  return new Set([...model.sites.keys()].filter((id) => isUncertain(model, world, id)));
}

/** Lists sites: those that the answer does not say to be pending are as the model has them. */
export class ListCommand implements Command {
  readonly #filter: ListFilter;

  constructor(filter: ListFilter) {
    this.#filter = filter;
  }

  check(): boolean {
    return true;
  }

  async run(model: SiteModel, world: SiteWorld): Promise<void> {
    const listed = new Map<string, ModelSite>();
    const uncertain = uncertainIds(model, world);
    const pending = new Set<string>();
    for (let after: string | null = null, hasNextPage = true; hasNextPage; ) {
      const { data, errors, extensions } = await world.ask(
        `query ($filter: SiteFilter, $after: String) { account {
          sites(first: 40, filter: $filter, after: $after) { nodes { ${fields} } pageInfo { hasNextPage endCursor } } } }`,
        { filter: this.#filter, after },
      );
      expect(errors).toBeUndefined();
      for (const id of pendingIds(extensions)) pending.add(id);
      for (const site of data.account.sites.nodes as ReadSite[]) listed.set(site.id, asModel(site));
      ({ hasNextPage, endCursor: after } = data.account.sites.pageInfo);
    }
    for (const [id, site] of model.sites) {
      if (uncertain.has(id)) continue;
      const shown = listed.get(id);
      const expected = fits(this.#filter, site) ? site : undefined;
      // A pending site may be missing, but what is shown of it is right.
      if (shown !== undefined || !pending.has(id)) expect(shown).toEqual(expected);
    }
    expect([...listed.keys()].filter((id) => !model.sites.has(id))).toEqual([]);
  }

  toString(): string {
    return `list(${JSON.stringify(this.#filter)})`;
  }
}

/** Counts sites: the count is off by no more than the answer says to be pending. */
export class CountCommand implements Command {
  readonly #filter: Omit<ListFilter, 'isTrashed'>;

  constructor(filter: Omit<ListFilter, 'isTrashed'>) {
    this.#filter = filter;
  }

  check(): boolean {
    return true;
  }

  async run(model: SiteModel, world: SiteWorld): Promise<void> {
    const { data, errors, extensions } = await world.ask(
      'query ($filter: SiteFilter) { account { sites(filter: $filter) { totalCount } } }',
      { filter: this.#filter },
    );
    expect(errors).toBeUndefined();
    const loose = new Set([...uncertainIds(model, world), ...pendingIds(extensions)]);
    const count = [...model.sites.values()].filter((site) => fits(this.#filter, site)).length;
    expect(Math.abs(data.account.sites.totalCount - count)).toBeLessThanOrEqual(loose.size);
  }

  toString(): string {
    return `count(${JSON.stringify(this.#filter)})`;
  }
}

/** Lets time pass. */
export class WaitCommand implements Command {
  readonly #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  check(): boolean {
    return true;
  }

  async run(_model: SiteModel, { sandbox }: SiteWorld): Promise<void> {
    sandbox.clock.advance(this.#ms);
  }

  toString(): string {
    return `wait(${this.#ms})`;
  }
}
