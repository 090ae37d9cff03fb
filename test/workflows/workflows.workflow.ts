import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalog } from '../../src/sandbox/state/product-catalog.ts';
import type { SandboxSite } from '../../src/sandbox/state/site.ts';
import { openStage, type Run, type Stage } from './stage.ts';

const seed = Number(process.env['WORKFLOW_SEED'] ?? 1);

/** Seconds that each workflow took before operations were admitted as a whole, by scripts without a plan for the minute. */
const before = { 'onboard-clients': 241, offboard: 664, 'onboard-customers': 153 } as const;

/** Runs a script until it ends well, as a person would who reads what it prints. */
async function untilDone(
  stage: Stage,
  script: keyof typeof before,
  rows: readonly Record<string, string>[],
  killAfter: number,
  wasDone: (row: string) => boolean = () => false,
) {
  const killed = await stage.run(script, rows, { killAfter });
  expect([killed.code, killed.output]).toEqual([null, expect.stringContaining('done: ')]);
  const runs: Run[] = [killed];
  let args: string[] = [];
  for (let again = 0; again < 5; again += 1) {
    const run = await stage.run(script, rows, { args });
    runs.push(run);
    if (run.code === 0) break;
    // A row that stopped says where and why, and how to go on.
    const unresolved = [...run.output.matchAll(/--done '([^']+)' or --not-done/g)].map(([, row]) => String(row));
    args = unresolved.flatMap((row) => [wasDone(row) ? '--done' : '--not-done', row]);
    expect(run.output).toMatch(/ stopped at "[\w ]+": [\s\S]*run the same command again/);
  }
  const last = runs.at(-1);
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  const served = stage.sandbox.calls.entries().length;
  process.stdout.write(
    `${script}: ${runs.length} runs, ${served} REST calls, ${seconds} s (${before[script]} s before), faults ${JSON.stringify(stage.struck)}, seed ${seed}\n`,
  );
  expect([last?.code, last?.output]).toEqual([0, expect.stringMatching(/\d+ REST calls, \d+ s/)]);
  expect(Object.keys(stage.struck).length).toBeGreaterThan(2);
}

const stages: Stage[] = [];
afterAll(() => Promise.all(stages.map((stage) => stage.close())));

/** A stage for the workflows of one suite. */
function useStage(number: number): { readonly stage: Stage } {
  const held: { stage?: Stage } = {};
  beforeAll(async () => {
    held.stage = await openStage(seed * 10 + number);
    stages.push(held.stage);
  });
  return {
    get stage() {
      if (held.stage === undefined) throw new Error('The stage is not open yet');
      return held.stage;
    },
  };
}

function contributorsOf(site: SandboxSite | undefined): string[] {
  return (site?.contributors ?? []).map(({ accountId }) => accountId);
}

function register({ sandbox }: Stage, domain: string): void {
  sandbox.state.registrations.set(domain, { domain, registrarName: 'OTHER', nameServers: ['ns1.registrar.example'] });
}

