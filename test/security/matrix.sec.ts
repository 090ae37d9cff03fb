import { type GraphQLObjectType, type GraphQLSchema, parse } from 'graphql';
import { beforeAll, describe, expect, vi } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { childAccountIds } from '../support/sites.ts';
import { textsOf } from './account-texts.ts';
import { checker, type Probe, refusedBy, shown } from './checks.ts';
import { type FieldDocument, fieldDocuments } from './field-documents.ts';
import { row } from './ledger.ts';
import { expectationOf } from './refusals.ts';
import { namedAccount, readLiterals } from './samples.ts';
import { type Answer, type Stage, useStage } from './stage.ts';
import { allBut, allScopes, bearer, readScopes, tokenEnv } from './tokens.ts';

const schema: GraphQLSchema = buildSchema();
/** Every field and entity is asked of the server with every token. */
const timeoutMs = 300_000;

/** A kind of scope that Wix does not document, and what the sandbox never sends. */
const unreachable: ReadonlySet<string> = new Set([
  'UnknownScope.raw',
  // The directory of the sandbox has no gaps once it is read.
  ...['account', 'list', 'reason', 'since'].map((name) => `DirectoryGap.${name}`),
  // Nothing changes, and no document can hold the cursor of a moment before something did.
  ...['kind', 'type', 'subjectId', 'account', 'noticedAt', 'fields', 'subject'].map(
    (name) => `DirectoryChange.${name}`,
  ),
  ...['name', 'before', 'after'].map((name) => `DirectoryFieldChange.${name}`),
]);

/** Fields that leave out what a token is not for, instead of refusing it. */
const filteredFields = Object.values((schema.getType('Account') as GraphQLObjectType).getFields())
  .filter(({ extensions }) => extensions['directory'] !== undefined)
  .map(({ name }) => name);

/** Waits until the directory has read the trees of these accounts. */
async function readDirectories(stage: Stage, accountIds: readonly string[]): Promise<void> {
  for (const accountId of accountIds) {
    const state = async () => {
      const answer = await stage.ask('{ account { directory { state } } }', {}, { 'wix-account-id': accountId });
      return (answer.data as { account: { directory: { state: string } } }).account.directory.state;
    };
    await vi.waitFor(async () => expect(await state()).toBe('READY'), { timeout: 60_000, interval: 100 });
  }
}

