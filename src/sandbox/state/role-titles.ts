import { roleIds, type SandboxRole } from './role.ts';

/**
 * Titles of the predefined roles by language. Wix documents the English ones only: the others are the sandbox's own, so that
 * a client can be seen to ask for a language.
 */
const titles: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: {
    [roleIds.owner]: 'Inhaber',
    [roleIds.accountAdmin]: 'Konto-Admin (Mitinhaber)',
    [roleIds.siteAdmin]: 'Admin (Mitinhaber)',
  },
  es: {
    [roleIds.owner]: 'Propietario',
    [roleIds.accountAdmin]: 'Administrador de la cuenta (copropietario)',
    [roleIds.siteAdmin]: 'Administrador (copropietario)',
  },
  fr: {
    [roleIds.owner]: 'Propriétaire',
    [roleIds.accountAdmin]: 'Administrateur du compte (copropriétaire)',
    [roleIds.siteAdmin]: 'Administrateur (copropriétaire)',
  },
  pt: {
    [roleIds.owner]: 'Proprietário',
    [roleIds.accountAdmin]: 'Administrador da conta (coproprietário)',
    [roleIds.siteAdmin]: 'Administrador (coproprietário)',
  },
  ja: {
    [roleIds.owner]: 'オーナー',
    [roleIds.accountAdmin]: 'アカウント管理者（共同オーナー）',
    [roleIds.siteAdmin]: '管理者（共同オーナー）',
  },
};

/** Returns the title of a role in a language; in English for others. Custom roles have the title that their account gave them. */
export function translatedTitle({ id, title, accountId }: SandboxRole, locale: string): string {
  if (accountId !== undefined) return title;
  return titles[locale.split('-')[0] ?? '']?.[id] ?? title;
}
