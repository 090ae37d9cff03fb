import { perOperation } from '../../lib/memo.ts';
import { answeredList, object } from '../../lib/read.ts';
import type { GraphContext } from '../context.ts';
import { type Role, toRole } from './model.ts';
import { getRolesInfo } from './rest.ts';

/** The language of Wix's role titles if none is requested. */
export const defaultLocale = 'en';

/**
 * All roles of an account, predefined ones first, in Wix's order: one Get Roles Info per account, language and
 * operation.
 */
export const rolesOfAccount = perOperation(
  async (context: GraphContext, accountId: string, locale: string): Promise<readonly Role[]> => {
    const query = locale === defaultLocale ? {} : { locale };
    const answer = await context.wix.call(getRolesInfo, { accountId, query });
    const { predefinedRoles, customRoles } = answer;
    return [
      ...answeredList(predefinedRoles, getRolesInfo).map((raw) => toRole(object(raw), accountId, false)),
      ...answeredList(customRoles, getRolesInfo).map((raw) => toRole(object(raw), accountId, true)),
    ];
  },
);

/** The roles of an account by Wix's id, with their texts in a language. */
export const rolesInLanguage = perOperation(async (context: GraphContext, accountId: string, locale: string) => {
  const roles = await rolesOfAccount(context, accountId, locale);
  return new Map(roles.map((role) => [role.id, role]));
});

/** The roles of an account by Wix's id. */
export function rolesById(context: GraphContext, accountId: string): Promise<ReadonlyMap<string, Role>> {
  return rolesInLanguage(context, accountId, defaultLocale);
}
