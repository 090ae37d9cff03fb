import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildSchema } from '../../../src/graph/schema.ts';
import type { SandboxQuirks } from '../../../src/sandbox/quirks.ts';
import { catalog } from '../../../src/sandbox/state/product-catalog.ts';
import { mutationExamples } from '../../support/mutation-examples.ts';
import { mutationDocument } from '../../support/writes.ts';
import {
  changesSince,
  openWriteWorld,
  restore,
  type Snapshot,
  snapshotOf,
  type WriteWorld,
} from '../../writes/write-world.ts';

/** Delivers at once, and shows in lists what was written a minute late. */
const lags: Partial<SandboxQuirks> = {
  indexLagMs: 60_000,
  domainsLagMs: 60_000,
  folderLagMs: 60_000,
  packageLagMs: 60_000,
  teamLagMs: 60_000,
  contributorsLagMs: 60_000,
  productDeliveryMs: 0,
};

let world: WriteWorld;
let start: Snapshot;

beforeAll(async () => {
  world = await openWriteWorld({ now: new Date() });
  start = snapshotOf(world.sandbox.state);
});

afterAll(() => world.close());

/** The query that shows an object of a part of the state, and the name under which it is pending. */
function readOf(part: string, key: string, accountId: string): { query: string; pending: string } | null {
  const account = `account(id: "${accountId}")`;
  switch (part) {
    case 'sites': {
      const fields = 'isPremium isPublished displayName trashedAt folder { id } domains { name assignment { role } }';
      return { query: `{ site(id: "${key}", accountId: "${accountId}") { ${fields} } }`, pending: `Site ${key}` };
    }
    case 'domains':
      return {
        query: `{ ${account} { domains(first: 100) { nodes { name assignment { role siteId } } } } }`,
        pending: `Domain ${key}`,
      };
    case 'folders':
      return { query: `{ ${account} { folders { id name parent { id } } } }`, pending: `Folder ${key}` };
    case 'packages': {
      const fields = 'externalId productInstances { id status siteId }';
      return { query: `{ package(id: "${key}", accountId: "${accountId}") { ${fields} } }`, pending: `Package ${key}` };
    }
    default:
      return null;
  }
}

/** Returns the objects that a write changed, and that the next read neither shows nor names as pending. */
async function forgotten(name: string, input: object): Promise<string[]> {
  const { sandbox } = world;
  restore(sandbox.state, start);
  world.restart();
  sandbox.setQuirks(lags);
  const { data, errors } = await world.ask(mutationDocument(name), { input });
  expect([name, errors, data?.[name]?.userErrors]).toEqual([name, undefined, []]);
  // The sandbox delivers and cancels products when the next call comes.
  await world.ask('{ account { packages(first: 1) { nodes { id } } } }');
  const changed = changesSince(sandbox.state, start).flatMap(({ part, key, before, after }) => {
    const { accountId = '' } = (before ?? after) as { accountId?: string };
    return before === undefined ? [] : (readOf(part, key, accountId) ?? []);
  });
  const shown = [];
  for (const { query } of changed) shown.push(await world.ask(query));
  sandbox.clock.advance(120_000);
  const found: string[] = [];
  for (const [index, { query, pending }] of changed.entries()) {
    const truth = await world.askAnew(query);
    const { consistency } = (shown[index]?.extensions ?? {}) as { consistency?: Consistency };
    const isPending = consistency?.pending.some(({ type, id }) => `${type} ${id}` === pending) === true;
    const isShown = JSON.stringify(shown[index]?.data) === JSON.stringify(truth.data);
    if (!isShown && !isPending) found.push(`${name}: ${pending}`);
  }
  return found;
}

interface Consistency {
  readonly pending: readonly { readonly type: string; readonly id: string }[];
}

const names = Object.keys(buildSchema().getMutationType()?.getFields() ?? {});

it.each(names)('every object that %s changes is shown as changed, or named as pending', async (name) => {
  expect(await forgotten(name, mutationExamples(world.sandbox)[name] ?? {})).toEqual([]);
});

it('what canceling and unassigning a plan takes from its site is named as pending', async () => {
  const { state, accountId } = world.sandbox;
  restore(state, start);
  const plans: ReadonlySet<string> = new Set([catalog.yearlyPlan.id, catalog.monthlyPlan.id]);
  const sold = [...state.packages.values()]
    .filter((pack) => pack.accountId === accountId)
    .flatMap((pack) => pack.instances.map((instance) => ({ pack, instance })))
    .find(
      ({ instance }) =>
        plans.has(instance.catalogProductId) &&
        instance.status === 'ENABLED' &&
        state.sites.get(instance.siteId ?? '')?.premium === true,
    );
  const at = { packageId: sold?.pack.id, instanceId: sold?.instance.instanceId };
  expect(await forgotten('cancelProductInstance', at)).toEqual([]);
  expect(await forgotten('unassignProductInstance', at)).toEqual([]);
  expect(await forgotten('cancelPackage', { packageId: at.packageId })).toEqual([]);
});
