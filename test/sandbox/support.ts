import type { Sandbox } from '../../src/sandbox/sandbox.ts';

export interface Reply<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

export interface CallOptions {
  readonly method?: string;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** Calls the sandbox in process with exactly these headers, and the content type of JSON for a body. */
export async function call<Body = unknown>(
  sandbox: Sandbox,
  path: string,
  { method, body, headers = {} }: CallOptions = {},
): Promise<Reply<Body>> {
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const init = {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  };
  const response = await sandbox.fetch(
    new Request(`http://sandbox.test${path}`, text === undefined ? init : { ...init, body: text }),
  );
  return { status: response.status, body: (await response.json()) as Body, headers: response.headers };
}

/** Calls as the owner of the agency, for its account or another one. */
export function accountCall<Body = unknown>(
  sandbox: Sandbox,
  path: string,
  body?: unknown,
  accountId = sandbox.accountId,
): Promise<Reply<Body>> {
  const headers = { authorization: sandbox.keys.owner, 'wix-account-id': accountId };
  return call<Body>(sandbox, path, { body, headers });
}

/** Calls as the owner of the agency, for one site. */
export function siteCall<Body = unknown>(
  sandbox: Sandbox,
  siteId: string,
  path: string,
  body?: unknown,
): Promise<Reply<Body>> {
  return call<Body>(sandbox, path, { body, headers: { authorization: sandbox.keys.owner, 'wix-site-id': siteId } });
}

export const emptyForm = { message: '', details: {} };

/** The sites of the agency, in no order. */
export function agencySites({ state, accountId }: Sandbox) {
  return [...state.sites.values()].filter((site) => site.accountId === accountId);
}

/** The ids of the agency's child accounts, oldest entry first. */
export function childIds({ state, accountId }: Sandbox): readonly string[] {
  return [...state.accounts.values()].filter((account) => account.parentAccountId === accountId).map(({ id }) => id);
}

/** The first of a list that must not be empty. */
export function first<T>(items: Iterable<T>): T {
  for (const item of items) return item;
  throw new Error('The list is empty');
}
