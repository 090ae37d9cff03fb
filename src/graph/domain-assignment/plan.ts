import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { domainsBySite } from '../domain/loader.ts';
import type { Domain, DomainAssignment } from '../domain/model.ts';
import { refusal } from '../domain/refusal.ts';
import type { PlannedChange } from '../write/dry-run.ts';
import type { RecentWrite } from '../write/recent-writes.ts';
import type { Planned } from '../write/run-write.ts';
import { readAssignment } from './loader.ts';
import type { AssignmentRecord } from './model.ts';
import { deleteDomainAssignment, getDomainAssignment, setDomainAsPrimary } from './rest.ts';

/** The site that a domain serves before a write, and the site's other connected domains. */
export interface ServedSite {
  readonly siteId: string;
  readonly role: AssignmentRecord['role'];
  readonly siblings: readonly string[];
}

/** Returns what later reads of a domain should show of its assignment. */
export function assigned(name: string, to: Omit<DomainAssignment, 'roleRaw'> | null): RecentWrite {
  const assignment: DomainAssignment | null = to === null ? null : { ...to, roleRaw: to.role };
  return {
    type: 'Domain',
    id: name,
    did: 'change',
    fields: { assignment },
    isShownBy: (read) => {
      const shown = (read as Domain).assignment;
      const target = assignment?.redirectsTo ?? null;
      const isSame = shown?.siteId === assignment?.siteId && shown?.role === assignment?.role;
      return isSame && (shown?.redirectsTo ?? target) === target;
    },
  };
}

/** The error message for a domain that serves no site. */
export const servesNoSite = 'The account has no domain with this name that serves a site.';

/** Returns the effects of making a domain primary on that domain and on the site's other connected domains. */
export function planPrimary(context: GraphContext, accountId: string, name: string): Promise<Planned<ServedSite>> {
  return planWith(context, accountId, name, setDomainAsPrimary, (record, siblings) => {
    if (record.role === 'PRIMARY') return [];
    const summary = `${name} becomes the address of the site.`;
    const promoted = assignmentChange(
      name,
      `${record.role} of ${record.siteId}`,
      `PRIMARY of ${record.siteId}`,
      summary,
    );
    const others = siblings.map((sibling) => {
      const before = `${sibling.assignment?.role} of ${record.siteId}`;
      const target = sibling.assignment?.redirectsTo ?? null;
      return sibling.assignment?.role === 'PRIMARY'
        ? assignmentChange(
            sibling.name,
            before,
            `REDIRECT of ${record.siteId}`,
            `${sibling.name} is no longer the address of the site. It redirects visitors to ${name}.`,
          )
        : {
            ...assignmentChange(sibling.name, target, name, `${sibling.name} redirects visitors to ${name}.`),
            field: 'assignment.redirectsTo',
          };
    });
    return [promoted, ...others];
  });
}

/**
 * Returns the effects of unassigning a domain. With a primary domain, all connected domains of its site are unassigned.
 */
export function planUnassignment(context: GraphContext, accountId: string, name: string): Promise<Planned<ServedSite>> {
  return planWith(context, accountId, name, deleteDomainAssignment, (record, siblings) => {
    const before = `${record.role} of ${record.siteId}`;
    const own = assignmentChange(name, before, null, `${name} no longer serves the site. It stays in the account.`);
    if (record.role !== 'PRIMARY') return [own];
    const fallback: PlannedChange = {
      type: 'Site',
      id: record.siteId,
      field: 'primaryDomain',
      before: name,
      after: null,
      summary: 'The site falls back to its free Wix address.',
    };
    const others = siblings.map((sibling) =>
      assignmentChange(
        sibling.name,
        `${sibling.assignment?.role} of ${record.siteId}`,
        null,
        `${sibling.name} no longer serves the site either. Without a primary domain, a site has no redirects.`,
      ),
    );
    return [own, fallback, ...others];
  });
}

/**
 * Plans a change with the site's other domains. UNKNOWN: the name of the field with the site's id in an assignment.
 * Throws if the site is unknown, because the plan would omit its other domains.
 */
async function planWith(
  context: GraphContext,
  accountId: string,
  name: string,
  endpoint: AnyEndpoint,
  changesOf: (record: AssignmentRecord, siblings: readonly Domain[]) => readonly PlannedChange[],
): Promise<Planned<ServedSite>> {
  const calls = [{ endpoint, count: 1 }];
  const [record, bySite] = await Promise.all([
    readAssignment(context, accountId, name),
    domainsBySite(context, accountId),
  ]);
  if (record === null) {
    return { changes: [], problems: [refusal('NOT_FOUND', 'name', servesNoSite)], calls, facts: null };
  }
  const siteId = record.siteId ?? siteOf(bySite, name);
  if (siteId === null) {
    throw new WixError('invalidResponse', 'an assignment without a site', { endpoint: getDomainAssignment.name });
  }
  const siblings = (bySite.get(siteId) ?? []).filter((sibling) => sibling.name !== name);
  return {
    changes: changesOf({ ...record, siteId }, siblings),
    problems: [],
    calls,
    warnings: ['Domains registered through Wix are not listed: redirects among them change as well.'],
    facts: { siteId, role: record.role, siblings: siblings.map((sibling) => sibling.name) },
  };
}

function siteOf(bySite: ReadonlyMap<string, readonly Domain[]>, name: string): string | null {
  for (const [siteId, domains] of bySite) if (domains.some((domain) => domain.name === name)) return siteId;
  return null;
}

function assignmentChange(name: string, before: string | null, after: string | null, summary: string): PlannedChange {
  return { type: 'Domain', id: name, field: 'assignment', before, after, summary };
}
