import { text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { getRolesInfo, type WixRole } from './rest.ts';

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

/** Maps Wix's role to ours. Throws a {@link WixError} `invalidResponse` for one without an id, which could not be given to anybody. */
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
