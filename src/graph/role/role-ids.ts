import { InputError } from '../../lib/input-error.ts';
import { isValue } from '../../wix/values.ts';

/** Checks the ids of roles in the filter of a list. Throws an {@link InputError} at `field` for a malformed one. */
export function checkRoleIds(field: string, roleIds: readonly string[] | null | undefined): void {
  if (roleIds?.some((roleId) => !isValue('decimalId', roleId))) {
    throw new InputError(field, `${field} must contain role ids: decimal strings, each the roleId of a role.`);
  }
}
