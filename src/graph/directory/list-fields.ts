import type { ObjectRef } from '@pothos/core';
import { guidInputs } from '../../lib/guid-input.ts';
import type { InputError } from '../../lib/input-error.ts';
import { builder, type Types } from '../builder.ts';
import type { Connection } from '../connection.ts';
import type { DirectoryConnection, Facet } from './connection.ts';
import { statusField, statusOf } from './status-schema.ts';

/** Describes the count of a list of the directory. */
export function totalCount(nouns: string): string {
  return `The number of ${nouns} in the whole list. Costs no REST call.`;
}

export const accountIdsField = {
  required: false,
  description: "Only objects of these accounts. Ids of accounts that aren't in the tree are ignored.",
} as const;

/** The arguments of a list of several accounts. */
export interface AccountsArgs {
  readonly filter?: { readonly accountIds?: readonly string[] | null | undefined } | null | undefined;
}

/** Returns the ids of the accounts that a list is limited to; null for all. Throws an {@link InputError} for an id that is not a GUID. */
export function accountsOf({ filter }: AccountsArgs): readonly string[] | null {
  return filter?.accountIds == null ? null : guidInputs('filter.accountIds', filter.accountIds, 'an account');
}

export const orderField = { required: true, description: 'The field to order by.' } as const;

export const direction = { required: false, defaultValue: 'ASC', description: 'The direction of the order.' } as const;

/** Describes the order of a list of the directory. */
export function orderDescription(byDefault: string): string {
  return (
    `The order of the list. Sorted ${byDefault} by default. An item that keeps its sort key appears exactly once over all pages, ` +
    'whatever changes meanwhile; one whose key changes may appear twice or not at all.'
  );
}

const FacetRef = builder.objectRef<Facet>('DirectoryFacet').implement({
  description: 'The number of items in a list that have a value.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name of the field. For `account`, the values are ids.' }),
    value: t.exposeString('value', { description: 'The value as text.' }),
    count: t.exposeInt('count', { description: 'The number of items with the value.' }),
  }),
});

/** Adds to a connection of the directory what it knows beside the page. */
export function withStatus<T>(ref: ObjectRef<Types, Connection<T>>): void {
  builder.objectFields(ref, (t) => ({
    directory: t.field({
      ...statusField,
      resolve: (connection) => ({ status: statusOf((connection as DirectoryConnection<T>).opened) }),
    }),
    facets: t.field({
      type: [FacetRef],
      description:
        'The number of items in the whole list by value, most frequent first, up to 100 values of each field. Costs no REST call.',
      resolve: (connection) => (connection as DirectoryConnection<T>).facets(),
    }),
  }));
}
