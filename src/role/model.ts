import { text } from '../lib/read.ts';
import type { WixRole } from './rest.ts';

export type RoleLevel = 'ACCOUNT' | 'SITE';

/** What a person may do, by name. */
export interface Role {
  readonly accountId: string;
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly isCustom: boolean;
  /** Where the role may be given. Empty when Wix's restriction is one that this graph does not know. */
  readonly levels: readonly RoleLevel[];
}

/** Maps Wix's role to ours; null for one without an id, which could not be given to anybody. */
export function toRole(raw: WixRole, accountId: string, isCustom: boolean): Role | null {
  const id = text(raw.id);
  if (id === null) return null;
  return {
    accountId,
    id,
    title: text(raw.title) ?? '',
    description: text(raw.description),
    isCustom,
    levels: levelsOf(text(raw.restrictFromLevel)),
  };
}

/** Wix names the level at which a role may NOT be given. */
function levelsOf(restrictedFrom: string | null): readonly RoleLevel[] {
  switch (restrictedFrom) {
    case null:
    case 'NoRestriction':
      return ['ACCOUNT', 'SITE'];
    case 'Site':
      return ['ACCOUNT'];
    case 'Account':
      return ['SITE'];
    default:
      return [];
  }
}
