/** The REST client of the servers of others, hand-written: undici, JSON, nothing else. */
import { Pool } from 'undici';
import { bodies, paths, type Raw, type RawDomains, type RawPage, type RawRoles, type RawTeam } from './wix-calls.ts';

export const wixOrigin = process.env['WIX_API_ORIGIN'] ?? '';
export const accountId = process.env['WIX_ACCOUNT_ID'] ?? '';
export const wixHeaders = {
  authorization: process.env['WIX_API_KEY'] ?? '',
  'wix-account-id': accountId,
  'content-type': 'application/json',
};

const pool = new Pool(wixOrigin, { connections: 64 });

async function call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const answer = await pool.request({
    path,
    method,
    headers: wixHeaders,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`);
  return JSON.parse(text) as T;
}

export const wix = {
  account: (id: string) => call<{ readonly account: Raw }>('GET', paths.account(id)),
  newestSites: (limit: number) => call<RawPage>('POST', paths.sites, bodies.newestSites(limit)),
  sitesById: (ids: readonly string[]) => call<RawPage>('POST', paths.sites, bodies.sitesById(ids)),
  domains: (cursor?: string) => call<RawDomains>('GET', paths.domains(cursor)),
  team: (limit: number) => call<RawTeam>('POST', paths.team, bodies.team(limit)),
  roles: () => call<RawRoles>('GET', paths.roles),
};
export type Wix = typeof wix;
