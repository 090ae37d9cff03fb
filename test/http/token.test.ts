import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createTokenVerifier } from '../../src/http/token.ts';
import { unnamedWriteScope } from '../../src/wix/scope.ts';
import { useGraph } from '../support/graph.ts';

const key = await generateKeyPair('ES256');
const otherKey = await generateKeyPair('ES256');
const settings = { issuer: 'https://id.example', audience: 'graph' };
const file = join(mkdtempSync(join(tmpdir(), 'jwks-')), 'keys.json');
writeFileSync(file, JSON.stringify({ keys: [{ ...(await exportJWK(key.publicKey)), alg: 'ES256', kid: 'one' }] }));

interface Made {
  readonly claims?: JWTPayload;
  readonly by?: CryptoKey;
  readonly expires?: number;
  readonly startsIn?: number;
}

function token({ claims = {}, by = key.privateKey, expires = 300, startsIn = 0 }: Made = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ iss: settings.issuer, aud: settings.audience, sub: 'somebody', ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .setNotBefore(now + startsIn)
    .setExpirationTime(now + expires)
    .sign(by);
}

function unsigned(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}

const ENTERPRISE = 'SCOPE.ENTERPRISE.MANAGE-SITE-PROXY';
const nobody = '00000000-0000-4000-8000-000000000000';
const query = '{ account { id name } }';

