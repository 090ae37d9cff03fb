import type { GraphQLSchema } from 'graphql';
import { createGraphBuilder } from '../../../src/graph/builder.ts';
import { isolateEntities } from '../../../src/graph/federation/entities.ts';
import { linkOf } from '../../../src/graph/federation/profile.ts';
import type { TicketDesk } from '../tickets/desk.ts';

interface SiteReference {
  readonly id: string;
  readonly account: { readonly id: string };
}

/**
 * A third subgraph that computes from fields of the other two: `Site.urgency` needs the account graph's `isPremium` and the
 * support desk's `openTicketCount`, and `Query.nextTicket` brings the ticket's `subject` along.
 */
export function createTriageSchema(desk: TicketDesk): GraphQLSchema {
  const builder = createGraphBuilder();
  builder.queryType({});

  const AccountRef = builder.externalRef(
    'Account',
    builder.keyDirective(builder.selection<{ id: string }>('id'), false),
  );
  AccountRef.implement({ fields: (t) => ({ id: t.exposeID('id') }) });

  const TicketRef = builder.externalRef('Ticket', builder.keyDirective(builder.selection<{ id: string }>('id'), false));
  TicketRef.implement({
    externalFields: (t) => ({ subject: t.string() }),
    fields: (t) => ({ id: t.exposeID('id') }),
  });

  const SiteRef = builder.externalRef(
    'Site',
    builder.selection<SiteReference>('id account { id }'),
    (reference) => reference,
  );
  SiteRef.implement({
    externalFields: (t) => ({ isPremium: t.boolean({ nullable: true }), openTicketCount: t.int() }),
    fields: (t) => ({
      id: t.exposeID('id'),
      account: t.field({ type: AccountRef, nullable: true, resolve: ({ account }) => account }),
      urgency: t.int({
        description: 'How soon to look at the site: its open tickets, double for a Premium site.',
        requires: builder.selection<{ isPremium: boolean | null; openTicketCount: number }>(
          'isPremium openTicketCount',
        ),
        resolve: ({ isPremium, openTicketCount }) => openTicketCount * (isPremium ? 2 : 1),
      }),
    }),
  });

  builder.queryFields((t) => ({
    nextTicket: t.field({
      type: TicketRef.provides<{ subject: string }>('subject'),
      nullable: true,
      description: 'The oldest open ticket, with its subject.',
      resolve: () => desk.all().find(({ status }) => status === 'OPEN') ?? null,
    }),
  }));

  return isolateEntities(
    builder.toSubGraphSchema({ linkUrl: linkOf({ profile: 'portable', authDirectives: false }).linkUrl }),
  );
}
