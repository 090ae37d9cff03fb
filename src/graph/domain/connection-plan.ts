import type { GraphContext } from '../context.ts';
import { siteById } from '../site/loader.ts';
import { siteProblems } from '../site/site-write.ts';
import type { Plan, PlannedChange } from '../write/dry-run.ts';
import type { UserError } from '../write/user-error.ts';
import { domainByName, domainsBySite } from './loader.ts';
import type { Domain } from './model.ts';
import { refusal } from './refusal.ts';
import { createConnectedDomain } from './rest.ts';

/** A connection that is asked for, as Wix takes it. */
export interface ConnectionWish {
  readonly accountId: string;
  readonly name: string;
  /** Null for a subdomain. */
  readonly method: 'POINTING' | 'NAMESERVERS' | null;
  readonly site: { readonly id: string; readonly role: 'PRIMARY' | 'REDIRECT' } | null;
}

/** What connecting would do: up to three REST calls that read. */
export async function planConnection(context: GraphContext, wish: ConnectionWish): Promise<Plan> {
  const { accountId, name, site } = wish;
  const calls = [{ endpoint: createConnectedDomain, count: 1 }];
  const [known, assigned] = await Promise.all([
    domainByName(context, accountId).load(name),
    site === null ? unassigned : planAssignment(context, accountId, site),
  ]);
  if (known !== null) {
    const isSame = isAsWished(known, wish);
    const conflict = refusal('CONFLICT', 'name', 'The domain is connected already, with other settings.');
    return { changes: [], problems: isSame ? [] : [conflict], calls };
  }
  const created: PlannedChange = {
    type: 'Domain',
    id: null,
    field: null,
    before: null,
    after: name,
    summary: `${name} is connected to the account and ${assigned.effect}. It can take 48 hours to work.`,
  };
  return { changes: [created, ...assigned.changes], problems: assigned.problems, calls };
}

/** How many redirects a site can have (dev.wix.com/docs/api-reference/account-level/domains/domain-assignments/introduction). */
const maxRedirects = 300;

interface Assignment {
  /** What becomes of the domain, as a part of a sentence. */
  readonly effect: string;
  readonly changes: readonly PlannedChange[];
  readonly problems: readonly UserError[];
}

const unassigned: Assignment = { effect: 'serves no site yet', changes: [], problems: [] };

/** What assigning a domain does to the site and to the domain that it takes the place of. */
async function planAssignment(
  context: GraphContext,
  accountId: string,
  { id, role }: NonNullable<ConnectionWish['site']>,
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
      ? [
          refusal(
            'FAILED_PRECONDITION',
            'siteId',
            `The site has ${maxRedirects} redirects, which is the most it can have.`,
          ),
        ]
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
 * True if a domain is connected as asked for. INFERRED: a redirect that is the first domain of its site may become the primary
 * one, as it does with assignments.
 */
export function isAsWished({ connectionMethod, assignment }: Domain, { method, site }: ConnectionWish): boolean {
  return (
    connectionMethod === (method ?? 'SUBDOMAIN') &&
    (assignment?.siteId ?? null) === (site?.id ?? null) &&
    (site?.role !== 'PRIMARY' || assignment?.role === 'PRIMARY')
  );
}
