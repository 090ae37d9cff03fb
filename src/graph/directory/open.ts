import { InputError } from '../../lib/input-error.ts';
import { WixError } from '../../wix/error.ts';
import { scopeOf } from '../../wix/scope.ts';
import { accountById } from '../account/loader.ts';
import type { GraphContext } from '../context.ts';
import type { OpenDirectory } from '../directory-access.ts';
import { lackingScope } from '../federation/scopes.ts';
import { countSites } from '../site/rest.ts';
import { readBy } from './lists.ts';

/** The part of an account's tree that the caller may see, limited to some types. */
export interface Opened extends OpenDirectory {
  readonly accountId: string;
  /** The types that were asked for and that the caller may see. */
  readonly types: ReadonlySet<string>;
}

/** The types that a search can find. */
export const subjectTypes = ['Account', 'Site', 'Domain', 'TeamMember', 'AccountInvite', 'Folder'] as const;

export type SubjectType = (typeof subjectTypes)[number];

/**
 * Opens the directory at an account. Throws an {@link InputError} `FAILED_PRECONDITION` if it is off, and a {@link WixError} `forbidden`
 * for an account that the
 * caller's token is not for. A caller that may see none of the types sees an empty directory, and nothing is read for it.
 */
export async function openDirectory(
  context: GraphContext,
  accountId: string,
  wanted: readonly SubjectType[] = subjectTypes,
): Promise<Opened> {
  const { caller } = context;
  if (caller !== null && !caller.accountIds.has(accountId)) {
    throw new WixError('forbidden', 'not an account of the token', { endpoint: 'the directory', notSent: true });
  }
  const visible = new Set<string>(subjectTypes.filter((type) => lackingScope(context, scopesFor(type)) === null));
  const types = new Set<string>(wanted.filter((type) => visible.has(type)));
  if (context.directory === null) {
    throw new InputError(
      'account',
      'The directory of this server is off (DIRECTORY=off). Read lists of single accounts instead.',
      'FAILED_PRECONDITION',
    );
  }
  await prove(context);
  const open = context.directory.view({ root: accountId, accountIds: caller?.accountIds ?? null, types: visible });
  if (open === null) {
    throw new InputError('account', 'The directory holds as many accounts as it may. Ask for their parent account.');
  }
  return { ...open, accountId, types };
}

/** Returns the scopes that a token needs to see records of a type. */
function scopesFor(type: SubjectType): readonly string[] {
  const endpoint = readBy[type];
  return endpoint === undefined ? [] : [scopeOf(endpoint)];
}

/** Makes a call with a key that Wix has not accepted yet, so that nobody fills the memory with invented keys. */
async function prove(context: GraphContext): Promise<void> {
  if (context.write.isProven()) return;
  const { accountId } = context;
  try {
    await accountById(context, accountId);
  } catch (error) {
    if (!(error instanceof WixError) || error.failure !== 'forbidden') throw error;
    await context.wix.call(countSites, { accountId, body: { filter: {} } });
  }
}
