import { AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import { DomainRef } from '../domain/schema.ts';
import { FolderRef } from '../folder/schema.ts';
import { AccountInviteRef } from '../invite/schema.ts';
import { SiteRef } from '../site/schema.ts';
import { TeamMemberRef } from '../team/schema.ts';
import { typeOf } from './served.ts';

/** An object that the directory knows. */
export const DirectorySubjectRef = builder.unionType('DirectorySubject', {
  description:
    'An object that the directory knows. `id` is nullable in some of these types, so select it in several fragments under an alias ' +
    'for each type.',
  types: [SiteRef, DomainRef, TeamMemberRef, AccountInviteRef, FolderRef, AccountRef],
  resolveType: (value) => typeOf(value) as 'Site',
});

export const SubjectTypeRef = builder.enumType('DirectorySubjectType', {
  description: 'A type of objects in the directory.',
  values: {
    SITE: { value: 'Site', description: 'Sites.' },
    DOMAIN: { value: 'Domain', description: 'Connected domains.' },
    TEAM_MEMBER: { value: 'TeamMember', description: 'Members of teams.' },
    INVITE: { value: 'AccountInvite', description: 'Invites to teams, in every status.' },
    FOLDER: { value: 'Folder', description: 'Folders of sites.' },
    ACCOUNT: { value: 'Account', description: 'The account and its child accounts.' },
  } as const,
});
