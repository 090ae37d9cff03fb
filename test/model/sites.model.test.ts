import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  CountCommand,
  CreateCommand,
  faultKinds,
  ListCommand,
  ReadCommand,
  type SiteWrite,
  WaitCommand,
  WriteCommand,
} from './site-commands.ts';
import { createSiteWorld, type SiteModel, type SiteWorld, truth } from './site-world.ts';

function isPremium({ sandbox }: SiteWorld, id: string): boolean {
  return sandbox.state.sites.get(id)?.premium === true;
}

const publish: SiteWrite = {
  label: 'publish',
  operation: 'Publish Site',
  mutation: 'publishSite',
  input: ([siteId]) => ({ siteId }),
  effect: (site) => (site.isTrashed ? null : { ...site, isPublished: true }),
  isBulk: false,
};

const unpublish: SiteWrite = {
  label: 'unpublish',
  operation: 'Unpublish Site',
  mutation: 'unpublishSite',
  input: ([siteId]) => ({ siteId }),
  effect: (site) => (site.isPublished ? { ...site, isPublished: false } : null),
  isBulk: false,
};

const trash: SiteWrite = {
  label: 'trash',
  operation: 'Bulk Delete Site',
  mutation: 'moveSitesToTrash',
  input: (siteIds) => ({ siteIds }),
  effect: (site, id, world) =>
    site.isTrashed || isPremium(world, id) ? null : { ...site, isPublished: false, isTrashed: true },
  isBulk: true,
};

function rename(displayName: string): SiteWrite {
  return {
    label: `rename "${displayName}"`,
    operation: 'Update Business Profile',
    mutation: 'renameSite',
    input: ([siteId]) => ({ siteId, displayName }),
    effect: (site) => (site.isTrashed ? null : { ...site, displayName }),
    isBulk: false,
  };
}

function moveTo(place: number | null): SiteWrite {
  const target = ({ folderIds }: SiteWorld) => (place === null ? null : (folderIds[place % folderIds.length] ?? null));
  return {
    label: `move to ${place}`,
    operation: 'Move Sites To Folder',
    mutation: 'moveSitesToFolder',
    input: (siteIds, world) => ({ siteIds, targetFolderId: target(world) }),
    effect: (site, _id, world) => (site.isTrashed ? null : { ...site, folderId: target(world) }),
    isBulk: true,
  };
}

/** A few places, so that writes meet on the same sites; they come from the end of the table, where new sites are. */
const place = fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 70 }));
const fault = fc.constantFrom(...faultKinds);
const places = fc.array(place, { minLength: 1, maxLength: 4 });
const one = place.map((chosen) => [chosen]);
/** Names are never used twice, so that a site is known by its own. */
const name = fc.uuid().map((id) => `Site ${id.slice(0, 12)}`);

const list = fc
  .record({ isPublished: fc.boolean(), isTrashed: fc.boolean(), isInFolder: fc.boolean() }, { requiredKeys: [] })
  .map((filter) => new ListCommand(filter));

const commands = [
  fc.tuple(one, fault).map(([sites, kind]) => new WriteCommand(publish, sites, kind)),
  fc.tuple(one, fault).map(([sites, kind]) => new WriteCommand(unpublish, sites, kind)),
  fc.tuple(places, fault).map(([sites, kind]) => new WriteCommand(trash, sites, kind)),
  fc.tuple(name, one, fault).map(([fresh, sites, kind]) => new WriteCommand(rename(fresh), sites, kind)),
  fc
    .tuple(fc.option(fc.nat({ max: 8 })), places, fault)
    .map(([target, sites, kind]) => new WriteCommand(moveTo(target), sites, kind)),
  fc
    .tuple(name, fault, fc.option(place), fc.boolean())
    .map(([fresh, kind, source, isRepeated]) => new CreateCommand(fresh, kind, source, isRepeated)),
  place.map((chosen) => new ReadCommand(chosen)),
  place.map((chosen) => new ReadCommand(chosen)),
  list,
  list,
  fc.record({ isPublished: fc.boolean() }).map((filter) => new CountCommand(filter)),
  fc.constant(new CountCommand({})),
  fc.integer({ min: 500, max: 4_000 }).map((ms) => new WaitCommand(ms)),
];

it('is in the graph what the model has, after any writes, losses and delays', async () => {
  let executed = 0;
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 60, size: 'max' }), async (run) => {
      const world = await createSiteWorld();
      try {
        await fc.asyncModelRun(
          () => ({ model: { sites: truth(world), uncertainUntil: new Map() } satisfies SiteModel, real: world }),
          run,
        );
        executed += [...run].length;
      } finally {
        await world.close();
      }
    }),
    { seed: 20_261_123, numRuns: 16, endOnFailure: true },
  );
  expect(executed).toBeGreaterThan(300);
}, 30_000);
