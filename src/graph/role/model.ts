import { text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { getRolesInfo, type WixRole } from './rest.ts';

export type RoleLevel = 'ACCOUNT' | 'SITE';

/** A named set of permissions. */
export interface Role {
  readonly accountId: string;
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly isCustom: boolean;
  /** The levels at which the role can be assigned. Empty if this graph doesn't know Wix's restriction. */
  readonly levels: readonly RoleLevel[];
}

/**
 * Maps Wix's role to ours. Throws a {@link WixError} `invalidResponse` if it has no id, because it could not be
 * assigned.
 */
export function toRole(raw: WixRole, accountId: string, isCustom: boolean): Role {
  const id = text(raw.id);
  if (id === null) throw new WixError('invalidResponse', 'a role without an id', { endpoint: getRolesInfo.name });
  return {
    accountId,
    id,
    title: text(raw.title) ?? '',
    description: text(raw.description),
    isCustom,
    levels: levelsOf(text(raw.restrictFromLevel)),
  };
}

/** Maps Wix's restriction, which names the level at which a role can NOT be assigned. */
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
