import { readQuery, type SearchQuery } from '../../directory/search-query.ts';
import { InputError } from '../../lib/input-error.ts';
import { AccountRef } from '../account/schema.ts';
import { builder, connectionType, pageArgs } from '../builder.ts';
import { checkedBy } from '../checked-arguments.ts';
import { type DirectoryConnection, searchResults } from './connection.ts';
import { totalCount } from './list-fields.ts';
import { openDirectory, subjectTypes } from './open.ts';
import { DirectoryStatusRef, statusField, statusOf } from './status-schema.ts';
import { DirectorySubjectRef, SubjectTypeRef } from './subject.ts';

const SearchConnectionRef = connectionType<object>(DirectorySubjectRef as never, {
  name: 'DirectorySearch',
  description: 'A page of search results, best first.',
  totalCount: totalCount('results'),
});

builder.objectFields(SearchConnectionRef, (t) => ({
  directory: t.field({
    ...statusField,
    resolve: (connection) => ({ status: statusOf((connection as DirectoryConnection<object>).opened) }),
  }),
}));

builder.objectFields(AccountRef, (t) => ({
  directory: t.field({
    directory: [],
    type: DirectoryStatusRef,
    nullable: true,
    description:
      'The state of the directory for this account and its child accounts. Asking starts the first crawl. Costs no ' +
      'REST call by itself.',
    args: {
      refresh: t.arg.boolean({
        required: false,
        defaultValue: false,
        description: 'Whether to read all lists again now, in the background.',
      }),
    },
    resolve: async ({ id }, { refresh }, context) => {
      if (context.directory === null) return { status: null };
      const opened = await openDirectory(context, id);
      if (refresh === true) opened.refresh();
      return { status: statusOf(opened) };
    },
  }),
  search: t.field({
    directory: [],
    type: SearchConnectionRef,
    nullable: true,
    description:
      'Finds objects of this account and its child accounts by text, from the directory: sites by name and address, ' +
      'domains, people by name and e-mail address, folders and accounts. Every word must occur, in any of these texts or ' +
      "in the account's name; parts of words and words without their accents do too. If nothing matches, words with one " +
      'typing error do. The first question starts a crawl, and returns what is known so far: see `directory`. Costs ' +
      'no REST call.',
    args: {
      text: t.arg.string({ required: true, description: 'The text to search for, up to 100 characters and 8 words.' }),
      types: t.arg({
        type: [SubjectTypeRef],
        required: false,
        description: 'Return only objects of these types. Defaults to all types that the caller may see.',
      }),
      ...pageArgs(t.arg),
    },
    ...checkedBy(({ text }: { text: string }) => queryOf(text)),
    resolve: async ({ id }, args, context) => {
      const query = queryOf(args.text);
      const types = args.types ?? subjectTypes;
      return searchResults(await openDirectory(context, id, types), query, types, args);
    },
  }),
}));

function queryOf(text: string): SearchQuery {
  let query: SearchQuery | null;
  try {
    query = readQuery(text);
  } catch (error) {
    if (error instanceof RangeError) throw new InputError('text', `text ${error.message}. Use fewer words.`);
    throw error;
  }
  if (query === null) throw new InputError('text', 'text must contain something to search for.');
  return query;
}
