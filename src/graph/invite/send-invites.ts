import type { GraphContext } from '../context.ts';
import { type ItemOutcome, sendInBulk } from '../write/bulk.ts';
import { OutcomeUnknownError } from '../write/errors.ts';
import type { UserError } from '../write/user-error.ts';

/** What became of one address. */
export interface InviteOutcome<Invite> extends ItemOutcome {
  readonly email: string;
  readonly invite: Invite | null;
}

/** What Wix answered for the addresses of one call. */
export interface InviteAnswer<Invite> {
  readonly invites: readonly Invite[];
  /** By address, why it was refused; null for no reason given. */
  readonly refused: ReadonlyMap<string, string | null>;
}

export interface InviteBatch<Item, Answer, Invite> {
  readonly items: readonly Item[];
  readonly emailOf: (item: Item) => string;
  /** How many items one call takes. */
  readonly maxItems: number;
  /** Where the items stand in the arguments. */
  readonly path: readonly string[];
  readonly send: (items: readonly Item[]) => Promise<Answer>;
  readonly read: (answer: Answer) => InviteAnswer<Invite>;
  /** Looks for an invite whose answer was lost, sent at or after a time in milliseconds since the epoch. Absent: Wix does not list them. */
  readonly find?: (item: Item, sentAt: number) => Promise<Invite | null>;
  /** A GraphQL query by which the caller can find out. */
  readonly verifyQuery: string;
}

/** Addresses are compared without regard to case: Wix may write them in its own way. */
export function emailKey(email: string): string {
  return email.toLowerCase();
}

/**
 * Sends invites in calls of at most `maxItems` and answers what became of each, in their order. Nothing is sent twice. Rejects as
 * `sendInBulk` does, and with an {@link OutcomeUnknownError} when nothing at all is known of any of them.
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
  const message = reason === null ? 'Wix refused this address and gave no reason.' : `Wix refused this: ${reason}`;
  return { code: 'REJECTED', message: message.slice(0, 300), path, upstreamCode: null };
}

function unknown(path: readonly string[]): UserError {
  return { code: 'OUTCOME_UNKNOWN', message: 'Wix did not say what became of this.', path, upstreamCode: null };
}

/** The place of the first address that was named before; null where each is named once. */
export function repeatedEmail(emails: readonly string[]): number | null {
  const seen = new Set<string>();
  const index = emails.findIndex((email) => seen.size === seen.add(emailKey(email)).size);
  return index === -1 ? null : index;
}
