import { resolveArrayConnection } from '@pothos/plugin-relay';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { createGraphBuilder } from '../../../src/graph/builder.ts';
import { isolateEntities } from '../../../src/graph/federation/entities.ts';
import { entity } from '../../../src/graph/federation/entity.ts';
import { linkOf } from '../../../src/graph/federation/profile.ts';
import { guidInput } from '../../../src/lib/guid-input.ts';
import { InputError } from '../../../src/lib/input-error.ts';
import { WixError } from '../../../src/wix/error.ts';
import type { Ticket, TicketDesk } from './desk.ts';

/** A site by its composite key, with what other subgraphs sent of it. */
interface SiteReference {
  readonly id: string;
  readonly account: { readonly id: string };
}

/** The support desk as a subgraph: a neighbour of the account graph, built with the same tools. */
export function createTicketSchema(desk: TicketDesk): GraphQLSchema {
  const builder = createGraphBuilder();
  // What others describe is left without a description: two descriptions of one thing make composers remark on them.
  builder.queryType({});
  builder.mutationType({});
  builder.subscriptionType({});

  const TicketRef = builder.objectRef<Ticket>('Ticket');
  const AccountRef = builder.objectRef<{ id: string }>('Account');
  const TeamMemberRef = builder.externalRef(
    'TeamMember',
    builder.keyDirective(builder.selection<{ accountId: string; userId: string }>('accountId userId'), false),
  );
  const SiteRef = builder.externalRef(
    'Site',
    builder.selection<SiteReference>('id account { id }'),
    (reference) => reference,
  );

  TeamMemberRef.implement({
    fields: (t) => ({ accountId: t.exposeID('accountId'), userId: t.exposeID('userId') }),
  });

  AccountRef.implement({
    fields: (t) => ({
      id: t.exposeID('id'),
      tickets: t.connection(
        {
          type: TicketRef,
          description: 'The tickets of the account, the oldest first.',
          resolve: ({ id }, args) => resolveArrayConnection({ args }, [...desk.ofAccount(id)]),
        },
        { name: 'TicketConnection', description: 'A page of tickets.' },
        { name: 'TicketEdge', description: 'A ticket with its cursor.' },
      ),
    }),
  });
  entity(builder, AccountRef, {
    keys: ['id'],
    readKey: (representation) => representation.guid('id'),
    load: (id) => ({ id }),
    node: { form: 'guid', readKey: (id) => id },
  });

  SiteRef.implement({
    externalFields: (t) => ({ displayName: t.string({ nullable: true }), isPublished: t.boolean({ nullable: true }) }),
    fields: (t) => ({
      id: t.exposeID('id'),
      account: t.field({ type: AccountRef, nullable: true, resolve: ({ account }) => account }),
      tickets: t.field({
        type: [TicketRef],
        description: 'The tickets about the site, the oldest first.',
        resolve: ({ id }) => desk.ofSite(id),
      }),
      openTicketCount: t.int({
        description: 'How many tickets about the site are open.',
        resolve: ({ id }) => desk.ofSite(id).filter(({ status }) => status === 'OPEN').length,
      }),
      ticketSummary: t.string({
        description: 'The tickets about the site in a sentence.',
        requires: builder.selection<{ displayName: string | null; isPublished: boolean | null }>(
          'displayName isPublished',
        ),
        resolve: ({ id, displayName, isPublished }) =>
          `${displayName} (${isPublished ? 'published' : 'not published'}): ${desk.ofSite(id).length} tickets`,
      }),
    }),
  });

  const TicketStatusRef = builder.enumType('TicketStatus', {
    description: 'Whether a ticket waits for somebody.',
    values: { OPEN: { description: 'Somebody waits.' }, SOLVED: { description: 'Nobody waits.' } } as const,
  });

  TicketRef.implement({
    description: 'What a customer asked for.',
    fields: (t) => ({
      id: t.exposeID('id', { description: "The ticket's number." }),
      subject: t.exposeString('subject', { shareable: true, description: 'What it is about.' }),
      status: t.expose('status', { type: TicketStatusRef, description: 'Whether somebody waits.' }),
      account: t.field({
        type: AccountRef,
        description: 'The account that asked.',
        resolve: ({ accountId }) => ({ id: accountId }),
      }),
      site: t.field({
        type: SiteRef,
        nullable: true,
        description: 'The site it is about; null for the account as a whole, and for a site that no longer exists.',
        resolve: ({ siteId, accountId }) => (siteId === null ? null : { id: siteId, account: { id: accountId } }),
      }),
      assignee: t.field({
        type: TeamMemberRef,
        nullable: true,
        description: 'Who answers it; null for nobody yet.',
        resolve: ({ accountId, assigneeUserId }) =>
          assigneeUserId === null ? null : { accountId, userId: assigneeUserId },
      }),
      transcript: t.string({
        nullable: true,
        description: 'The conversation, kept by another system.',
        resolve: ({ transcript }) => {
          if (transcript !== null) return transcript;
          throw new GraphQLError('The conversation is lost.', { extensions: { code: 'NOT_FOUND' } });
        },
      }),
    }),
  });
  entity(builder, TicketRef, {
    keys: ['id'],
    readKey: (representation) => representation.text('id'),
    load: (id) => desk.byId(id),
    node: { form: 'guid', readKey: (id) => id },
  });

  builder.queryFields((t) => ({
    ticket: t.field({
      type: TicketRef,
      nullable: true,
      description: 'A ticket by its number; null when there is none.',
      args: { id: t.arg.id({ required: true, description: "The ticket's number." }) },
      resolve: (_root, { id }) => desk.byId(id),
    }),
    tickets: t.field({
      type: [TicketRef],
      nullable: { list: true, items: true },
      description: 'Tickets by their numbers, in the order of the numbers.',
      args: { ids: t.arg.idList({ required: true, description: 'The numbers.' }) },
      resolve: (_root, { ids }) => ids.map((id) => desk.byId(id)),
    }),
    busiestSites: t.field({
      type: [SiteRef.provides<{ displayName: string }>('displayName')],
      description: 'The sites with most open tickets, with the names that the desk last saw.',
      args: { count: t.arg.int({ required: true, defaultValue: 3, description: 'How many, 1 to 100.' }) },
      resolve: (_root, { count }) =>
        desk.busiestSites(count).map(({ accountId, ...site }) => ({ ...site, account: { id: accountId } })),
    }),
  }));

  const CreateTicketInput = builder.inputType('CreateTicketInput', {
    description: 'A new ticket.',
    fields: (t) => ({
      subject: t.string({ required: true, description: 'What it is about; not empty.' }),
      siteId: t.id({ required: true, description: 'The site it is about.' }),
      accountId: t.id({ required: true, description: 'The account that owns the site.' }),
    }),
  });
  builder.mutationFields((t) => ({
    createTicket: t.field({
      type: TicketRef,
      nullable: true,
      description: 'Writes a ticket.',
      args: { input: t.arg({ type: CreateTicketInput, required: true, description: 'The ticket.' }) },
      resolve: (_root, { input }) => {
        if (input.subject === '') throw new InputError('input.subject', 'subject must not be empty.');
        return desk.create({
          subject: input.subject,
          siteId: guidInput('input.siteId', input.siteId, 'a site'),
          accountId: guidInput('input.accountId', input.accountId, 'an account'),
        });
      },
    }),
  }));

  builder.mutationField('solveTicket', (t) =>
    t.field({
      type: TicketRef,
      nullable: true,
      description: 'Closes a ticket. Fails as if a system behind the desk refused for the moment.',
      args: { id: t.arg.id({ required: true, description: "The ticket's number." }) },
      resolve: () => {
        throw new WixError('rateLimited', 'too many requests', { endpoint: 'Solve Ticket', retryAfterMs: 30_000 });
      },
    }),
  );

  builder.subscriptionFields((t) => ({
    ticketCreated: t.field({
      type: TicketRef,
      description: 'Every ticket that is written from now on.',
      subscribe: () => desk.created(),
      resolve: ([ticket]) => ticket,
    }),
  }));

  return isolateEntities(
    builder.toSubGraphSchema({ linkUrl: linkOf({ profile: 'portable', authDirectives: false }).linkUrl }),
  );
}
