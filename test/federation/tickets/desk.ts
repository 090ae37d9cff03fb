import { EventEmitter, on } from 'node:events';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';

export type TicketStatus = 'OPEN' | 'SOLVED';

/** What a customer asked for. The desk knows the account, the site and the person by their ids only. */
export interface Ticket {
  readonly id: string;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly accountId: string;
  /** Null for a ticket about the account as a whole. */
  readonly siteId: string | null;
  readonly assigneeUserId: string | null;
  /** Null where the telephone system lost the conversation. */
  readonly transcript: string | null;
}

/** A site as a ticket names it, with the name that the desk last saw. */
export interface KnownSite {
  readonly id: string;
  readonly accountId: string;
  readonly displayName: string;
}

/** The tickets that tests speak of, by what is special about them. */
export const special = {
  /** Its site belongs to a child account, which only the composite key tells. */
  childSite: 'T-41',
  /** Its site no longer exists. */
  goneSite: 'T-42',
  /** Its transcript cannot be read. */
  lostTranscript: 'T-43',
  /** It has neither site nor assignee. */
  bare: 'T-44',
} as const;

/** A support desk that keeps its tickets in memory. */
export class TicketDesk {
  readonly #tickets: Map<string, Ticket>;
  readonly #sites: Map<string, KnownSite>;
  readonly #events = new EventEmitter<{ created: [Ticket] }>();

  constructor(tickets: readonly Ticket[], sites: readonly KnownSite[]) {
    this.#tickets = new Map(tickets.map((ticket) => [ticket.id, ticket]));
    this.#sites = new Map(sites.map((site) => [site.id, site]));
  }

  all(): readonly Ticket[] {
    return [...this.#tickets.values()];
  }

  byId(id: string): Ticket | null {
    return this.#tickets.get(id) ?? null;
  }

  ofSite(siteId: string): readonly Ticket[] {
    return this.all().filter((ticket) => ticket.siteId === siteId);
  }

  ofAccount(accountId: string): readonly Ticket[] {
    return this.all().filter((ticket) => ticket.accountId === accountId);
  }

  /** The sites with most open tickets, the busiest first. */
  busiestSites(count: number): readonly KnownSite[] {
    const open = (site: KnownSite) => this.ofSite(site.id).filter(({ status }) => status === 'OPEN').length;
    return [...this.#sites.values()].sort((one, other) => open(other) - open(one)).slice(0, count);
  }

  create(ticket: Pick<Ticket, 'subject' | 'accountId' | 'siteId'>): Ticket {
    const id = `T-${this.#tickets.size + 1}`;
    const created: Ticket = { ...ticket, id, status: 'OPEN', assigneeUserId: null, transcript: '' };
    this.#tickets.set(id, created);
    this.#events.emit('created', created);
    return created;
  }

  /** The tickets that are created from now on. */
  created(): AsyncIterable<[Ticket]> {
    return on(this.#events, 'created') as AsyncIterable<[Ticket]>;
  }

  /** How many wait for new tickets. */
  get listeners(): number {
    return this.#events.listenerCount('created');
  }
}

/**
 * A desk for the sandbox's account: T-1 to T-20 over twenty sites, T-21 to T-40 over the first five of them, and the
 * {@link special} ones.
 */
export function seedDesk({ accountId, state }: Pick<Sandbox, 'accountId' | 'state'>): TicketDesk {
  const alive = [...state.sites.values()].filter((site) => site.trashedDate === undefined);
  const own = alive.filter((site) => site.accountId === accountId).slice(0, 20);
  const child = alive.find(
    (site) => site.accountId !== accountId && state.accounts.get(site.accountId)?.parentAccountId === accountId,
  );
  const [member] = [...state.teamMembers.values()].filter((candidate) => candidate.accountId === accountId);
  if (own.length < 20 || child === undefined || member === undefined) {
    throw new Error('The sandbox has too few sites, child accounts or team members for the desk.');
  }

  const ticket = (number: number, change: Partial<Ticket>): Ticket => ({
    id: `T-${number}`,
    subject: `Question ${number}`,
    status: number % 3 === 0 ? 'SOLVED' : 'OPEN',
    accountId,
    siteId: null,
    assigneeUserId: member.userId,
    transcript: `Conversation ${number}`,
    ...change,
  });
  const tickets = [
    ...own.map((site, index) => ticket(index + 1, { siteId: site.id })),
    ...own.map((_, index) => ticket(index + 21, { siteId: own[index % 5]?.id ?? null })),
    ticket(41, { siteId: child.id, accountId: child.accountId, assigneeUserId: null }),
    ticket(42, { siteId: '00000000-0000-4000-8000-000000000042' }),
    ticket(43, { siteId: own[0]?.id ?? null, transcript: null }),
    ticket(44, { assigneeUserId: null }),
  ];
  return new TicketDesk(
    tickets,
    [...own, child].map(({ id, accountId: owner, displayName }) => ({ id, accountId: owner, displayName })),
  );
}
