import { getDomain } from 'tldts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { availabilityOf } from '../domain-search/loader.ts';
import { siteById } from '../site/loader.ts';
import { siteProblems } from '../site/site-write.ts';
import type { PlannedChange } from '../write/dry-run.ts';
import type { Planned } from '../write/run-write.ts';
import type { UserError } from '../write/user-error.ts';
import { domainsBySite, readConnection } from './loader.ts';
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

/** The domains that a connection changes besides the connected one. */
export interface OtherDomains {
  /** The primary domain that it displaces. */
  readonly displaced: readonly string[];
  /** The redirects of the site, which lead to the new primary domain. */
  readonly redirects: readonly string[];
}

/**
 * Plans the connection of a domain. Makes up to four REST calls that read: Get Connected Domain, Check Domain
 * Availability, and with a site Query Sites and one List Connected Domains per 100 domains.
 */
export async function planConnection(
  context: GraphContext,
  desired: DesiredConnection,
): Promise<Planned<OtherDomains>> {
  const { accountId, name, site } = desired;
  const calls = [{ endpoint: createConnectedDomain, count: 1 }];
  const [known, assigned, registration] = await Promise.all([
    readConnection(context, accountId, name),
    site === null ? unassigned : planAssignment(context, accountId, site),
    registrationProblems(context, name),
  ]);
  if (known === 'elsewhere') {
    const foreign = refusal('NOT_ALLOWED', 'name', 'The domain is connected to another Wix account.');
    return { changes: [], problems: [foreign, ...assigned.problems], calls, facts: null };
  }
  if (known !== null) {
    const isSame = matchesDesired(known, desired);
    const conflict = refusal(
      'CONFLICT',
      'name',
      'The domain is already connected with another method or other settings. Disconnect it first.',
    );
    const problems = isSame ? [] : [conflict];
    return { changes: [], problems, calls, facts: isSame ? { displaced: [], redirects: [] } : null };
  }
  const problems = [...registration.problems, ...assigned.problems];
  if (problems.length > 0) return { changes: [], problems, calls, facts: null };
  const created: PlannedChange = {
    type: 'Domain',
    id: null,
    field: null,
    before: null,
    after: name,
    summary: `${name} is connected to the account and ${assigned.effect}. It can take up to 48 hours to work.`,
  };
  return {
    changes: [created, ...recordsFor(desired), ...assigned.changes],
    problems,
    calls,
    warnings: [
      ...registration.warnings,
      'Wix rejects domains that are registered through Wix, which no API lists, and names that it reserves.',
    ],
    facts: { displaced: assigned.displaced, redirects: assigned.redirects },
  };
}

/** Returns the DNS records that Wix creates with the connection. */
function recordsFor({ name, method }: DesiredConnection): PlannedChange[] {
  if (method === 'NAMESERVERS') {
    const summary = `Wix hosts a new DNS zone for ${name}, with records of its own.`;
    return [{ type: 'DnsZone', id: null, field: null, before: null, after: name, summary }];
  }
  if (method !== null) return [];
  const summary = `Wix adds a CNAME record of ${name} if it hosts the zone of its root domain.`;
  return [{ type: 'DnsRecord', id: null, field: null, before: null, after: `CNAME ${name}`, summary }];
}

/** Names of Wix's own, which nobody can connect. */
const reserved: ReadonlySet<string> = new Set(['wix.com', 'wixsite.com']);

/** Returns the problems with a name that is not registered, or that Wix can't connect. */
async function registrationProblems(context: GraphContext, name: string) {
  const root = getDomain(name) ?? name;
  const unconnectable = refusal(
    'BAD_USER_INPUT',
    'name',
    "Wix can't connect this name. It is not registered, or Wix doesn't support it or its ending.",
  );
  if (reserved.has(root)) return { problems: [unconnectable], warnings: [] };
  const unchecked = { problems: [], warnings: ['Whether the name is registered cannot be checked.'] };
  // Below the suffix of a company, Wix checks the suffix.
  if (getDomain(name, { allowPrivateDomains: true }) !== root) return unchecked;
  try {
    const { isAvailable } = await availabilityOf(context, root);
    return { problems: isAvailable === true ? [unconnectable] : [], warnings: [] };
  } catch (error) {
    if (!(error instanceof WixError)) throw error;
    // Wix refuses to check names with an ending that it does not sell.
    if (error.failure === 'refused' || error.failure === 'forbidden') return unchecked;
    throw error;
  }
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
  readonly displaced: readonly string[];
  readonly redirects: readonly string[];
}

const unassigned: Assignment = {
  effect: 'serves no site yet',
  changes: [],
  problems: [],
  displaced: [],
  redirects: [],
};

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
  const isPrimary = role === 'PRIMARY';
  const primaries = domains.filter(({ assignment }) => isPrimary && assignment?.role === 'PRIMARY');
  const changes = primaries.map((domain) => ({
    type: 'Domain',
    id: domain.name,
    field: 'assignment',
    before: `PRIMARY of ${id}`,
    after: null,
    summary: `${domain.name} no longer serves the site. It stays connected to the account.`,
  }));
  return {
    effect: `serves the site ${site.displayName} as ${role}`,
    changes,
    problems,
    displaced: primaries.map(({ name }) => name),
    redirects: isPrimary ? redirects.map(({ name }) => name) : [],
  };
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
