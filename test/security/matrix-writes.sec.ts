import { randomUUID } from 'node:crypto';
import { getNamedType, isInputObjectType } from 'graphql';
import { describe, expect } from 'vitest';
import { scopesOfField } from '../../src/graph/federation/scopes.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import { mutationExamples } from '../support/mutation-examples.ts';
import { childAccountIds } from '../support/sites.ts';
import { textsOf } from './account-texts.ts';
import { checker, headersOf, type Probe, refusedBy, shown, strayCalls } from './checks.ts';
import { payloadSelection } from './field-documents.ts';
import { foreignInputs } from './foreign-inputs.ts';
import { row } from './ledger.ts';
import type { Limits } from './refusals.ts';
import { endpointOf, ownersOf } from './sent-calls.ts';
import { useStage } from './stage.ts';
import { allBut, allScopes, readScopes, tokenEnv } from './tokens.ts';

const schema = buildSchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

/** Every mutation on a sandbox of its own: the refused ones first, because they must leave all as it is. */
describe.each(mutations.map((field) => [field.name, field] as const))('%s', (name, field) => {
  // The certificate of an example is made now, so the sandbox's clock stands there too.
  const stage = useStage({ env: tokenEnv, now: new Date(), asksAgain: true });
  const { sandbox } = stage;
  const { accountId: own } = sandbox;
  const [child = '', second = ''] = childAccountIds(sandbox);
  const owners = ownersOf(sandbox);
  const input = mutationExamples(sandbox)[name] ?? {};
  const foreign = {
    siteId: [...sandbox.state.sites.values()].find(({ accountId }) => accountId === child)?.id ?? '',
    accountId: second,
  };
  const needed = new Set(scopesOfField(field));
  const inputType = getNamedType(field.args[0]?.type);
  const inputFields = new Set(isInputObjectType(inputType) ? Object.keys(inputType.getFields()) : []);
  const document = `mutation ($input: ${inputType}!) { ${name}(input: $input)${payloadSelection(getNamedType(field.type))} }`;

  const probeOf = (given: object): Probe => ({ name, document, variables: { input: given } });
  const ask = async (probe: Probe, limits: Limits, more: object = {}) => {
    stage.calls.splice(0);
    return stage.ask(probe.document, probe.variables, { ...(await headersOf(limits)), ...more });
  };
  /** The calls since the last request that are more than reads. */
  const writes = () => stage.calls.map((call) => endpointOf(call).endpoint).filter(({ retry }) => retry !== 'read');

  /** Asks and expects that the mutation as a whole is refused, and that nothing at all is sent. */
  const refuse = async (probe: Probe, limits: Limits, more: object = {}) => {
    const before = JSON.stringify([...sandbox.state.sites.values()]);
    const answer = await ask(probe, limits, more);
    expect({ limits, data: answer.data, refused: refusedBy(answer), calls: stage.calls }).toEqual({
      limits,
      data: { [name]: null },
      refused: [name],
      calls: [],
    });
    expect(JSON.stringify([...sandbox.state.sites.values()])).toBe(before);
  };

  row('A13', 'is refused and sends nothing without its scopes, each of them, or for another account', async () => {
    const probe = probeOf(input);
    await refuse(probe, { scopes: new Set(), accountIds: [own] });
    for (const scope of needed) await refuse(probe, { scopes: allBut(scope), accountIds: [own] });
    const isRead = [...needed].every((scope) => readScopes.has(scope));
    if (!isRead) await refuse(probe, { scopes: readScopes, accountIds: [own] });
    // A token beside the router's secret is not widened by it.
    const { authorization } = (await headersOf({ scopes: new Set(), accountIds: [own] })) as { authorization: string };
    await refuse(probe, null, { authorization });
    const other = { scopes: allScopes, accountIds: [child] };
    const named = await ask(
      probeOf({ ...input, [inputFields.has('accountId') ? 'accountId' : 'sourceAccountId']: own }),
      other,
    );
    expect([refusedBy(named), writes()]).toEqual([[name], []]);
    const inHeader = await ask(probe, other, { 'wix-account-id': own });
    expect([inHeader.status, inHeader.code, stage.calls]).toEqual([403, 'FORBIDDEN', []]);
  });

  row('A14', 'that names a site or account of others, wherever its input takes one, sends nothing to it', async () => {
    const limits = { scopes: allScopes, accountIds: [own] };
    const places: string[] = [];
    for (const { place, input: named } of foreignInputs(field.args[0]?.type, input, foreign)) {
      places.push(place);
      for (const dryRun of inputFields.has('dryRun') ? [false, true] : [false]) {
        const probe = probeOf({ ...named, ...(dryRun ? { dryRun } : {}) });
        const answer = await ask(probe, limits);
        const found = { writes: writes().map((one) => one.name), ...strayCalls(stage, owners, limits) };
        expect({ place, dryRun, ...found }).toEqual({ place, dryRun, writes: [], unscoped: [], stray: [] });
        expect(shown(answer, textsOf(sandbox, child), probe)).toEqual([]);
      }
    }
    expect(places.some((place) => /accountId$/i.test(place))).toBe(true);
  });

  row('A15', 'is carried out with exactly its scopes, and its payload shows what they cover', async () => {
    const idempotencyKey = inputFields.has('idempotencyKey') ? randomUUID() : undefined;
    const probe = probeOf({ ...input, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) });
    const check = checker(schema, stage);
    const first = await check(probe, { scopes: needed, accountIds: [own, child] });
    expect([name, first.answer.data[name]?.userErrors]).toEqual([name, []]);
    if (idempotencyKey === undefined) return;
    // The same subject with less: its key must not bring back what the first token was shown.
    await refuse(probe, { scopes: new Set(), accountIds: [own, child] });
    const narrower = { scopes: needed, accountIds: [own] };
    const answer = await ask(probe, narrower);
    expect([name, answer.data, answer.errors[0]?.extensions['code'], writes()]).toEqual([
      name,
      { [name]: null },
      'IDEMPOTENCY_TOKEN_NARROWER',
      [],
    ]);
  });

  row(
    'A16',
    'with all scopes for another account writes nothing outside it and shows nothing of this one',
    async () => {
      const limits = { scopes: allScopes, accountIds: [child] };
      const probe = probeOf(input);
      const answer = await ask(probe, limits);
      expect({ name, ...strayCalls(stage, owners, limits) }).toEqual({ name, unscoped: [], stray: [] });
      expect(shown(answer, textsOf(sandbox, own), probe)).toEqual([]);
    },
  );
});
