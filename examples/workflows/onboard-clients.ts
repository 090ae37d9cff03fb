import { readCommand, runAsProgram } from './command.ts';
import { connectDomain } from './domains.ts';
import { accepted, type Graph, ItemsRefused, type Refusal, Refused } from './graph.ts';
import { PremiumWait, sellPlan, yearlyPlan } from './premium.ts';
import { readRows } from './rows.ts';
import { createSite } from './sites.ts';
import { Workflow } from './workflow.ts';

const columns = ['client', 'folder', 'domain', 'email', 'role', 'plan', 'country'] as const;

const facts = `query Facts {
  account { folders { id name } roles(assignableTo: SITE) { roleId title } }
}`;

const invitation = `mutation Invite($input: InviteSiteContributorsInput!) {
  inviteSiteContributors(input: $input) { results { email error { code message } } userErrors { code message } }
}`;

const publication = `mutation Publish($input: PublishSiteInput!) {
  publishSite(input: $input) { userErrors { code message } }
}`;

interface Facts {
  readonly account: {
    readonly folders: readonly { readonly id: string; readonly name: string }[] | null;
    readonly roles: readonly { readonly roleId: string; readonly title: string }[] | null;
  };
}

/**
 * Onboards clients: a site in their folder, a Premium plan, their domain, an invite and the publication. The plan comes before the domain,
 * because Wix connects domains to Premium sites alone, and the invite after it, so that nobody is invited to a site without its domain.
 */
async function onboard(args: readonly string[], print: (line: string) => void): Promise<number> {
  const command = readCommand('onboard-clients', args);
  const { csv, graph } = command;
  const rows = readRows(csv, 'client', columns);
  const { account } = await graph.ask<Facts>(facts);
  const folders = new Map((account.folders ?? []).map(({ id, name }) => [name, id]));
  const roles = new Map((account.roles ?? []).map(({ roleId, title }) => [title, roleId]));
  const work = new Workflow({ ...command, name: 'onboard-clients', print });
  const premium = new PremiumWait(graph);
  await work.each(
    rows,
    ({ client }) => client,
    async ({ client, folder, domain, email, role, plan, country }, step) => {
      const place = { name: client, folderId: known(folders, folder, 'folder') };
      const roleIds = [known(roles, role, 'role')];
      const siteId = await step('create the site', place, (input, idempotencyKey) =>
        createSite(graph, { ...input, idempotencyKey }),
      );
      const products = [yearlyPlan({ catalogProductId: plan, countryCode: country }, siteId)];
      await step('sell the plan', { products }, (input, idempotencyKey) =>
        sellPlan(graph, { ...input, idempotencyKey }),
      );
      await step('wait for the plan', { siteId }, () => premium.until({ siteId }));
      const connection = { name: domain, connectionMethod: 'POINTING', siteId, assignAs: 'PRIMARY' };
      await step('connect the domain', connection, (input, idempotencyKey) =>
        connectDomain(graph, { ...input, idempotencyKey }),
      );
      await step('invite the client', { siteId, emails: [email], roleIds }, (input, idempotencyKey) =>
        invite(graph, { ...input, idempotencyKey }),
      );
      await step('publish the site', { siteId }, (input, idempotencyKey) =>
        publish(graph, { ...input, idempotencyKey }),
      );
    },
  );
  return work.end();
}

async function publish(graph: Graph, input: object): Promise<null> {
  type Published = { publishSite: { userErrors: readonly Refusal[] } | null };
  accepted((await graph.ask<Published>(publication, { input })).publishSite);
  return null;
}

async function invite(graph: Graph, input: object): Promise<null> {
  interface Invited {
    readonly inviteSiteContributors: {
      readonly results: readonly { readonly email: string; readonly error: Refusal | null }[] | null;
      readonly userErrors: readonly Refusal[];
    } | null;
  }
  const { results } = accepted((await graph.ask<Invited>(invitation, { input })).inviteSiteContributors);
  const failed = (results ?? []).flatMap(({ email, error }) => (error === null ? [] : [`${email}: ${error.message}`]));
  if (failed.length > 0) throw new ItemsRefused(failed.join(' '));
  return null;
}

function known(ids: ReadonlyMap<string, string>, name: string, noun: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Refused(`The account has no ${noun} "${name}". Correct the CSV file.`);
  return id;
}

await runAsProgram(onboard);
