import type { GraphContext } from '../context.ts';
import { type ItemOutcome, sendInBulk } from '../write/bulk.ts';
import { OutcomeUnknownError } from '../write/errors.ts';
import type { UserError } from '../write/user-error.ts';

/** The result of inviting one address. */
export interface InviteOutcome<Invite> extends ItemOutcome {
  readonly email: string;
  readonly invite: Invite | null;
}

/** Wix's response for the addresses of one REST call. */
export interface InviteAnswer<Invite> {
  readonly invites: readonly Invite[];
  /** The reason for refusing an address, by address; null if Wix gave none. */
  readonly refused: ReadonlyMap<string, string | null>;
}

export interface InviteBatch<Item, Answer, Invite> {
  readonly items: readonly Item[];
  readonly emailOf: (item: Item) => string;
  /** Maximum number of items per REST call. */
  readonly maxItems: number;
  /** The path of the items in the arguments. */
  readonly path: readonly string[];
  readonly send: (items: readonly Item[]) => Promise<Answer>;
  readonly read: (answer: Answer) => InviteAnswer<Invite>;
  /**
   * Finds an invite whose response was lost, sent at or after a time in milliseconds since the epoch. Absent: Wix does
   * not list them.
   */
  readonly find?: (item: Item, sentAt: number) => Promise<Invite | null>;
  /** A GraphQL query that lets the caller check the outcome. */
  readonly verifyQuery: string;
}

/** Returns the key of an e-mail address. Case is ignored, because Wix may change it. */
export function emailKey(email: string): string {
  return email.toLowerCase();
}

/**
 * Sends invites in REST calls of at most `maxItems` and returns one result per invite, in their order. No invite is
 * sent twice. Rejects like `sendInBulk`, and with an {@link OutcomeUnknownError} if nothing is known about any of them.
 */
export async function sendInvites<Item, Answer, Invite extends { readonly email: string | null }>(
  context: GraphContext,
  batch: InviteBatch<Item, Answer, Invite>,
): Promise<InviteOutcome<Invite>[]> {
  const { items, emailOf, maxItems, path, send, find } = batch;
  const sentAt = Date.now();
  const sent = new Map<string, Invite>();
  const outcomes = await sendInBulk(context, {
    items,
    maxItems,
    path,
    send,
    outcomesOf: (answer, part, offset) => {
      const { invites, refused } = batch.read(answer);
      for (const invite of invites) if (invite.email !== null) sent.set(emailKey(invite.email), invite);
      const reasons = new Map([...refused].map(([email, reason]) => [emailKey(email), reason]));
      return part.map((item, index) => {
        const key = emailKey(emailOf(item));
        if (sent.has(key)) return { error: null };
        const at = [...path, String(offset + index)];
        const reason = reasons.get(key);
        return { error: reason === undefined ? unknown(at) : refusal(reason, at) };
      });
    },
    ...(find === undefined
      ? {}
      : {
          isDone: async (item: Item) => {
            const invite = await find(item, sentAt);
            if (invite !== null) sent.set(emailKey(emailOf(item)), invite);
            return invite !== null;
          },
        }),
  });
  if (outcomes.every(({ error }) => error?.code === 'OUTCOME_UNKNOWN')) {
    throw new OutcomeUnknownError(batch.verifyQuery, sentAt, undefined);
  }
  return items.map((item, index) => {
    const email = emailOf(item);
    const error = outcomes[index]?.error ?? null;
    return { email, invite: error === null ? (sent.get(emailKey(email)) ?? null) : null, error };
  });
}

function refusal(reason: string | null, path: readonly string[]): UserError {
  const message = reason === null ? 'Wix rejected this address and gave no reason.' : `Wix rejected this: ${reason}`;
  return { code: 'REJECTED', message: message.slice(0, 300), path, upstreamCode: null };
}

function unknown(path: readonly string[]): UserError {
  return {
    code: 'OUTCOME_UNKNOWN',
    message: 'Wix did not report whether the invite was sent.',
    path,
    upstreamCode: null,
  };
}

/** Returns the index of the first address that is a duplicate, or null if all are unique. */
export function repeatedEmail(emails: readonly string[]): number | null {
  const seen = new Set<string>();
  const index = emails.findIndex((email) => seen.size === seen.add(emailKey(email)).size);
  return index === -1 ? null : index;
}
