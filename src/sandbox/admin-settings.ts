import { z } from 'zod';
import { readAdminBody } from './admin-body.ts';
import { type Answer, ok, plainError, Refusal } from './answer.ts';
import type { JsonObject } from './json.ts';
import type { QuirkTable } from './quirks/quirk.ts';
import { quirkTable, readQuirks } from './quirks.ts';
import type { World } from './world.ts';

function clockJson({ clock }: World) {
  return { now: clock.now().toISOString(), tickMs: clock.tickMs };
}

/** Describes the sandbox: its data, its clock, its keys and its quirks. */
export function describe(world: World): Answer {
  return ok({
    size: world.size,
    seed: world.seed,
    ...clockJson(world),
    accountId: world.accountId,
    strangerAccountId: world.strangerAccountId,
    childAccountIds: [...world.state.accounts.values()]
      .filter(({ parentAccountId }) => parentAccountId === world.accountId)
      .map(({ id }) => id),
    keys: world.keys.tokens,
    quirks: world.quirks,
  });
}

const step = z.number({ error: 'must be a number of milliseconds, 0 or more' }).min(0, {
  error: 'must be a number of milliseconds, 0 or more',
});

/** The longest step of the clock, and the year in which it stops: dates beyond what a Date can hold would break every response. */
const maxStepMs = 10 * 366 * 24 * 60 * 60 * 1_000;
const lastYear = 2_200;
const boundedStep = step.max(maxStepMs, { error: 'must be at most ten years of milliseconds' });

const clockBody = z
  .strictObject({
    advanceMs: boundedStep.optional(),
    tickMs: boundedStep.optional(),
    frozen: z.literal(true).optional(),
  })
  .refine((sent) => Object.keys(sent).length > 0, { error: 'advanceMs, tickMs or frozen is needed' });

/** Moves the clock, sets how far each call moves it, or freezes it. */
export function setClock(world: World, body: JsonObject): Answer {
  const { advanceMs, tickMs, frozen } = readAdminBody(clockBody, body);
  const until = new Date(world.clock.now().getTime() + (advanceMs ?? 0));
  if (until.getUTCFullYear() >= lastYear) {
    throw new Refusal(plainError(400, `advanceMs: the clock stops before the year ${lastYear}`));
  }
  if (frozen === true) world.clock.setTick(0);
  if (tickMs !== undefined) world.clock.setTick(tickMs);
  if (advanceMs !== undefined) world.clock.advance(advanceMs);
  return ok(clockJson(world));
}

/** Explains every quirk: its value now, its default, the values it takes, and what it decides. */
export function explainQuirks({ quirks }: World): Answer {
  const table: QuirkTable = quirkTable;
  const current: Readonly<Record<string, unknown>> = quirks;
  return ok({
    quirks: Object.entries(table).map(([name, { standard, values, about }]) => ({
      name,
      value: current[name],
      default: standard,
      values: values.replaceAll('`', ''),
      about,
    })),
  });
}

/** Sets quirks and leaves the others as they are. All or nothing: one that cannot be read refuses the call. */
export function setQuirks(world: World, body: JsonObject): Answer {
  const read = readQuirks(body);
  if ('faults' in read) throw new Refusal(plainError(400, read.faults.join('; ')));
  world.setQuirks(read.chosen);
  return ok({ quirks: world.quirks });
}

/** Sets all quirks back to those of the start. */
export function resetQuirks(world: World): Answer {
  world.setQuirks(null);
  return ok({ quirks: world.quirks });
}

const keyBody = z.strictObject({
  accountId: z.guid().optional(),
  permissions: z.array(z.string().min(1)).optional(),
  siteIds: z.array(z.guid()).optional(),
});

/** Mints an API key, limited to permissions and sites where they are given. */
export function mintKey(world: World, body: JsonObject): Answer {
  const { accountId = world.accountId, permissions, siteIds } = readAdminBody(keyBody, body);
  if (!world.state.accounts.has(accountId)) return plainError(404, 'No such account');
  const { name, token } = world.keys.mint({ accountId, permissions, siteIds });
  return ok({ name, token });
}
