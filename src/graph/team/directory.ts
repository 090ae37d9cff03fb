import { fold } from '../../directory/fold.ts';
import type { Found, RecordType } from '../../directory/record.ts';
import { sortableTime } from '../directory/pages.ts';
import { memberKey } from './loader.ts';
import type { TeamMember } from './model.ts';

export function memberRecord(member: TeamMember): Found {
  return { type: 'TeamMember', id: memberKey(member), value: member };
}

/** Returns the name to sort and search a member by, or the e-mail address where there is none. */
function nameOf({ firstName, lastName, email }: TeamMember): string {
  const name = [firstName, lastName].filter((part) => part !== null).join(' ');
  return name === '' ? (email ?? '') : name;
}

export const memberType: RecordType = {
  type: 'TeamMember',
  texts: (value) => {
    const member = value as TeamMember;
    return { name: nameOf(member), emails: member.email === null ? [] : [member.email] };
  },
  orders: {
    NAME: (value) => fold(nameOf(value as TeamMember)),
    JOINED_AT: (value) => sortableTime((value as TeamMember).joinedAt),
  },
  version: () => null,
};