describe.concurrent('a workflow with faults, at 200 calls a minute', () => {
  const clients = useStage(1);
  const leavers = useStage(2);
  const customers = useStage(3);

  it('onboards 20 clients from a CSV file, each exactly once', async () => {
    const { stage } = clients;
    const { state, accountId } = stage.sandbox;
    const [folder] = [...state.folders.values()].filter((one) => one.accountId === accountId);
    const role = [...state.roles.values()].find(({ title }) => title === 'Client Designer');
    const rows = Array.from({ length: 20 }, (_, n) => ({
      client: `workflow-client-${n}`,
      folder: folder?.name ?? '',
      domain: `workflow-client-${n}.com`,
      email: `owner-${n}@client.example`,
      role: role?.title ?? '',
      plan: catalog.yearlyPlan.id,
      country: 'NO',
    }));
    for (const { domain } of rows) register(stage, domain);
    const known = {
      sites: state.sites.size,
      domains: state.domains.size,
      packages: state.packages.size,
      invites: state.siteInvites.size,
    };
    const wasInvited = (client: string) =>
      [...state.siteInvites.values()].some(({ siteId }) => state.sites.get(siteId)?.displayName === client);
    await untilDone(stage, 'onboard-clients', rows, 30, wasInvited);
    expect([state.sites.size, state.domains.size, state.packages.size, state.siteInvites.size]).toEqual([
      known.sites + 20,
      known.domains + 20,
      known.packages + 20,
      known.invites + 20,
    ]);
    for (const { client, domain, email } of rows) {
      const [site, ...others] = [...state.sites.values()].filter(({ displayName }) => displayName === client);
      expect([client, others, site?.published, site?.premium, site?.folderId]).toEqual([
        client,
        [],
        true,
        true,
        folder?.id,
      ]);
      expect([domain, state.domains.get(domain)?.assignment]).toMatchObject([
        domain,
        { siteId: site?.id, type: 'PRIMARY' },
      ]);
      const invites = [...state.siteInvites.values()].filter(({ siteId }) => siteId === site?.id);
      expect(invites.map((invite) => invite.email)).toEqual([email]);
    }
  });

  it('reviews access, and removes whom the CSV file lists and nobody else', async () => {
    const { stage } = leavers;
    const { state, accountId } = stage.sandbox;
    const members = [...state.teamMembers.values()].filter((one) => one.accountId === accountId);
    const owner = state.accounts.get(accountId)?.ownerUserId;
    const going = members.filter(({ userId }) => userId !== owner).slice(3, 13);
    const own = [...state.sites.values()].filter(
      (site) => site.accountId === accountId && site.trashedDate === undefined,
    );
    const outsiders = [...new Set(own.flatMap(contributorsOf))].slice(0, 2);
    const rows = [
      ...going.map(({ email }) => ({ who: email, kind: 'member' })),
      ...outsiders.map((who) => ({ who, kind: 'outsider' })),
    ];
    const others = own.map((site) => [site.id, contributorsOf(site).filter((one) => !outsiders.includes(one))]);
    await untilDone(stage, 'offboard', rows, 1);
    const left = [...state.teamMembers.values()].filter((one) => one.accountId === accountId);
    expect(new Set(left.map(({ userId }) => userId))).toEqual(
      new Set(members.filter((one) => !going.includes(one)).map(({ userId }) => userId)),
    );
    expect(own.map(({ id }) => [id, contributorsOf(state.sites.get(id))])).toEqual(others);
  });

  it('creates 30 customers of a reseller, each exactly once', async () => {
    const { stage } = customers;
    const { state, accountId } = stage.sandbox;
    const rows = Array.from({ length: 30 }, (_, n) => ({
      customer: `customer-${n}`,
      email: `customer-${n}@reseller.example`,
      firstName: 'Nia',
      lastName: `Customer${n}`,
      site: `workflow-customer-${n}`,
      domain: `workflow-customer-${n}.com`,
      plan: catalog.yearlyPlan.id,
      country: 'NO',
    }));
    for (const { domain } of rows) register(stage, domain);
    const known = {
      accounts: state.accounts.size,
      sites: state.sites.size,
      domains: state.domains.size,
      packages: state.packages.size,
    };
    await untilDone(stage, 'onboard-customers', rows, 40);
    expect([state.accounts.size, state.sites.size, state.domains.size, state.packages.size]).toEqual([
      known.accounts + 30,
      known.sites + 30,
      known.domains + 30,
      known.packages + 30,
    ]);
    for (const { site: name, domain } of rows) {
      const [site, ...others] = [...state.sites.values()].filter(({ displayName }) => displayName === name);
      expect([name, others, site?.premium]).toEqual([name, [], true]);
      expect(state.accounts.get(site?.accountId ?? '')?.parentAccountId).toBe(accountId);
      expect([domain, state.domains.get(domain)?.accountId, state.domains.get(domain)?.assignment?.siteId]).toEqual([
        domain,
        site?.accountId,
        site?.id,
      ]);
    }
  });
});