describe('a read', () => {
  // The directory is read once, before anything is asked of it.
  const env = { ...tokenEnv, DIRECTORY_FRESHNESS_MS: '86400000' };
  const stage = useStage({ env: { ...env, WIX_CALLS_PER_MINUTE: '1000000' }, asksAgain: true });
  const cached = useStage({ env: { ...env, CACHE_TTL_MS: '600000' }, asksAgain: true });
  const { accountId: own } = stage.sandbox;
  const [child = ''] = childAccountIds(stage.sandbox);
  const ownTexts = textsOf(stage.sandbox, own);
  const childTexts = textsOf(stage.sandbox, child);
  const probes: FieldProbe[] = [];

  interface FieldProbe extends Probe {
    /** The scopes of all that its answer holds. */
    readonly needed: ReadonlySet<string>;
  }

  const check = checker(schema, stage);

  beforeAll(async () => {
    for (const each of [stage, cached]) await readDirectories(each, [own, child]);
    const all = { scopes: allScopes, accountIds: [own] };
    const left = new Map(fieldDocuments(schema, readLiterals(stage.sandbox, own)).map((one) => [one.name, one]));
    for (let variant = 0; variant < 40 && left.size > 0; variant += 1) {
      const documents = fieldDocuments(schema, readLiterals(stage.sandbox, own, variant));
      for (const one of documents.filter(({ name }) => left.has(name))) {
        const answer = await stage.ask(one.document, {}, await bearer(all));
        const { reached, needed } = expectationOf(schema, parse(one.document), answer.data, all);
        if (!reached.has(one.name)) continue;
        left.delete(one.name);
        probes.push({ ...one, needed });
      }
    }
    expect([...left.keys()].filter((name) => !unreachable.has(name))).toEqual([]);
  }, timeoutMs);

  const each = (id: string, title: string, prove: (probe: FieldProbe) => Promise<void>) =>
    row(
      id,
      title,
      async () => {
        expect(probes.length).toBeGreaterThan(300);
        for (const probe of probes) await prove(probe);
      },
      timeoutMs,
    );

  each('A1', 'of each field without a scope sends nothing and shows nothing that needs one', async (probe) => {
    await check(probe, { scopes: new Set(), accountIds: [own] });
    expect(stage.calls).toEqual([]);
  });

  each('A2', 'of each field with the scopes of reads shows all but secrets', async (probe) => {
    const { expected } = await check(probe, { scopes: readScopes, accountIds: [own] });
    const refused = expected.refused.filter((path) => !expected.foreign.includes(path));
    expect(refused.filter((path) => !path.endsWith('acceptUrl'))).toEqual([]);
  });

  each('A3', 'of each field needs exactly the scopes that the SDL names, each of them', async (probe) => {
    const wide = await check(probe, { scopes: allScopes, accountIds: [own] });
    const exact = await check(probe, { scopes: probe.needed, accountIds: [own] });
    if (!isClock(probe) && !isFiltered(probe))
      expect([probe.name, exact.answer.data]).toEqual([probe.name, wide.answer.data]);
    for (const scope of probe.needed) {
      const scopes = allBut(scope);
      const { expected } = await check(probe, { scopes, accountIds: [own] });
      expect([probe.name, scope, expected.refused.length > 0]).toEqual([probe.name, scope, true]);
    }
  });

  each('A4', 'of each field of an account with all scopes for another one finds nothing of it', async (probe) => {
    const { answer } = await check(probe, { scopes: allScopes, accountIds: [child] }, namesSite(probe));
    expect([probe.name, shown(answer, ownTexts, probe)]).toEqual([probe.name, []]);
  });

  row(
    'A5',
    'that names the account of others with all scopes sends nothing, wherever it names it',
    async () => {
      const limits = { scopes: allScopes, accountIds: [child] };
      const needs = new Map(probes.map(({ name, needed }) => [name, needed]));
      const named = documentsOf(own, namedAccount(own));
      for (const one of named.filter((document) => !isOpen(document) && !unreachable.has(document.name))) {
        stage.calls.splice(0);
        const answer = await stage.ask(one.document, {}, await bearer(limits));
        expect([one.name, stage.calls.map(({ url }) => url)]).toEqual([one.name, []]);
        expect([one.name, shown(answer, ownTexts, one)]).toEqual([one.name, []]);
        const isGuarded = (needs.get(one.name)?.size ?? 0) > 0 || isFiltered(one);
        expect([one.name, refusedBy(answer).length > 0]).toEqual([one.name, isGuarded]);
      }
      for (const { document } of probes) {
        stage.calls.splice(0);
        const headers = { ...(await bearer(limits)), 'wix-account-id': own };
        const answer = await stage.ask(document, {}, headers);
        expect([answer.status, answer.code, stage.calls]).toEqual([403, 'FORBIDDEN', []]);
      }
    },
    timeoutMs,
  );

  row(
    'A6',
    'that names objects of another account with all scopes for its own shows none of them',
    async () => {
      for (const one of documentsOf(child)) {
        const { answer } = await check(one, { scopes: allScopes, accountIds: [own] }, namesSite(one));
        const listed = /childAccounts|children|contributorAccounts/.test(one.document);
        expect([one.name, listed ? [] : shown(answer, childTexts, one)]).toEqual([one.name, []]);
      }
    },
    timeoutMs,
  );

  each('A7', 'of each field with all scopes for both accounts shows what the own secret shows', async (probe) => {
    const both = await check(probe, { scopes: allScopes, accountIds: [own, child] });
    const secret = await check(probe, null);
    expect(secret.expected.refused).toEqual([]);
    if (both.expected.foreign.length > 0 || isClock(probe) || isFiltered(probe)) return;
    expect([probe.name, both.answer.data]).toEqual([probe.name, secret.answer.data]);
  });

  each('A8', 'of each field with a token beside the secret shows no more than the token', async (probe) => {
    const narrow = await bearer({ scopes: [], accountIds: [own] });
    const token = await stage.ask(probe.document, {}, narrow);
    const both = await stage.ask(probe.document, {}, { authorization: narrow.authorization });
    if (!isClock(probe)) expect([probe.name, both.data]).toEqual([probe.name, token.data]);
    expect(refusedBy(both)).toEqual(refusedBy(token));
  });

  each('A9', 'of each field shows a narrower token nothing that a wider one left in the cache', async (probe) => {
    const wide = await bearer({ scopes: allScopes, accountIds: [own, child] });
    const filled = await cached.ask(probe.document, {}, wide);
    expect(refusedBy(filled)).toEqual(wideRefusals(probe.document, filled));
    for (const limits of [
      { scopes: new Set<string>(), accountIds: [own] },
      { scopes: allScopes, accountIds: [child] },
    ]) {
      const answer = await cached.ask(probe.document, {}, await bearer(limits));
      const expected = expectationOf(schema, parse(probe.document), answer.data, limits);
      const isOfOthers = namesSite(probe) && !limits.accountIds.includes(own);
      if (!isOfOthers) expect([probe.name, refusedBy(answer)]).toEqual([probe.name, expected.refused]);
      expect([probe.name, expected.leaked]).toEqual([probe.name, []]);
      if (limits.accountIds.includes(own)) continue;
      expect([probe.name, shown(answer, ownTexts, probe)]).toEqual([probe.name, []]);
    }
  });

  /** Whether a document makes a call about a site that it names itself, which is refused for a site of another account. */
  function namesSite({ document }: { readonly document: string }): boolean {
    return document.includes('siteCertificate(');
  }

  /** What tokens with all scopes for both accounts do not see: fields of accounts from elsewhere. */
  function wideRefusals(document: string, { data }: Answer) {
    return expectationOf(schema, parse(document), data, { scopes: allScopes, accountIds: [own, child] }).foreign;
  }

  /** Whether the response is what the token allows of a longer one, which tests of the directory compare with the sandbox. */
  function isFiltered({ document }: FieldDocument): boolean {
    return filteredFields.some((name) => new RegExp(`\\b${name}\\b[ ({]`).test(document));
  }

  /** Whether a document reads what passes with time. */
  function isClock({ document }: FieldDocument): boolean {
    return document.includes('rateLimit');
  }

  /** Whether a document's first field speaks for no account that it could name. */
  function isOpen({ document }: FieldDocument): boolean {
    return /^\{ (domainAvailability|domainSuggestions|rateLimit)/.test(document);
  }

  function documentsOf(accountId: string, more = {}): FieldDocument[] {
    return fieldDocuments(schema, { ...readLiterals(stage.sandbox, accountId), ...more });
  }
});
