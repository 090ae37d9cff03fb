import type { AnyEndpoint } from '../../wix/endpoint.ts';
import type { GraphContext } from '../context.ts';
import { type Bulk, findInBulk, type ItemOutcome, sendInBulk } from '../write/bulk.ts';
import { OutcomeUnknownError } from '../write/errors.ts';
import type { SentBefore } from '../write/sent-before.ts';
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
  readonly endpoint: AnyEndpoint;
  readonly items: readonly Item[];
  readonly emailOf: (item: Item) => string;
  /** Maximum number of items per REST call. */
  readonly maxItems: number;
  /** The path of the items in the arguments. */
  readonly path: readonly string[];
  readonly send: (items: readonly Item[]) => Promise<Answer>;
  readonly read: (answer: Answer) => InviteAnswer<Invite>;
  /** Finds the invites to these people that this write has sent, if Wix lists them. */
  readonly find?: (items: readonly Item[]) => Promise<ReadonlyMap<Item, Invite>>;
  /** A GraphQL query that lets the caller check the outcome; null if nothing that can be read shows it. */
  readonly verifyQuery: string | null;
}

/** Returns the key of an e-mail address. Case is ignored, because Wix may change it. */
export function emailKey(email: string): string {
  return email.toLowerCase();
}

/**
 * Sends invites in REST calls of at most `maxItems` and returns one result per invite, in their order. No invite is
 * sent twice; after an earlier try (`before`), only those are sent that it leaves open. Rejects like `sendInBulk`, and
 * with an {@link OutcomeUnknownError} if nothing is known about any of them.
 */
export async function sendInvites<Item, Answer, Invite extends { readonly email: string | null }>(
  context: GraphContext,
  before: SentBefore<readonly InviteOutcome<Invite>[]>,
  batch: InviteBatch<Item, Answer, Invite>,
): Promise<InviteOutcome<Invite>[]> {
  const { bulk, resultOf } = bulkOf(batch);
  const sentAt = Date.now();
  const outcomes = await sendInBulk(context, bulk, before);
  if (outcomes.every(({ error }) => error?.code === 'OUTCOME_UNKNOWN')) {
    throw new OutcomeUnknownError(batch.verifyQuery, sentAt, undefined);
  }
  return resultOf(outcomes, before.partial);
}

/** Verifies the invites of an earlier try whose outcome is unknown, or all of them if nothing is known. */
export async function findInvites<Item, Answer, Invite extends { readonly email: string | null }>(
  before: readonly InviteOutcome<Invite>[] | null,
  batch: InviteBatch<Item, Answer, Invite>,
): Promise<InviteOutcome<Invite>[]> {
  const { bulk, resultOf } = bulkOf(batch);
  return resultOf(await findInBulk(bulk, before), before);
}

function bulkOf<Item, Answer, Invite extends { readonly email: string | null }>(
  batch: InviteBatch<Item, Answer, Invite>,
) {
  const { endpoint, items, emailOf, maxItems, path, send, read, find } = batch;
  const sent = new Map<string, Invite>();
  const bulk: Bulk<Item, Answer> = {
    endpoint,
    items,
    maxItems,
    path,
    send,
    outcomesOf: (answer, part, positions) => {
      const { invites, refused } = read(answer);
      for (const invite of invites) if (invite.email !== null) sent.set(emailKey(invite.email), invite);
      const reasons = new Map([...refused].map(([email, reason]) => [emailKey(email), reason]));
      return part.map((item, index) => {
        const key = emailKey(emailOf(item));
        if (sent.has(key)) return { error: null };
        const at = [...path, String(positions[index] ?? index)];
        const reason = reasons.get(key);
        return { error: reason === undefined ? unknown(at) : refusal(reason, at) };
      });
    },
    ...(find === undefined
      ? {}
      : {
          shownOf: async (part: readonly Item[]) => {
            const found = await find(part);
            for (const [item, invite] of found) sent.set(emailKey(emailOf(item)), invite);
            return new Set(found.keys());
          },
        }),
  };
  const resultOf = (outcomes: readonly ItemOutcome[], before: readonly InviteOutcome<Invite>[] | null) =>
    items.map((item, index) => {
      const email = emailOf(item);
      const error = outcomes[index]?.error ?? null;
      const invite = sent.get(emailKey(email)) ?? before?.[index]?.invite ?? null;
      return { email, invite: error === null ? invite : null, error };
    });
  return { bulk, resultOf };
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
