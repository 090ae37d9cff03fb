import { AccountRef } from '../account/schema.ts';
import { builder, connectionType, OrderDirection, pageArgs } from '../builder.ts';
import { checkedBy } from '../checked-arguments.ts';
import type { Domain, PropagationStatus } from '../domain/model.ts';
import { listConnectedDomains } from '../domain/rest.ts';
import { DomainRef, PropagationStatusRef } from '../domain/schema.ts';
import { directoryList } from './connection.ts';
import {
  accountIdsField,
  accountsOf,
  direction,
  orderDescription,
  orderField,
  totalCount,
  withStatus,
} from './list-fields.ts';
import { openDirectory } from './open.ts';

interface AllDomainsFilter {
  readonly accountIds?: readonly string[] | null | undefined;
  readonly propagationStatuses?: readonly PropagationStatus[] | null | undefined;
  readonly isAssigned?: boolean | null | undefined;
  readonly isSubdomain?: boolean | null | undefined;
}

interface AllDomainsOrder {
  readonly field: 'NAME' | 'CREATED_AT';
  readonly direction?: 'ASC' | 'DESC' | null | undefined;
}

const AllDomainsFilterInput = builder.inputRef<AllDomainsFilter>('AllDomainsFilter').implement({
  description: 'Filter of the domains of several accounts. A domain must match all fields given.',
  fields: (t) => ({
    accountIds: t.idList(accountIdsField),
    propagationStatuses: t.field({
      type: [PropagationStatusRef],
      description: 'Only domains whose DNS has one of these statuses.',
    }),
    isAssigned: t.boolean({
      description: 'Only domains that serve a site (true), or only those that serve none (false).',
    }),
    isSubdomain: t.boolean({ description: 'Only subdomains (true), or only root domains (false).' }),
  }),
});

const AllDomainsOrderFieldRef = builder.enumType('AllDomainsOrderField', {
  description: 'The field to order the domains of several accounts by.',
  values: {
    NAME: { description: 'Their name.' },
    CREATED_AT: { description: 'The time they were connected.' },
  } as const,
});

const AllDomainsOrderInput = builder.inputRef<AllDomainsOrder>('AllDomainsOrder').implement({
  description: 'The order of the domains of several accounts.',
  fields: (t) => ({
    field: t.field({ type: AllDomainsOrderFieldRef, ...orderField }),
    direction: t.field({ type: OrderDirection, ...direction }),
  }),
});

const AllDomainsConnectionRef = connectionType(DomainRef, {
  name: 'AllDomains',
  description: 'A page of the domains of several accounts.',
  totalCount: totalCount('domains'),
});

withStatus(AllDomainsConnectionRef);

builder.objectField(AccountRef, 'allDomains', (t) =>
  t.field({
    directory: [listConnectedDomains],
    type: AllDomainsConnectionRef,
    nullable: true,
    description:
      'The domains connected to this account and all its child accounts, from the directory. Their own fields, `account` ' +
      'and `site` cost no REST call; other fields cost what they always cost. Domains registered through Wix are not ' +
      'included.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({
        type: AllDomainsFilterInput,
        required: false,
        description: 'The filter of the list. Defaults to all domains.',
      }),
      orderBy: t.arg({ type: AllDomainsOrderInput, required: false, description: orderDescription('by name') }),
    },
    ...checkedBy(accountsOf),
    resolve: async ({ id }, args, context) => {
      const { accountIds: _accountIds, ...filter } = args.filter ?? {};
      const ofAccounts = accountsOf(args);
      const opened = await openDirectory(context, id, ['Domain']);
      const order = args.orderBy ?? { field: 'NAME' };
      return directoryList<Domain>({
        opened,
        type: 'Domain',
        scope: ['Account.allDomains', ofAccounts, filter, order],
        order: order.field,
        isReversed: order.direction === 'DESC',
        args,
        fits: (domain) =>
          (ofAccounts === null || ofAccounts.includes(domain.accountId)) &&
          (filter.propagationStatuses == null || filter.propagationStatuses.includes(domain.propagationStatus)) &&
          (filter.isAssigned == null || filter.isAssigned === (domain.assignment !== null)) &&
          (filter.isSubdomain == null || filter.isSubdomain === domain.isSubdomain),
        facets: {
          account: ({ accountId }) => accountId,
          propagationStatus: ({ propagationStatus }) => propagationStatus,
          connectionMethod: ({ connectionMethod }) => connectionMethod,
        },
      });
    },
  }),
);
