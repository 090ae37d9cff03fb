import type { Change, ChangeKind, LogPosition } from '../../directory/change-log.ts';
import { differences } from '../../directory/record.ts';
import { decodeCursor, encodeCursor } from '../../lib/cursor.ts';
import { InputError } from '../../lib/input-error.ts';
import { type AccountHandle, AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import { checkedBy } from '../checked-arguments.ts';
import { personal } from '../federation/personal.ts';
import { objectId } from '../object-id.ts';
import type { TeamMember } from '../team/model.ts';
import { recordTypes } from './lists.ts';
import { type Opened, openDirectory, type SubjectType } from './open.ts';
import { accountBeside, served } from './served.ts';
import { statusField, statusOf } from './status-schema.ts';
import { DirectorySubjectRef, SubjectTypeRef } from './subject.ts';

interface ShownChange {
  readonly change: Change;
  readonly opened: Opened;
}

interface ChangePage {
  readonly opened: Opened;
  readonly changes: readonly Change[];
  readonly end: LogPosition;
  readonly hasMore: boolean;
}

interface FieldChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

const ChangeKindRef = builder.enumType('DirectoryChangeKind', {
  description: 'The kind of a change.',
  values: {
    FOUND: {
      value: 'found',
      description: 'The object was seen for the first time, in the first list of its account. It can be old.',
    },
    ADDED: { value: 'added', description: 'The object is new in its account.' },
    CHANGED: { value: 'changed', description: 'Fields of the object changed.' },
    REMOVED: { value: 'removed', description: 'The object is gone from its account.' },
  } as const,
});

const FieldChangeRef = builder.objectRef<FieldChange>('DirectoryFieldChange').implement({
  description: 'A field of an object before and after a change.',
  fields: (t) => ({
    name: t.exposeString('name', {
      description: 'The name of the field. Not all fields have this name in the graph.',
    }),
    before: t.exposeString('before', {
      ...personal('Can name or reach a person.'),
      nullable: true,
      description: 'The value before the change, as JSON. Null if the object is new.',
    }),
    after: t.exposeString('after', {
      ...personal('Can name or reach a person.'),
      nullable: true,
      description: 'The value after the change, as JSON. Null if the object is gone.',
    }),
  }),
});

const ChangeRef = builder.objectRef<ShownChange>('DirectoryChange').implement({
  description: 'A difference between two states of the directory.',
  fields: (t) => ({
    kind: t.field({
      type: ChangeKindRef,
      description: 'The kind of the change.',
      resolve: ({ change }): ChangeKind => change.kind,
    }),
    type: t.field({
      type: SubjectTypeRef,
      description: 'The type of the object.',
      resolve: ({ change }) => change.entry.type as SubjectType,
    }),
    subjectId: t.id({
      description: 'The `id` of the object, as its type returns it.',
      resolve: ({ change }) => idOf(change),
    }),
    account: t.field({
      type: AccountRef,
      description: 'The account that the object belongs to.',
      resolve: ({ change, opened }) =>
        accountBeside(served(opened.view, change.entry.type, change.entry.value), change.entry.accountId),
    }),
    noticedAt: t.field({
      type: 'DateTime',
      description: 'The time at which the directory noticed the change. It happened before.',
      resolve: ({ change }) => new Date(change.noticedAt).toISOString(),
    }),
    fields: t.field({
      type: [FieldChangeRef],
      description: 'The fields that differ. Empty for objects that were found, added or removed.',
      resolve: ({ change }) => fieldsOf(change),
    }),
    subject: t.field({
      type: DirectorySubjectRef,
      nullable: true,
      description: 'The object in its present state. Null if it is gone.',
      resolve: ({ change, opened }) => {
        const { type, accountId, id } = change.entry;
        const entry = opened.view.find(type, accountId, id);
        return entry === undefined ? null : (served(opened.view, type, entry.value) as AccountHandle);
      },
    }),
  }),
});

const ChangePageRef = builder.objectRef<ChangePage>('DirectoryChanges').implement({
  description: 'The changes after a moment, oldest first.',
  fields: (t) => ({
    changes: t.field({
      type: [ChangeRef],
      description: 'The changes, oldest first.',
      resolve: ({ changes, opened }) => changes.map((change) => ({ change, opened })),
    }),
    cursor: t.string({
      description: 'Opaque cursor of the moment after these changes. Pass it as `since` to get what follows.',
      resolve: ({ end, opened }) => encode(opened.accountId, end),
    }),
    hasMore: t.exposeBoolean('hasMore', { description: 'Whether more changes follow already.' }),
    directory: t.field({ ...statusField, resolve: ({ opened }) => ({ status: statusOf(opened) }) }),
  }),
});

/** The most changes of one page. */
const maxChanges = 1_000;

builder.objectField(AccountRef, 'changes', (t) =>
  t.field({
    directory: [],
    type: ChangePageRef,
    nullable: true,
    listSize: { slicingArguments: ['first'], sizedFields: ['changes'], requireOneSlicingArgument: false },
    description:
      'The changes that the directory noticed in this account and its child accounts, each once, with the fields before and ' +
      'after. Without `since`, returns no changes but the cursor of the present moment: read it before the lists ' +
      'that you copy. Costs no REST call. Fails with CURSOR_EXPIRED if the directory no longer knows all changes since ' +
      'the cursor, as after a restart: read the lists again.',
    args: {
      since: t.arg.string({
        required: false,
        description: 'Return the changes after this cursor, from `cursor` of an earlier response.',
      }),
      first: t.arg.int({
        required: false,
        defaultValue: 100,
        description: 'The number of changes to return, 1 to 1,000.',
      }),
    },
    ...checkedBy(pageSizeOf),
    resolve: async ({ id }, args, context): Promise<ChangePage> => {
      const first = pageSizeOf(args);
      const position = args.since == null ? null : decode(id, args.since);
      const opened = await openDirectory(context, id);
      if (position === null) return { opened, changes: [], end: opened.view.logEnd, hasMore: false };
      const found = opened.view.changesSince(position, first);
      if (found === null) {
        throw new InputError(
          'since',
          'The directory no longer knows all changes since this cursor. Read the lists again, with a new cursor.',
          'CURSOR_EXPIRED',
        );
      }
      return { opened, ...found };
    },
  }),
);

function pageSizeOf({ first }: { readonly first?: number | null | undefined }): number {
  const size = first ?? 100;
  if (size < 1 || size > maxChanges) throw new InputError('first', 'first must be between 1 and 1,000.');
  return size;
}

function scopeOf(accountId: string): string {
  return JSON.stringify(['Account.changes', accountId]);
}

function encode(accountId: string, { epoch, sequence }: LogPosition): string {
  return encodeCursor(scopeOf(accountId), { cursor: JSON.stringify([epoch, sequence]), read: [] });
}

function decode(accountId: string, since: string): LogPosition {
  const wrong = new InputError(
    'since',
    'This cursor is not one of the changes of this account. Use one that `cursor` returned.',
  );
  try {
    const position = decodeCursor(scopeOf(accountId), since);
    const [epoch, sequence]: unknown[] =
      'cursor' in position && position.cursor !== null ? JSON.parse(position.cursor) : [];
    if (typeof epoch === 'string' && typeof sequence === 'number') return { epoch, sequence };
  } catch (error) {
    if (error instanceof InputError && error.code === 'CURSOR_EXPIRED') {
      throw new InputError('since', error.message, 'CURSOR_EXPIRED');
    }
  }
  throw wrong;
}

/** Returns the `id` that the type of the object has in the graph. */
function idOf({ entry: { type, accountId, id, value } }: Change): string {
  if (type === 'Domain') return objectId('Domain', accountId, id);
  if (type === 'TeamMember') return objectId('TeamMember', accountId, (value as TeamMember).userId);
  return id;
}

const secrets = new Map(recordTypes.map(({ type, secrets = new Set<string>() }) => [type, secrets]));

function fieldsOf({ entry, before, after }: Change): FieldChange[] {
  if (before === null || after === null) return [];
  const names = differences(before, after).filter((name) => secrets.get(entry.type)?.has(name) !== true);
  const text = (value: object, name: string) => JSON.stringify((value as Record<string, unknown>)[name]) ?? null;
  return names.map((name) => ({ name, before: text(before, name), after: text(after, name) }));
}
