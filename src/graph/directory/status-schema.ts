import type { Missing, Status } from '../../directory/view.ts';
import { type AccountHandle, AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import type { Opened } from './open.ts';

/** Facts about the directory as shown to a caller; null where it is off. */
export type ShownStatus = (Status & { readonly calls: number }) | null;

/** Returns the current status of what was opened. */
export function statusOf(opened: Opened): ShownStatus {
  return { ...opened.status(opened.types), calls: opened.calls };
}

const DirectoryStateRef = builder.enumType('DirectoryState', {
  description: 'The state of the directory for an account and its child accounts.',
  values: {
    OFF: { description: 'The directory is off on this server.' },
    CRAWLING: { description: 'Lists are still being read for the first time. What has been read is shown already.' },
    READY: { description: 'Every list was read to its end.' },
    INCOMPLETE: { description: 'Some lists could not be read. See `missing`.' },
  } as const,
});

const DirectoryListRef = builder.enumType('DirectoryList', {
  description: 'A list of an account that the directory reads.',
  values: {
    CHILD_ACCOUNTS: { value: 'childAccounts', description: 'The ids of its child accounts.' },
    SITES: { value: 'sites', description: 'Its sites, of every kind.' },
    DOMAINS: { value: 'domains', description: 'Its connected domains.' },
    TEAM: { value: 'team', description: 'The members of its team, and the invites to it.' },
    FOLDERS: { value: 'folders', description: 'Its folders.' },
    ACCOUNT: { value: 'account', description: 'Its own properties, such as its name.' },
  } as const,
});

/** The names in the graph of the reasons for which a list is missing. */
const reasons = {
  pending: 'PENDING',
  forbidden: 'FORBIDDEN',
  unauthenticated: 'UNAUTHENTICATED',
  rateLimited: 'RATE_LIMITED',
  tooLarge: 'TOO_LARGE',
  tooSlow: 'TOO_SLOW',
  unconfirmed: 'UNCONFIRMED',
  invalidResponse: 'INVALID_RESPONSE',
  listChanged: 'LIST_CHANGED',
} as const;

type Reason = (typeof reasons)[keyof typeof reasons] | 'UNAVAILABLE';

const DirectoryGapReasonRef = builder.enumType('DirectoryGapReason', {
  description: 'The reason why the directory lacks a list, or can not vouch for it.',
  values: {
    PENDING: { description: 'It is read for the first time.' },
    FORBIDDEN: { description: 'Wix denies access to it. Its records are hidden.' },
    UNAUTHENTICATED: { description: 'Wix rejects the API key. The directory is empty.' },
    RATE_LIMITED: { description: 'Wix reported too many calls. It is read again later.' },
    UNAVAILABLE: { description: 'Wix could not be reached, or failed. It is read again later.' },
    TOO_LARGE: { description: 'The directory holds as many records as it may (DIRECTORY_MAX_RECORDS).' },
    TOO_SLOW: { description: 'Reading it took too long to tell which records are gone.' },
    UNCONFIRMED: { description: 'Records that it lacks could not be confirmed to be gone, and are still shown.' },
    INVALID_RESPONSE: { description: 'Wix sent a response that this graph cannot read.' },
    LIST_CHANGED: { description: 'It changed too much while it was read.' },
  } as const,
});

const DirectoryGapRef = builder.objectRef<Missing>('DirectoryGap').implement({
  description: 'A list of an account that is not in the directory, or not whole.',
  fields: (t) => ({
    account: t.field({
      type: AccountRef,
      description: 'The account whose list it is.',
      resolve: ({ accountId }): AccountHandle => ({ id: accountId }),
    }),
    list: t.field({
      type: DirectoryListRef,
      description: 'The list.',
      resolve: ({ list }) => list as 'sites',
    }),
    reason: t.field({
      type: DirectoryGapReasonRef,
      description: 'The reason.',
      resolve: ({ reason }): Reason =>
        Object.hasOwn(reasons, reason) ? reasons[reason as keyof typeof reasons] : 'UNAVAILABLE',
    }),
    since: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The time since which this is known. Null if the list has not been read yet.',
      resolve: ({ since }) => (since === null ? null : new Date(since).toISOString()),
    }),
  }),
});

/** The most gaps that a status lists. */
const maxGaps = 100;

export const DirectoryStatusRef = builder.objectRef<{ readonly status: ShownStatus }>('DirectoryStatus').implement({
  description:
    'The completeness and age of the directory for an account and its child accounts, as far as the caller may see them. The ' +
    'directory is a copy that is read in the background: it answers without REST calls, and is never live.',
  fields: (t) => ({
    state: t.field({
      type: DirectoryStateRef,
      description: 'The state.',
      resolve: ({ status }) => {
        if (status === null) return 'OFF';
        return status.isComplete ? 'READY' : status.isFirstCrawl ? 'CRAWLING' : 'INCOMPLETE';
      },
    }),
    asOf: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The time at which the oldest of the lists was read. Null if none has been read yet.',
      resolve: ({ status }) => (status?.asOf == null ? null : new Date(status.asOf).toISOString()),
    }),
    isComplete: t.boolean({
      description: 'Whether every list was read to its end. Otherwise, what is not found may exist.',
      resolve: ({ status }) => status?.isComplete === true,
    }),
    missing: t.field({
      type: [DirectoryGapRef],
      description: 'The lists that are not whole, up to 100: those that failed first, those that are pending last.',
      resolve: ({ status }) => {
        const gaps = status?.missing ?? [];
        const isPending = ({ reason }: Missing) => Number(reason === 'pending');
        return [...gaps].sort((one, other) => isPending(one) - isPending(other)).slice(0, maxGaps);
      },
    }),
    missingCount: t.int({
      description: 'The number of lists that are not whole.',
      resolve: ({ status }) => status?.missing.length ?? 0,
    }),
    listsDone: t.int({
      description: 'The number of lists that were read, successfully or not. The first crawl is over once all are.',
      resolve: ({ status }) => status?.listsDone ?? 0,
    }),
    listsTotal: t.int({
      description: 'The number of lists that are known to exist. Grows while child accounts are found.',
      resolve: ({ status }) => status?.lists ?? 0,
    }),
    records: t.int({
      description: 'The number of records in these lists.',
      resolve: ({ status }) => status?.records ?? 0,
    }),
    calls: t.int({
      description: 'The number of REST calls that have read the directory of this API key, for all accounts.',
      resolve: ({ status }) => status?.calls ?? 0,
    }),
  }),
});

/** Options of the field that shows the status behind a list. */
export const statusField = {
  type: DirectoryStatusRef,
  description: 'The completeness and age of what this list is taken from.',
} as const;
