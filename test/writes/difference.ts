import { domainQuirks } from '../../src/sandbox/quirks/domains.ts';
import { folderQuirks } from '../../src/sandbox/quirks/folders.ts';
import { packageQuirks } from '../../src/sandbox/quirks/packages.ts';
import type { QuirkTable } from '../../src/sandbox/quirks/quirk.ts';
import { siteQuirks } from '../../src/sandbox/quirks/sites.ts';
import { teamQuirks } from '../../src/sandbox/quirks/team.ts';
import type { SandboxQuirks } from '../../src/sandbox/quirks.ts';
import { bulkMutations } from '../support/bulk-inputs.ts';
import type { TestAnswer } from '../support/graph.ts';
import { mutationExamples } from '../support/mutation-examples.ts';
import { hasField, mutationNames, pick, type Random, randomOf, varied } from './inputs.ts';
import { writeEndpoints } from './write-endpoints.ts';
import { changesSince, openWriteWorld, restore, type Snapshot, snapshotOf, type WriteWorld } from './write-world.ts';

/** A case in which the dry run, the write, the state and the recovery disagree. */
export interface Difference {
  readonly seed: number;
  readonly mutation: string;
  readonly input: unknown;
  readonly quirks: unknown;
  readonly what: string;
}

export interface Judged {
  readonly cases: number;
  /** Cases that wrote, that were refused, and whose answer was lost. */
  readonly written: number;
  readonly refused: number;
  readonly lost: number;
  /** Names of the quirks that were turned. */
  readonly quirks: ReadonlySet<string>;
  readonly differences: readonly Difference[];
}

/** Writes that nothing shows: their answers stay unknown when they are lost. */
const unreadable = new Set(['inviteSiteContributors', 'resendSiteInvite', 'revokeSiteInvite']);

/** Runs so many cases from a seed, in worlds of some cases each. */
export async function judge(seed: number, cases: number): Promise<Judged> {
  const random = randomOf(seed);
  const world = await openWriteWorld();
  const examples = mutationExamples(world.sandbox);
  const start = snapshotOf(world.sandbox.state);
  const differences: Difference[] = [];
  const counts = { written: 0, refused: 0, lost: 0 };
  const quirksTurned = new Set<string>();
  for (let number = 0; number < cases; number += 1) {
    const mutation = mutationNames[number % mutationNames.length] ?? '';
    restore(world.sandbox.state, start);
    world.restart();
    const quirks = someQuirks(random);
    for (const name of Object.keys(quirks)) quirksTurned.add(name);
    world.sandbox.setQuirks(null);
    world.sandbox.setQuirks(quirks);
    const input = varied(world.sandbox, random, mutation, examples[mutation] ?? {});
    for (const what of await judgeOne(world, random, mutation, input, start, counts)) {
      differences.push({ seed, mutation, input, quirks, what });
    }
  }
  await world.close();
  return { cases, ...counts, quirks: quirksTurned, differences };
}

/** Quirks that decide what a write does. Those of requests and access refuse whole calls, and lags are for `verify`. */
const turned = Object.entries({
  ...siteQuirks,
  ...folderQuirks,
  ...domainQuirks,
  ...teamQuirks,
  ...packageQuirks,
} as QuirkTable).filter(([name]) => !/Lag|limit|Limit/.test(name));

function someQuirks(random: Random): Partial<SandboxQuirks> {
  const [name, quirk] = pick(random, turned) ?? [];
  if (name === undefined || quirk === undefined || random() < 0.5) return {};
  const values = String(quirk.values).match(/`(\w+)`/g) ?? [];
  const text = pick(random, values)?.replaceAll('`', '') ?? '';
  const value: unknown = /^(true|false|\d+)$/.test(text) ? JSON.parse(text) : text;
  return quirk.schema.safeParse(value).success ? { [name]: value } : {};
}

interface Counts {
  written: number;
  refused: number;
  lost: number;
}

/** Errors of an item of a bulk write. */
interface ItemErrors {
  readonly error?: Refused | null;
  readonly userErrors?: readonly Refused[];
}

function errorsOf({ error = null, userErrors = [] }: ItemErrors): readonly Refused[] {
  return error === null ? userErrors : [error];
}

interface Refused {
  readonly code: string;
  readonly path: readonly string[];
  readonly message?: string;
  readonly upstreamCode?: string | null;
}

