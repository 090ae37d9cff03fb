import { builder } from '../builder.ts';
import { UserErrorRef } from '../write/user-error.ts';
import type { AppliedChange } from './apply-changes.ts';
import { DnsRecordRef } from './schema.ts';

export const DnsChangeRef = builder.objectRef<AppliedChange>('DnsRecordChange').implement({
  description: 'A change to the DNS records of one type at one host, with its result.',
  fields: (t) => ({
    before: t.expose('before', {
      type: DnsRecordRef,
      nullable: true,
      description: 'The records before the change. Null if they are new.',
    }),
    after: t.expose('after', {
      type: DnsRecordRef,
      nullable: true,
      description:
        'The records after the change. Null if they are removed. `ttlSeconds` is null if Wix chooses the TTL.',
    }),
    error: t.expose('error', {
      type: UserErrorRef,
      nullable: true,
      description: 'The reason why the change was not applied. Null if it was.',
    }),
  }),
});
