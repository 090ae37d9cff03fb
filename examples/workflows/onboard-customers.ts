import { readCommand, runAsProgram } from './command.ts';
import { connectDomain } from './domains.ts';
import { accepted, type Graph, present, type Refusal } from './graph.ts';
import { PremiumWait, sellPlan, yearlyPlan } from './premium.ts';
import { readRows } from './rows.ts';
import { createSite } from './sites.ts';
import { Workflow } from './workflow.ts';

const columns = ['customer', 'email', 'firstName', 'lastName', 'site', 'domain', 'plan', 'country'] as const;

const creation = `mutation Create($input: CreateChildAccountInput!) {
  createChildAccount(input: $input) { account { id } userErrors { code message } }
}`;

/** Creates the customers of a reseller: a child account each, with a site, a Premium plan for it, and a domain. */
async function onboard(args: readonly string[], print: (line: string) => void): Promise<number> {
  const command = readCommand('onboard-customers', args);
  const { csv, graph } = command;
  const rows = readRows(csv, 'customer', columns);
  const work = new Workflow({ ...command, name: 'onboard-customers', print });
  const premium = new PremiumWait(graph);
  await work.each(
    rows,
    ({ customer }) => customer,
    async ({ email, firstName, lastName, site, domain, plan, country }, step) => {
      const user = { email, firstName, lastName };
      const accountId = await step('create the account', { user }, (input, idempotencyKey) =>
        createAccount(graph, { ...input, idempotencyKey }),
      );
      const siteId = await step('create the site', { accountId, name: site }, (input, idempotencyKey) =>
        createSite(graph, { ...input, idempotencyKey }),
      );
      const products = [yearlyPlan({ catalogProductId: plan, countryCode: country }, siteId)];
      await step('sell the plan', { accountId, products }, (input, idempotencyKey) =>
        sellPlan(graph, { ...input, idempotencyKey }),
      );
      await step('wait for the plan', { siteId, accountId }, () => premium.until({ siteId, accountId }));
      const assignment = { siteId, assignAs: 'PRIMARY' };
      const connection = { accountId, name: domain, connectionMethod: 'POINTING', ...assignment };
      await step('connect the domain', connection, (input, idempotencyKey) =>
        connectDomain(graph, { ...input, idempotencyKey }),
      );
    },
  );
  return work.end();
}

async function createAccount(graph: Graph, input: object): Promise<string> {
  type Created = { createChildAccount: { account: { id: string } | null; userErrors: readonly Refusal[] } | null };
  const { createChildAccount } = await graph.ask<Created>(creation, { input });
  return present(accepted(createChildAccount).account, 'account').id;
}

await runAsProgram(onboard);
