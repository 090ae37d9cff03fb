import type { Call } from '../route.ts';
import { roleIds, type SandboxRole } from '../state/role.ts';
import type { SandboxState } from '../state/state.ts';

/**
 * A role that can be assigned and that Get Roles Info does not list, as roles of apps are. Its id is that of the docs' own samples. UNKNOWN:
 * its title, and the levels at which it can be assigned.
 */
const unlistedRole: SandboxRole = {
  id: roleIds.unlisted,
  title: '',
  description: '',
  restrictFromLevel: 'NoRestriction',
};

/** Returns the role that can be assigned in the account of a call; undefined if there is none with this id. */
export function assignableRole(state: SandboxState, call: Call, id: string): SandboxRole | undefined {
  if (id === unlistedRole.id && call.quirks.unlistedRoles === 'accept') return unlistedRole;
  const role = state.roles.get(id);
  return role === undefined || (role.accountId ?? call.accountId) === call.accountId ? role : undefined;
}
