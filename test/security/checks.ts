import { type GraphQLSchema, parse } from 'graphql';
import { expect } from 'vitest';
import { querySites } from '../../src/graph/site/rest.ts';
import { inviteSecretScope, scopeOf } from '../../src/wix/scope.ts';
import { ledger } from './ledger.ts';
import { type Expectation, expectationOf, type Limits } from './refusals.ts';
import { endpointOf, ownersOf, strayIds } from './sent-calls.ts';
import type { Answer, Stage } from './stage.ts';
import { bearer } from './tokens.ts';

/** A request that the matrix makes with many tokens. */
export interface Probe {
  readonly name: string;
  readonly document: string;
  readonly variables?: object;
}

/** The headers of a caller; those of the router for one without a token. */
export async function headersOf(limits: Limits) {
  return limits === null ? {} : bearer(limits);
}

/** The paths of a response that were refused. */
export function refusedBy({ errors }: Answer): string[] {
  return errors
    .filter(({ extensions }) => extensions['code'] === 'FORBIDDEN')
    .map(({ path }) => (path ?? []).join('.'))
    .sort();
}

/** Values of an account's objects in a response, without those that the request named. */
export function shown({ text }: Answer, texts: Iterable<string>, { document, variables }: Probe): string[] {
  const asked = `${document} ${JSON.stringify(variables)}`;
  const found = [...texts].filter((value) => text.includes(value) && !asked.includes(value));
  ledger.leaks += found.length;
  return found;
}

/** The links that accept invites, as the sandbox makes them. */
const acceptLinks = /users\.wix\.com\/invite\/accept\?token=\w+/;

/** Sends a probe and holds its response and its calls against what the SDL and the token say. */
export function checker(schema: GraphQLSchema, stage: Stage) {
  const owners = ownersOf(stage.sandbox);
  /** `isForeign`: for what the token's accounts do not own. Then any place may be refused, and none must hold a value. */
  return async (
    probe: Probe,
    limits: Limits,
    isForeign = false,
  ): Promise<{ answer: Answer; expected: Expectation }> => {
    const { name, document, variables } = probe;
    stage.calls.splice(0);
    const answer = await stage.ask(document, variables, await headersOf(limits));
    expect([name, answer.status]).toEqual([name, 200]);
    const expected = expectationOf(schema, parse(document), answer.data, limits);
    ledger.leaks += expected.leaked.length;
    const found = { refused: refusedBy(answer), leaked: expected.leaked, ...strayCalls(stage, owners, limits) };
    const where = { name, ...limits };
    // Known from the sandbox and not from the SDL, so that a link can't go without its scope by not being declared.
    const links = limits === null || limits.scopes.has(inviteSecretScope) ? [] : acceptLinks.exec(answer.text);
    expect({ where, links: links ?? [] }).toEqual({ where, links: [] });
    const refused = isForeign ? found.refused : expected.refused;
    expect({ where, ...found }).toEqual({ where, refused, leaked: [], unscoped: [], stray: [] });
    return { answer, expected };
  };
}

/**
 * Calls whose scope the token lacks, and ids in calls that the token is not for. Query Sites needs no scope where it tells whether a site is
 * of the token's accounts.
 */
export function strayCalls({ calls }: Stage, owners: ReadonlyMap<string, string>, limits: Limits) {
  if (limits === null) return { unscoped: [], stray: [] };
  const unscoped = calls
    .map((call) => endpointOf(call).endpoint)
    .filter((endpoint) => !limits.scopes.has(scopeOf(endpoint)) && endpoint !== querySites);
  return { unscoped: unscoped.map(({ name }) => name), stray: strayIds(calls, owners, limits.accountIds) };
}
