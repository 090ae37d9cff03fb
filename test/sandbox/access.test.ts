import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { agencySites, call, childIds, emptyForm, first } from './support.ts';

const sandbox = createSandbox();
const { keys, accountId } = sandbox;
const child = first(childIds(sandbox));
const stranger = first([...sandbox.state.accounts.values()].filter(({ name }) => name === 'Fabrikam')).id;
const site = first(agencySites(sandbox));
const unauthenticated = { message: expect.any(String), details: { applicationError: { code: 'UNAUTHENTICATED' } } };

let url = '';
let close = async () => {};
beforeAll(async () => {
  ({ url, close } = await sandbox.listen());
});
afterAll(() => close());

async function send(path: string, headers: Record<string, string>, body?: string) {
  const init =
    body === undefined
      ? { headers }
      : { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
  const response = await fetch(`${url}${path}`, init);
  return { status: response.status, body: (await response.json()) as unknown, headers: response.headers };
}

const querySites = (headers: Record<string, string>) => send('/site-list/v2/sites/query', headers, '{}');
const listDomains = (headers: Record<string, string>) => send('/domains/v1/connected-domains', headers);
const siteProperties = (headers: Record<string, string>) => send('/site-properties/v4/properties', headers);

describe('the API key', () => {
  it.each([
    ['is missing', {}],
    ['is unknown', { authorization: 'IST.unknown' }],
    ['is revoked', { authorization: keys.revoked }],
    ['has a Bearer prefix', { authorization: `Bearer ${keys.owner}` }],
  ])('is refused with 401 when it %s', async (_, headers) => {
    expect(await querySites({ ...headers, 'wix-account-id': accountId })).toMatchObject({
      status: 401,
      body: unauthenticated,
    });
    expect(await siteProperties({ ...headers, 'wix-site-id': site.id })).toMatchObject({ status: 401 });
  });

  it('may carry a Bearer prefix when the quirk says so', async () => {
    const lenient = createSandbox({ quirks: { bearerPrefix: 'accept', unauthenticatedBody: 'empty' } });
    const headers = { authorization: `Bearer ${lenient.keys.owner}`, 'wix-account-id': lenient.accountId };
    const path = '/accounts/v1/account/child-accounts';
    expect(await call(lenient, path, { headers })).toMatchObject({ status: 200 });
    expect(await call(lenient, path)).toMatchObject({ status: 401, body: emptyForm });
  });
});

describe('permissions', () => {
  it('are refused with the empty 403 in general', async () => {
    const headers = { authorization: keys.siteListOnly, 'wix-account-id': accountId };
    expect(await querySites(headers)).toMatchObject({ status: 200 });
    expect(await send('/roles-management/roles', headers)).toMatchObject({ status: 403, body: emptyForm });
    expect(await send(`/accounts/v1/accounts/${accountId}`, headers)).toMatchObject({ status: 403, body: emptyForm });
  });

  it('are refused with their own code by domains', async () => {
    const headers = { authorization: keys.noDomains, 'wix-account-id': accountId };
    expect(await send('/roles-management/roles', headers)).toMatchObject({ status: 200 });
    expect(await listDomains(headers)).toMatchObject({
      status: 403,
      body: {
        message: `Permission denied for account ID ${accountId}.`,
        details: { applicationError: { code: 'DOMAINS_PERMISSION_DENIED' } },
      },
    });
  });

  it('of Search Team are none by default and any one by quirk', async () => {
    const headers = { authorization: keys.siteListOnly, 'wix-account-id': accountId };
    expect(await send('/roles-management/v3/team/search', headers, '{}')).toMatchObject({ status: 200 });
    const strict = createSandbox({ quirks: { searchTeamPermission: 'team.view-invites' } });
    expect(await call(strict, '/roles-management/v3/team/search', { body: {}, headers })).toMatchObject({
      status: 403,
    });
  });
});

describe('the account header', () => {
  const authorization = keys.owner;

  it('may name the own account and a child account', async () => {
    expect(await querySites({ authorization, 'wix-account-id': accountId })).toMatchObject({ status: 200 });
    expect(await querySites({ authorization, 'wix-account-id': child })).toMatchObject({ status: 200 });
  });

  it.each([
    ['missing', undefined],
    ['malformed', 'northwind'],
    ['unknown', '00000000-0000-4000-8000-000000000000'],
    ['of an unrelated account', stranger],
  ])('is refused with 403 when it is %s', async (_, id) => {
    const headers = { authorization, ...(id === undefined ? {} : { 'wix-account-id': id }) };
    expect(await querySites(headers)).toMatchObject({ status: 403, body: emptyForm });
  });

  it('lets nobody look up from a foreign account', async () => {
    expect(await querySites({ authorization: keys.stranger, 'wix-account-id': accountId })).toMatchObject({
      status: 403,
    });
    expect(await querySites({ authorization: keys.stranger, 'wix-account-id': stranger })).toMatchObject({
      status: 200,
    });
  });

  it.each([
    ['missing', undefined, 400, 'DOMAINS_GUID_NOT_VALID'],
    ['malformed', 'northwind', 400, 'DOMAINS_GUID_NOT_VALID'],
    ['unknown', '00000000-0000-4000-8000-000000000000', 403, 'DOMAINS_GUID_NOT_FOUND'],
    ['of an unrelated account', stranger, 403, 'DOMAINS_PERMISSION_DENIED'],
  ])('is refused by domains with their code when it is %s', async (_, id, status, code) => {
    const headers = { authorization, ...(id === undefined ? {} : { 'wix-account-id': id }) };
    expect(await listDomains(headers)).toMatchObject({ status, body: { details: { applicationError: { code } } } });
  });
});

describe('the site header', () => {
  const authorization = keys.owner;

  it('answers 428 when it is missing, with or without an account', async () => {
    const expected = { status: 428, body: { details: { applicationError: { code: 'MISSING_METASITE_ID' } } } };
    expect(await siteProperties({ authorization })).toMatchObject(expected);
    expect(await siteProperties({ authorization, 'wix-account-id': accountId })).toMatchObject(expected);
  });

  it('reaches sites of the account and of its child accounts only', async () => {
    const childSite = first([...sandbox.state.sites.values()].filter((other) => other.accountId === child));
    const foreign = first([...sandbox.state.sites.values()].filter((other) => other.accountId === stranger));
    expect(await siteProperties({ authorization, 'wix-site-id': site.id })).toMatchObject({ status: 200 });
    expect(await siteProperties({ authorization, 'wix-site-id': childSite.id })).toMatchObject({ status: 200 });
    expect(await siteProperties({ authorization, 'wix-site-id': foreign.id })).toMatchObject({
      status: 403,
      body: emptyForm,
    });
    expect(await siteProperties({ authorization, 'wix-site-id': 'nowhere' })).toMatchObject({ status: 403 });
  });

  it('may stand beside the account header unless the quirk forbids it', async () => {
    const headers = { authorization, 'wix-account-id': accountId, 'wix-site-id': site.id };
    expect(await querySites(headers)).toMatchObject({ status: 200 });
    expect(await siteProperties(headers)).toMatchObject({ status: 200 });
    const strict = createSandbox({ quirks: { bothHeaders: 'reject' } });
    expect(await call(strict, '/site-list/v2/sites/query', { body: {}, headers })).toMatchObject({ status: 400 });
  });
});

describe('routes and bodies', () => {
  const headers = { authorization: keys.owner, 'wix-account-id': accountId };

  it('put a request id of their own on every answer', async () => {
    const replies = [await querySites(headers), await querySites({}), await send('/no/such/path', headers)];
    const ids = replies.map((reply) => reply.headers.get('x-wix-request-id'));
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain(null);
  });

  it('answer 404 for an unknown path and for another verb, or 405 by quirk', async () => {
    expect(await send('/no/such/path', headers)).toMatchObject({ status: 404, body: emptyForm });
    expect(await send('/site-list/v2/sites/query', headers)).toMatchObject({ status: 404 });
    const strict = createSandbox({ quirks: { wrongVerb: 405 } });
    expect(await call(strict, '/site-list/v2/sites/query', { headers })).toMatchObject({ status: 405 });
  });

  it('refuse malformed JSON and JSON of the wrong type with 400 and no details', async () => {
    expect(await send('/site-list/v2/sites/query', headers, '{"query":')).toMatchObject({
      status: 400,
      body: { message: expect.any(String) },
    });
    const wrong = { status: 400, body: { message: 'Expected an object' } };
    expect(await send('/site-list/v2/sites/query', headers, '[]')).toMatchObject(wrong);
    expect(await send('/site-list/v2/sites/query', headers, '{"query":"all"}')).toMatchObject(wrong);
  });
});
