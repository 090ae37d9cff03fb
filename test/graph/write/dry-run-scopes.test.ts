import { getNamedType, isInputObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { scopesOfField, scopesOfType } from '../../../src/graph/federation/scopes.ts';
import { buildSchema } from '../../../src/graph/schema.ts';
import type { Grant } from '../../../src/http/grant.ts';
import { inviteSecretScope, scopeOf } from '../../../src/wix/scope.ts';
import { allEndpoints } from '../../support/coverage.ts';
import { useGraph } from '../../support/graph.ts';
import { mutationExamples } from '../../support/mutation-examples.ts';

const mutations = Object.values(buildSchema().getMutationType()?.getFields() ?? {});
const endpoints = await allEndpoints();
const readScopes = new Set(endpoints.filter(({ retry }) => retry === 'read').map(scopeOf));
const allScopes = new Set([...endpoints.map(scopeOf), inviteSecretScope]);

type Field = (typeof mutations)[number];

function inputFields({ args }: Field): readonly string[] {
  const type = getNamedType(args[0]?.type);
  return isInputObjectType(type) ? Object.keys(type.getFields()) : [];
}

function scopesOf(field: Field): readonly string[] {
  return [...scopesOfField(field), ...scopesOfType(getNamedType(field.type))];
}

const withDryRun = mutations.filter((field) => inputFields(field).includes('dryRun'));

describe('a dry run of a caller with a token', () => {
  let grant: Grant;
  // The certificate of its example is made now, so the sandbox's clock stands there too.
  const graph = useGraph({ now: new Date(), server: { routerSecrets: ['router'], verifyToken: async () => grant } });
  const { accountId, state } = graph.sandbox;
  const child = [...state.accounts.values()].find(({ parentAccountId }) => parentAccountId === accountId)?.id;
  const token = (scopes: ReadonlySet<string>, accountIds: Iterable<string> = state.accounts.keys()): Grant => ({
    subject: 'somebody',
    accountIds: new Set(accountIds),
    scopes,
  });

  async function run({ name, args }: Field, more: object): Promise<readonly string[]> {
    const isDry = 'dryRun' in more;
    const document = `mutation ($input: ${String(args[0]?.type)}) {
      ${name}(input: $input) { ${isDry ? 'dryRun { isPossible problems { code path } }' : ''} userErrors { code } }
    }`;
    const input = { ...mutationExamples(graph.sandbox)[name], ...more };
    const { data, errors } = await graph.ask(document, { input }, { authorization: 'Bearer header.claims.signature' });
    if (errors !== undefined) return errors.map(({ extensions }) => extensions.code);
    const { dryRun, userErrors } = data[name];
    if (!isDry) return userErrors.map(({ code }: { code: string }) => code);
    expect(dryRun.isPossible).toBe(dryRun.problems.length === 0);
    return dryRun.problems.map(({ code, path }: { code: string; path: string[] }) => `${code} ${path.join('.')}`);
  }

  it('finds nothing to say if the token allows the write', async () => {
    grant = token(allScopes);
    const found: Record<string, readonly string[]> = {};
    for (const field of withDryRun) found[field.name] = await run(field, { dryRun: true });
    expect(found).toEqual(Object.fromEntries(withDryRun.map(({ name }) => [name, []])));
  });

  it('is not permitted to write with a token for reads, wherever the write is FORBIDDEN', async () => {
    grant = token(readScopes);
    const forbidden = mutations.filter((field) => scopesOf(field).some((scope) => !readScopes.has(scope)));
    expect(forbidden.length).toBeGreaterThan(20);
    for (const field of forbidden) {
      expect([field.name, await run(field, {})]).toEqual([field.name, ['FORBIDDEN']]);
      if (!withDryRun.includes(field)) continue;
      expect([field.name, await run(field, { dryRun: true })]).toEqual([field.name, ['NOT_PERMITTED input']]);
    }
  });

  it('never says that a write is possible for which one scope is missing', async () => {
    for (const field of withDryRun) {
      for (const scope of scopesOf(field)) {
        grant = token(new Set([...allScopes].filter((one) => one !== scope)));
        const at = `${field.name} without ${scope}`;
        expect([at, await run(field, {})]).toEqual([at, ['FORBIDDEN']]);
        // Reads that the dry run itself needs are refused like those of any field.
        expect(['FORBIDDEN', 'NOT_PERMITTED input']).toContain((await run(field, { dryRun: true }))[0]);
      }
    }
  });

  it('never says so for an account that the token does not cover', async () => {
    grant = token(allScopes, [accountId]);
    const concerned = withDryRun.filter((field) => inputFields(field).includes('accountId'));
    expect(concerned.length).toBeGreaterThan(5);
    for (const field of concerned) {
      for (const id of [child, child?.toUpperCase()]) {
        const at = `${field.name} ${id}`;
        expect([at, await run(field, { accountId: id })]).toEqual([at, ['FORBIDDEN']]);
        const [problem] = await run(field, { accountId: id, dryRun: true });
        expect(['FORBIDDEN', 'NOT_PERMITTED input.accountId']).toContain(problem);
      }
    }
  });

  it('says it only for callers with a token', async () => {
    grant = token(new Set());
    const [first] = withDryRun;
    if (first === undefined) throw new Error('no mutation has a dry run');
    const document = `mutation ($input: ${String(first.args[0]?.type)}) { ${first.name}(input: $input) { dryRun { isPossible } } }`;
    const input = { ...mutationExamples(graph.sandbox)[first.name], dryRun: true };
    const { data } = await graph.ask(document, { input }, { 'x-router-secret': 'router' });
    expect(data[first.name].dryRun.isPossible).toBe(true);
  });
});
