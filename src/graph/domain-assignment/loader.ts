import DataLoader from 'dataloader';
import { perOperation } from '../../lib/memo.ts';
import { answeredList, object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { cursorSource, readAll } from '../../wix/paging.ts';
import type { GraphContext } from '../context.ts';
import { allDomains, domainsBySite } from '../domain/loader.ts';
import type { Domain } from '../domain/model.ts';
import type { Site } from '../site/model.ts';
import { type AssignmentRecord, toAssignmentRecord } from './model.ts';
import { getDomainAssignment, listDomainAssignments } from './rest.ts';

/**
 * Returns the assignment of a domain, with one Get Domain Assignment call. Returns null without a call for a domain
 * that serves no site.
 */
export async function assignmentOf(
  context: GraphContext,
  { accountId, name, assignment }: Domain,
): Promise<AssignmentRecord | null> {
  return assignment === null ? null : readAssignment(context, accountId, name);
}

/**
 * Returns the assignment of a domain, connected or registered through Wix; null if it serves no site of the account.
 */
export async function readAssignment(
  context: GraphContext,
  accountId: string,
  name: string,
): Promise<AssignmentRecord | null> {
  try {
    const answer = await context.wix.call(getDomainAssignment, { accountId, params: { domainAssignmentId: name } });
    const record = toAssignmentRecord(object(answer.domainAssignment), accountId, getDomainAssignment.name);
    if (record.domainName !== name) throw invalid(getDomainAssignment.name, 'returned another domain');
    return record;
  } catch (error) {
    if (error instanceof WixError && error.failure === 'notFound') return null;
    throw error;
  }
}

/**
 * Returns the domains that redirect to a site's primary domain, newest first, with one List Connected Domains call per
 * 100 domains of the account. With the feature `domainAssignments`, their names come from List Domain Assignments, with
 * one more call per page of up to 100 sites.
 */
export async function redirectsOf(context: GraphContext, { accountId, id }: Site): Promise<readonly Domain[]> {
  if (!context.features.domainAssignments) {
    const domains = (await domainsBySite(context, accountId)).get(id) ?? [];
    return domains.filter(({ assignment }) => assignment?.role === 'REDIRECT');
  }
  const [names, domains] = await Promise.all([
    redirectNames(context, accountId).load(id),
    allDomains(context, accountId),
  ]);
  return domains.filter(({ name }) => names.has(name));
}

/** The number of site ids in one call. UNKNOWN: the maximum; 100 is that of Wix's other lists. */
const sitesPerCall = 100;

const redirectNames = perOperation(
  (context: GraphContext, accountId: string) =>
    new DataLoader<string, ReadonlySet<string>>(
      async (siteIds) => {
        const records = await readAssignments(context, accountId, siteIds);
        return siteIds.map((siteId) => {
          const redirects = records.filter((record) => record.siteId === siteId && record.role === 'REDIRECT');
          return new Set(redirects.map(({ domainName }) => domainName));
        });
      },
      { maxBatchSize: sitesPerCall },
    ),
);

async function readAssignments(context: GraphContext, accountId: string, siteIds: readonly string[]) {
  const source = cursorSource(
    sitesPerCall,
    async (cursor) => {
      const query = cursor === null ? { siteIds } : { siteIds, paging: { cursor } };
      const answer = await context.wix.call(listDomainAssignments, { accountId, query });
      const items = answeredList(answer.domainAssignments, listDomainAssignments).map((raw) =>
        toAssignmentRecord(object(raw), accountId, listDomainAssignments.name),
      );
      const metadata = object(answer.pagingMetadata);
      return { items, cursors: metadata['cursors'], hasNext: metadata['hasNext'] };
    },
    ({ domainName }) => domainName,
  );
  const records = await readAll(listDomainAssignments.name, source);
  await checkAssignments(context, accountId, siteIds, records);
  return records;
}

/**
 * Throws if the guessed names of fields prove wrong: an assignment is for a site that was not requested, or there are
 * none although the connected domains have some. No result is better than a wrong one.
 */
async function checkAssignments(
  context: GraphContext,
  accountId: string,
  siteIds: readonly string[],
  records: readonly AssignmentRecord[],
): Promise<void> {
  const asked: ReadonlySet<string | null> = new Set(siteIds);
  const isForeign = records.some(({ siteId }) => !asked.has(siteId));
  const bySite = await domainsBySite(context, accountId);
  const isEmpty = records.length === 0 && siteIds.some((siteId) => bySite.has(siteId));
  if (isForeign || isEmpty) throw invalid(listDomainAssignments.name, 'returned other sites than requested, or none');
}

function invalid(endpoint: string, message: string): WixError {
  return new WixError('invalidResponse', message, { endpoint });
}
