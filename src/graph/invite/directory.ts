import { fold } from '../../directory/fold.ts';
import type { Found, RecordType } from '../../directory/record.ts';
import { sortableTime } from '../directory/pages.ts';
import type { AccountInvite } from './model.ts';

export function inviteRecord(invite: AccountInvite): Found {
  return { type: 'AccountInvite', id: invite.id, value: invite };
}

export const inviteType: RecordType = {
  type: 'AccountInvite',
  texts: (value) => {
    const { email } = value as AccountInvite;
    return { name: email ?? '', emails: email === null ? [] : [email] };
  },
  orders: {
    CREATED_AT: (value) => sortableTime((value as AccountInvite).createdAt),
    EXPIRES_AT: (value) => sortableTime((value as AccountInvite).expiresAt),
    EMAIL: (value) => fold((value as AccountInvite).email ?? ''),
  },
  version: (value) => sortableTime((value as AccountInvite).updatedAt),
  secrets: new Set(['acceptUrl']),
};