function documentOf(mutation: string): string {
  const inputType = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}Input`;
  const dry = hasField(mutation, 'dryRun')
    ? 'dryRun { isPossible warnings changes { before after } problems { code path } }'
    : '';
  const errors = bulkMutations.find(({ name }) => name === mutation)?.errors;
  const items = errors === undefined ? '' : `results { ${errors} }`;
  return `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ${dry} ${items} userErrors { code message path upstreamCode } } }`;
}

async function judgeOne(
  world: WriteWorld,
  random: Random,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
  start: Snapshot,
  counts: Counts,
): Promise<string[]> {
  const { state } = world.sandbox;
  const document = documentOf(mutation);
  const found: string[] = [];
  const ask = async (more: object) => {
    const answer = await world.ask(document, { input: { ...input, ...more } });
    return { ...answer, payload: answer.data?.[mutation] };
  };
  const hasDryRun = hasField(mutation, 'dryRun');
  const dry = hasDryRun ? await ask({ dryRun: true }) : null;
  if (changesSince(state, start).length > 0) found.push('the dry run wrote');

  const wet = await ask({});
  const refusals = (wet.payload?.userErrors ?? []) as readonly Refused[];
  const changed = changesSince(state, start);
  if (refusals.length > 0) counts.refused += 1;
  else if (wet.errors === undefined) counts.written += 1;
  if (refusals.length > 0 && changed.length > 0) found.push(`refused, and changed ${changed[0]?.part}`);
  if (dry !== null) found.push(...comparePlans(dry, wet, refusals));
  const planned = (dry?.payload?.dryRun?.changes ?? []) as readonly { before: unknown; after: unknown }[];
  if (planned.some(({ before, after }) => before !== null && before === after)) found.push('a change changes nothing');
  const isIdle = dry !== null && planned.length === 0;
  if (wet.errors === undefined && refusals.length === 0) found.push(...foreignChanges(world, input, changed));

  const isDone = wet.errors === undefined && refusals.length === 0 && changed.length > 0;
  // A write that sets what is set already can't be told from one that did not happen, and need not be.
  if (isDone && !isIdle && random() < 0.6) {
    counts.lost += 1;
    const after = summary(changed);
    restore(state, start);
    world.restart();
    found.push(...(await judgeLost(world, random, mutation, input, ask, start, after)));
  }
  return found;
}

type Answered = Omit<TestAnswer, 'calls'> & {
  // biome-ignore lint/suspicious/noExplicitAny: the payload of any mutation.
  readonly payload: any;
};

function comparePlans(dry: Answered, wet: Answered, refusals: readonly Refused[]): string[] {
  const plan = dry.payload?.dryRun;
  const codeOf = ({ errors }: Answered) => errors?.[0]?.extensions.code ?? null;
  const places = (list: readonly Refused[]) =>
    JSON.stringify(list.map(({ code, path }) => `${code} ${path.join('.')}`));
  if (plan === null || plan === undefined) {
    const early = (dry.payload?.userErrors ?? []) as readonly Refused[];
    return codeOf(dry) === codeOf(wet) && places(early) === places(refusals)
      ? []
      : [`dry ${codeOf(dry)} ${places(early)}, wet ${codeOf(wet)} ${places(refusals)}`];
  }
  if (!plan.isPossible) {
    return places(plan.problems) === places(refusals)
      ? []
      : [`dry ${places(plan.problems)}, wet ${codeOf(wet)} ${places(refusals)}`];
  }
  // Only what Wix alone knows can still refuse, and the plan says so.
  const isOfWix = ({ upstreamCode, message = '' }: Refused) => upstreamCode !== null || message.startsWith('Wix ');
  const isAnnounced = plan.warnings.length > 0 && refusals.every(isOfWix);
  return (refusals.length === 0 || isAnnounced) && codeOf(wet) === null
    ? []
    : [`dry possible, wet ${codeOf(wet)} ${places(refusals)} ${refusals[0]?.upstreamCode}`];
}

/** Changes of objects that are neither of the account that the input names nor of its target. */
function foreignChanges(
  { sandbox }: WriteWorld,
  input: Readonly<Record<string, unknown>>,
  changed: ReturnType<typeof changesSince>,
): string[] {
  const named = input['sourceAccountId'] ?? input['accountId'] ?? sandbox.accountId;
  return changed.flatMap(({ part, key, before }) => {
    const { accountId, siteId } = (before ?? {}) as { accountId?: string; siteId?: string };
    const owner = siteId === undefined ? accountId : (sandbox.state.sites.get(siteId)?.accountId ?? accountId);
    return owner === undefined || owner === named
      ? []
      : [`changed ${part} ${key} of ${owner}, not of ${String(named)}`];
  });
}

/** What was changed, without ids and times that differ from world to world. */
function summary(changed: ReturnType<typeof changesSince>): string {
  const kind = ({ before, after }: { before: unknown; after: unknown }) =>
    before === undefined ? 'new' : after === undefined ? 'gone' : 'changed';
  return changed
    .filter(({ part }) => part !== 'deliveries')
    .map((one) => `${one.part} ${kind(one)} ${one.before === undefined ? '' : one.key}`)
    .sort()
    .join('; ');
}

async function judgeLost(
  world: WriteWorld,
  random: Random,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
  ask: (more: object) => Promise<Answered>,
  start: Snapshot,
  after: string,
): Promise<string[]> {
  const { sandbox } = world;
  const key = hasField(mutation, 'idempotencyKey') ? { idempotencyKey: 'lost' } : {};
  const isLate = random() < 0.5;
  let isSent = false;
  const afterCommit = random() < 0.5;
  sandbox.faults.inject({
    kind: 'status',
    status: 503,
    afterCommit,
    match: ({ operation }) => {
      if (isSent || !writeEndpoints.has(operation)) return false;
      isSent = true;
      return true;
    },
  });
  // Half of the time the first look fails too, and only the retry can find out.
  if (isLate)
    sandbox.faults.inject({ kind: 'status', status: 503, times: Number.POSITIVE_INFINITY, match: () => isSent });
  const how = `lost ${afterCommit ? 'with' : 'without'} effect${isLate ? ', found late' : ''}`;
  const first = await ask(key);
  sandbox.faults.clear();
  const codeOf = ({ errors, payload }: Answered) =>
    errors?.[0]?.extensions.code ?? ((payload?.results ?? []) as readonly ItemErrors[]).flatMap(errorsOf)[0]?.code;
  const firstCode = codeOf(first);
  const isDone = firstCode === undefined && (first.payload?.userErrors ?? []).length === 0;
  if (Object.keys(key).length === 0 || isDone) {
    const now = summary(changesSince(sandbox.state, start));
    return isDone && now !== after ? [`${how}: told done, ${now} in place of ${after}`] : [];
  }
  const found: string[] = [];
  found.push(...(await judgeStranger(world, mutation, input)));
  // Whoever retries later finds lists that have caught up.
  world.letTimePass();
  const second = await ask(key);
  const secondCode = codeOf(second);
  const now = summary(changesSince(sandbox.state, start));
  if (unreadable.has(mutation)) {
    return secondCode === 'OUTCOME_UNKNOWN' ? found : [...found, `${how}: ${firstCode}, then ${secondCode}`];
  }
  const refusals = (second.payload?.userErrors ?? []) as readonly Refused[];
  if (secondCode !== undefined || refusals.length > 0) {
    return [...found, `${how}: ${firstCode}, then ${secondCode} ${JSON.stringify(refusals)}`];
  }
  return now === after ? found : [...found, `${how}: ${now} in place of ${after}`];
}

/** Another tenant with the same key and input neither gets what the first one learnt nor changes anything of it. */
async function judgeStranger(
  { sandbox, askAsStranger }: WriteWorld,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const before = snapshotOf(sandbox.state);
  const answer = await askAsStranger(documentOf(mutation), { input: { ...input, idempotencyKey: 'lost' } });
  const isReplay = answer.extensions?.['idempotentReplay'] === true;
  const foreign = changesSince(sandbox.state, before).filter(({ part, before: was }) => {
    const { accountId } = (was ?? {}) as { accountId?: string };
    return part !== 'deliveries' && accountId === sandbox.accountId;
  });
  restore(sandbox.state, before);
  return [
    ...(isReplay ? ['a stranger got the result of another tenant by its key'] : []),
    ...foreign.map(({ part, key }) => `a stranger changed ${part} ${key}`),
  ];
}