describe('a graph that takes tokens', () => {
  const verify = createTokenVerifier({ jwks: file, ...settings }, nobody);
  const graph = useGraph({
    server: {
      routerSecrets: ['the-router-secret'],
      verifyToken: async (text) => {
        const grant = await verify(text);
        const accountIds = [...(grant?.accountIds ?? [])].map((id) => (id === nobody ? graph.sandbox.accountId : id));
        return grant === null ? null : { ...grant, accountIds: new Set(accountIds) };
      },
    },
  });
  const { accountId, state } = graph.sandbox;
  const child = [...state.accounts.values()].find(({ parentAccountId }) => parentAccountId === accountId)?.id ?? '';
  const siteOf = (owner: string) => [...state.sites.values()].find((site) => site.accountId === owner)?.id;
  const bearer = async (made?: Made) => ({ authorization: `Bearer ${await token(made)}` });
  const scopes = (...names: string[]): Made => ({ claims: { scope: names.join(' ') } });

  it('reads with what the token allows, and needs no router secret then', async () => {
    const { status, data, errors } = await graph.ask(query, {}, await bearer(scopes('Account.GetAccountProperties')));
    expect([status, data, errors]).toEqual([200, { account: { id: accountId, name: 'Northwind Studio' } }, undefined]);
  });

  it.each([
    ['none at all', async () => ({})],
    ['no token', async () => ({ authorization: 'Basic eDp5' })],
    [
      'an unsigned one',
      async () => ({ authorization: `Bearer ${unsigned({ iss: settings.issuer, aud: 'graph', sub: 'x', exp: 9e9 })}` }),
    ],
    ['one of another key', () => bearer({ by: otherKey.privateKey })],
    ['one of another issuer', () => bearer({ claims: { iss: 'https://evil.example' } })],
    ['one for another audience', () => bearer({ claims: { aud: 'other' } })],
    ['one that ended two minutes ago', () => bearer({ expires: -120 })],
    ['one that begins in two minutes', () => bearer({ startsIn: 120 })],
    ['one without a subject', () => bearer({ claims: { sub: undefined } as unknown as JWTPayload })],
    ['one whose subject is empty', () => bearer({ claims: { sub: '' } })],
    ['one whose subject is a space', () => bearer({ claims: { sub: ' ' } })],
    ['one whose subject is a number', () => bearer({ claims: { sub: 5 } as unknown as JWTPayload })],
    ['one whose subject is an object', () => bearer({ claims: { sub: {} } as unknown as JWTPayload })],
    ['one whose subject is longer than any', () => bearer({ claims: { sub: 's'.repeat(2_000) } })],
    ['one whose scopes are a number', () => bearer({ claims: { scope: 5 } })],
    ['one whose scopes are objects', () => bearer({ claims: { scope: [{}] } })],
    ['one whose account is a text', () => bearer({ claims: { wix_account_ids: accountId } })],
    ['one with an account that is no text', () => bearer({ claims: { wix_account_ids: [accountId, 5] } })],
    ['one for no account', () => bearer({ claims: { wix_account_ids: [] } })],
    ['one whose accounts are no ids', () => bearer({ claims: { wix_account_ids: ['*'] } })],
    [
      'a bad one beside the router secret',
      async () => ({ ...(await bearer({ expires: -120 })), 'x-router-secret': 'the-router-secret' }),
    ],
  ] as [string, () => Promise<Record<string, string>>][])('answers 401 to %s', async (_name, headers) => {
    const { status, errors, calls } = await graph.ask(query, {}, await headers());
    expect([status, errors?.[0]?.extensions.code, calls]).toEqual([401, 'UNAUTHENTICATED', {}]);
  });

  it('bears with clocks that differ by less than a minute', async () => {
    expect((await graph.ask('{ __typename }', {}, await bearer({ expires: -30 }))).status).toBe(200);
  });

  it('makes no call that needs a scope which the token lacks', async () => {
    const { data, errors, calls } = await graph.ask(
      '{ account { name sites { nodes { id } } domains { nodes { name } } } }',
      {},
      await bearer(scopes('SITE_LIST.READ')),
    );
    expect(data.account).toMatchObject({ name: null, sites: { nodes: expect.any(Array) }, domains: null });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect(errors?.[0]?.message).toContain('lacks the scope Account.GetAccountProperties');
    expect(calls).toEqual({ 'Query Sites': 1 });
  });

  it('keeps to the accounts of the token, in headers, arguments and entities', async () => {
    const allowed = await bearer({ claims: { scope: 'Account.GetAccountProperties SITE_LIST.READ' } });
    const header = await graph.ask(query, {}, { ...allowed, 'wix-account-id': child });
    expect([header.status, header.errors?.[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
    for (const document of [
      `{ account(id: "${child}") { name } }`,
      `{ site(id: "${siteOf(child)}", accountId: "${child}") { displayName } }`,
      `{ _entities(representations: [{ __typename: "Site", id: "${siteOf(child)}", account: { id: "${child}" } }]) { ... on Site { displayName } } }`,
    ]) {
      const { errors, calls } = await graph.ask(document, {}, allowed);
      expect([document, errors?.[0]?.extensions.code, calls]).toEqual([document, 'FORBIDDEN', {}]);
    }
    const wider = await bearer({
      claims: { scope: 'Account.GetAccountProperties', wix_account_ids: [accountId, child] },
    });
    expect((await graph.ask(`{ account(id: "${child}") { name } }`, {}, wider)).errors).toBeUndefined();
  });

  it('keeps calls about a site, which name no account, to sites of the token', async () => {
    const publish = (site: string | undefined) =>
      `mutation { publishSite(input: { siteId: "${site}" }) { site { id } userErrors { code } } }`;
    const writer = await bearer(scopes('SITE_LIST.READ', unnamedWriteScope));
    const foreign = await graph.ask(publish(siteOf(child)), {}, writer);
    // The write looks for the site in the account of the token, which does not have it.
    expect([foreign.data.publishSite.userErrors, foreign.calls]).toEqual([
      [{ code: 'NOT_FOUND' }],
      { 'Query Sites': 1 },
    ]);
    expect((await graph.ask(publish(siteOf(accountId)), {}, writer)).calls).toMatchObject({ 'Publish Site': 1 });
  });

  it('keeps calls that name accounts and sites in their bodies to those of the token', async () => {
    const site = siteOf(child);
    const childless = await bearer(
      scopes('SITE_LIST.READ', unnamedWriteScope, 'PREMIUM.BUSINESS_SITE_TRANSFER', ENTERPRISE),
    );
    const take = `mutation { transferSite(input: { siteId: "${site}", sourceAccountId: "${child}", targetAccountId: "${accountId}" }) { userErrors { code } } }`;
    const taken = await graph.ask(take, {}, childless);
    expect([taken.errors?.[0]?.extensions.code, taken.calls['Transfer Site']]).toEqual(['FORBIDDEN', undefined]);
    const down = `mutation { unpublishSite(input: { siteId: "${site}" }) { userErrors { code } } }`;
    const unpublished = await graph.ask(down, {}, childless);
    expect(unpublished.data.unpublishSite.userErrors).toEqual([{ code: 'NOT_FOUND' }]);
    expect(unpublished.calls['Unpublish Site']).toBeUndefined();
  });

  it('writes nothing for a token that says nothing of it, where Wix names no permission', async () => {
    const reader = await bearer(scopes('SITE_LIST.READ'));
    const { errors, calls } = await graph.ask(
      'mutation { createFolder(input: { name: "x" }) { folder { id } userErrors { code } } }',
      {},
      reader,
    );
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(calls['Create Folder']).toBeUndefined();
  });

  const secrets = '{ account { invites(statuses: PENDING) { nodes { email acceptUrl } } } }';

  it.each([
    secrets,
    '{ account { teamMembers { nodes { email } } } }',
    '{ account { teamMember(userId: "00000000-0000-4000-8000-000000000000") { email } } }',
    '{ account { folders { name } } }',
    '{ account { teamCounts { members } } }',
    '{ domainTransferCheck(name: "example.com") { isTransferable } }',
    `{ _entities(representations: [{ __typename: "Folder", id: "${nobody}" }]) { ... on Folder { name } } }`,
  ])('reads nothing whose permission Wix does not name without the scope graph.read: %s', async (document) => {
    const names = scopes('SITE_LIST.READ', 'DOMAINS.READ_CONNECTED_DOMAINS', unnamedWriteScope);
    for (const made of [scopes(), {}, names]) {
      const { errors, calls } = await graph.ask(document, {}, await bearer(made));
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
      expect(errors?.[0]?.message).toContain('lacks the scope graph.read');
      expect(calls).toEqual({});
    }
    const { errors } = await graph.ask(document, {}, await bearer(scopes('graph.read', 'invites.secret')));
    expect(errors).toBeUndefined();
  });

  it('keeps the links of invites from tokens without a scope of their own, and their siblings not', async () => {
    const { data, errors } = await graph.ask(secrets, {}, await bearer(scopes('graph.read')));
    const { nodes } = data.account.invites;
    expect(nodes.length).toBeGreaterThan(0);
    expect(nodes).toEqual(nodes.map(() => ({ email: expect.any(String), acceptUrl: null })));
    expect(errors?.map(({ path }) => path)).toEqual(
      nodes.map((_node: unknown, index: number) => ['account', 'invites', 'nodes', index, 'acceptUrl']),
    );
    const wider = await graph.ask(secrets, {}, await bearer(scopes('graph.read', 'invites.secret')));
    expect(wider.data.account.invites.nodes[0].acceptUrl).toMatch(/^https:/);
  });

  it('plans a dry run for a token that may only read', async () => {
    const document = `mutation { publishSite(input: { siteId: "${siteOf(accountId)}", dryRun: true }) { dryRun { calls { operation } } } }`;
    const { data, errors } = await graph.ask(document, {}, await bearer(scopes('SITE_LIST.READ')));
    expect([data?.publishSite.dryRun.calls, errors]).toEqual([[{ operation: 'Publish Site' }], undefined]);
  });

  it('trusts the router without a token, and a token beside the secret no further than it goes', async () => {
    const secret = { 'x-router-secret': 'the-router-secret' };
    expect((await graph.ask(query, {}, secret)).errors).toBeUndefined();
    const both = await graph.ask(query, {}, { ...secret, ...(await bearer()) });
    expect([both.data.account.name, both.errors?.[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
  });
});

describe('a graph whose keys of tokens cannot be had', () => {
  const graph = useGraph({
    server: { verifyToken: createTokenVerifier({ jwks: 'http://127.0.0.1:1/jwks', ...settings }, nobody) },
  });

  it('says that it is not the token', async () => {
    const { status, errors } = await graph.ask(query, {}, { authorization: `Bearer ${await token()}` });
    expect([status, errors?.[0]?.extensions.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
  });
});
