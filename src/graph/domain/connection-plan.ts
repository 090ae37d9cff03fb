import type { GraphContext } from '../context.ts';
import { siteById } from '../site/loader.ts';
import { siteProblems } from '../site/site-write.ts';
import type { Plan, PlannedChange } from '../write/dry-run.ts';
import type { UserError } from '../write/user-error.ts';
import { domainByName, domainsBySite } from './loader.ts';
import type { Domain } from './model.ts';
import { refusal } from './refusal.ts';
import { createConnectedDomain } from './rest.ts';

/** A requested connection, in the form of Wix's API. */
export interface DesiredConnection {
  readonly accountId: string;
  readonly name: string;
  /** Null for a subdomain. */
  readonly method: 'POINTING' | 'NAMESERVERS' | null;
  readonly site: { readonly id: string; readonly role: 'PRIMARY' | 'REDIRECT' } | null;
}

/** Returns the effects of connecting a domain. Makes up to three REST calls that read. */
export async function planConnection(context: GraphContext, desired: DesiredConnection): Promise<Plan> {
  const { accountId, name, site } = desired;
  const calls = [{ endpoint: createConnectedDomain, count: 1 }];
  const [known, assigned] = await Promise.all([
    domainByName(context, accountId).load(name),
    site === null ? unassigned : planAssignment(context, accountId, site),
  ]);
  if (known !== null) {
    const isSame = matchesDesired(known, desired);
    const conflict = refusal('CONFLICT', 'name', 'The domain is already connected with other settings.');
    return { changes: [], problems: isSame ? [] : [conflict], calls };
  }
  const created: PlannedChange = {
    type: 'Domain',
    id: null,
    field: null,
    before: null,
    after: name,
    summary: `${name} is connected to the account and ${assigned.effect}. It can take up to 48 hours to work.`,
  };
  return { changes: [created, ...assigned.changes], problems: assigned.problems, calls };
}

/**
 * Maximum number of redirects of a site
 * (dev.wix.com/docs/api-reference/account-level/domains/domain-assignments/introduction).
 */
const maxRedirects = 300;

interface Assignment {
  /** The effect on the domain, as part of a sentence. */
  readonly effect: string;
  readonly changes: readonly PlannedChange[];
  readonly problems: readonly UserError[];
}

const unassigned: Assignment = { effect: 'serves no site yet', changes: [], problems: [] };

/** Returns the effects of assigning a domain on the site and on the primary domain that it replaces. */
async function planAssignment(
  context: GraphContext,
  accountId: string,
  { id, role }: NonNullable<DesiredConnection['site']>,
): Promise<Assignment> {
  const [site, bySite] = await Promise.all([siteById(context, accountId).load(id), domainsBySite(context, accountId)]);
  if (site === null) {
    return { ...unassigned, problems: siteProblems(site, ['input', 'siteId']) };
  }
  const domains = bySite.get(id) ?? [];
  const redirects = domains.filter(({ assignment }) => assignment?.role === 'REDIRECT');
  const problems = [
    ...siteProblems(site, ['input', 'siteId']),
    ...(site.isPremium ? [] : [refusal('FAILED_PRECONDITION', 'siteId', 'The site has no Premium plan.')]),
    ...(role === 'REDIRECT' && redirects.length >= maxRedirects
      ? [refusal('FAILED_PRECONDITION', 'siteId', `The site already has ${maxRedirects} redirects, the maximum.`)]
      : []),
  ];
  const changes = domains
    .filter(({ assignment }) => role === 'PRIMARY' && assignment?.role === 'PRIMARY')
    .map((domain) => ({
      type: 'Domain',
      id: domain.name,
      field: 'assignment',
      before: `PRIMARY of ${id}`,
      after: null,
      summary: `${domain.name} no longer serves the site. It stays connected to the account.`,
    }));
  return { effect: `serves the site ${site.displayName} as ${role}`, changes, problems };
}

/**
 * Returns true if a domain is connected as requested. INFERRED: a redirect that is the first domain of its site can
 * become its primary domain, as it does with assignments.
 */
export function matchesDesired({ connectionMethod, assignment }: Domain, { method, site }: DesiredConnection): boolean {
  return (
    connectionMethod === (method ?? 'SUBDOMAIN') &&
    (assignment?.siteId ?? null) === (site?.id ?? null) &&
    (site?.role !== 'PRIMARY' || assignment?.role === 'PRIMARY')
  );
}
