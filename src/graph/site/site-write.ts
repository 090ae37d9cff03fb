import { guidInput } from '../../lib/guid-input.ts';
import { ownerOf } from '../account/owner-argument.ts';
import type { GraphContext } from '../context.ts';
import type { PlannedChange } from '../write/dry-run.ts';
import type { WriteInput } from '../write/run-write.ts';
import type { UserError } from '../write/user-error.ts';
import { siteById } from './loader.ts';
import type { Site } from './model.ts';

/** Identifies the site of a write, to load it for the payload. */
export interface SiteAt {
  readonly accountId: string;
  readonly siteId: string;
}

/** Input of a write to one site. */
export interface SiteWriteInput extends WriteInput {
  readonly siteId: string;
  readonly accountId?: string | null | undefined;
}

/** Describes `siteId` of an input. */
export const siteField = { required: true, description: "The site's GUID." } as const;

/**
 * Returns the site that an input identifies, which is at a dotted path below `input`. Throws an InputError if `siteId`
 * is not a GUID.
 */
export function siteAt(context: GraphContext, input: SiteWriteInput, field = ''): SiteAt {
  return {
    accountId: ownerOf(context, input.accountId),
    siteId: guidInput(fieldBelow(field, 'siteId'), input.siteId, 'a site'),
  };
}

/** Returns the dotted path of a field of an object. The path of the input itself is empty. */
export function fieldBelow(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}

/** Returns the lane of a site's writes, which never interleave. */
export function siteLane({ accountId, siteId }: SiteAt): readonly string[] {
  return [accountId, 'site', siteId];
}

/** Returns the current site for the payload; null if there is none or Wix does not list it. */
export function loadSite(context: GraphContext, at: SiteAt | null): Promise<Site | null> | null {
  return at === null ? null : siteById(context, at.accountId).load(at.siteId);
}

/** Describes a change of one field of a site. */
export function siteChange(
  id: string,
  field: string,
  before: string | null,
  after: string | null,
  summary: string,
): PlannedChange {
  return { type: 'Site', id, field, before, after, summary };
}

function noSite(path: readonly string[]): UserError {
  return { code: 'NOT_FOUND', message: 'The account has no site with this id.', path, upstreamCode: null };
}

/** Returns the problem of a write that needs a site of the account outside the trash; at most one. */
export function siteProblems(site: Site | null, path: readonly string[]): UserError[] {
  if (site === null) return [noSite(path)];
  return site.trashedAt === null ? [] : [inTrash(path)];
}

function inTrash(path: readonly string[]): UserError {
  return { code: 'FAILED_PRECONDITION', message: 'The site is in the trash.', path, upstreamCode: null };
}
