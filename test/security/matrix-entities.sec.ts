import { isUnionType } from 'graphql';
import { beforeAll, describe, expect } from 'vitest';
import { scopesOfType } from '../../src/graph/federation/scopes.ts';
import { printSdl } from '../../src/graph/federation/sdl.ts';
import { buildSchema, defaultSchemaOptions } from '../../src/graph/schema.ts';
import { childAccountIds } from '../support/sites.ts';
import { textsOf } from './account-texts.ts';
import { checker, headersOf, type Probe, refusedBy, shown } from './checks.ts';
import { selectionOf, wayTo } from './field-documents.ts';
import { row } from './ledger.ts';
import { readLiterals } from './samples.ts';
import { type Answer, useStage } from './stage.ts';
import { allBut, allScopes, readScopes, tokenEnv } from './tokens.ts';

const schema = buildSchema({ ...defaultSchemaOptions, relayNode: true });
const union = schema.getType('_Entity');
const entityTypes = isUnionType(union) ? union.getTypes() : [];

/** The field sets of each entity's `@key`, by its type. */
const keys = new Map(
  [...printSdl(buildSchema(), defaultSchemaOptions).matchAll(/^type (\w+).*$/gm)].map(([head, name]) => [
    String(name),
    [...head.matchAll(/@key\(fields: "([^"]+)"\)/g)].map(([, fields]) => String(fields)),
  ]),
);

/** An entity of an account by each of its keys, for routers, and by its id, for Relay. */
interface EntityProbe extends Probe {
  readonly typeName: string;
  readonly variables: { readonly r: readonly [object] } | { readonly id: string };
}

const isByKey = ({ variables }: EntityProbe) => 'r' in variables;

/** What a response holds in the place of the probe. */
const foundBy = (probe: EntityProbe, { data }: Answer) => (isByKey(probe) ? data._entities[0] : data.node);

describe('an entity', () => {
  const stage = useStage({ env: { ...tokenEnv, RELAY_NODE: 'true' }, asksAgain: true });
  const { accountId: own } = stage.sandbox;
  const [child = ''] = childAccountIds(stage.sandbox);
  const check = checker(schema, stage);
  const probes: EntityProbe[] = [];
  const childProbes: EntityProbe[] = [];

  beforeAll(async () => {
    for (const [accountId, into] of [
      [own, probes],
      [child, childProbes],
    ] as const) {
      for (const type of entityTypes) {
        for (const fields of keys.get(type.name) ?? []) {
          const document = wayTo(
            schema,
            type.name,
            `found: __typename nodeId: id ${fields}`,
            readLiterals(stage.sandbox, accountId),
          );
          const headers = { 'wix-account-id': accountId };
          const { data } = await stage.ask(document, {}, headers);
          const object = firstFound(data);
          if (object === null) continue;
          const { found, nodeId, ...key } = object;
          if (fields === keys.get(type.name)?.[0]) {
            into.push({
              name: `${type.name} by its id`,
              typeName: type.name,
              document: `query ($id: ID!) { node(id: $id) { __typename ... on ${type.name}${selectionOf(type)} } }`,
              variables: { id: nodeId },
            });
          }
          into.push({
            name: `${type.name} by ${fields}`,
            typeName: type.name,
            document: `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on ${type.name}${selectionOf(type)} } }`,
            variables: { r: [{ ...key, __typename: found }] },
          });
        }
      }
    }
    expect(probes.map(({ name }) => name)).toEqual(
      entityTypes.flatMap(({ name }) => ['its id', ...(keys.get(name) ?? [])].map((fields) => `${name} by ${fields}`)),
    );
    expect(childProbes.length).toBeGreaterThan(4);
  });

  /** Asks with a token that lacks a scope of the type: the entity is refused in its place, and nothing is sent. */
  const checkRefused = async (probe: EntityProbe, scopes: ReadonlySet<string>) => {
    stage.calls.splice(0);
    const answer = await stage.ask(probe.document, probe.variables, await headersOf({ scopes, accountIds: [own] }));
    expect([probe.name, answer.data, refusedBy(answer), stage.calls]).toEqual([
      probe.name,
      isByKey(probe) ? { _entities: [null] } : { node: null },
      [isByKey(probe) ? '_entities.0' : 'node'],
      [],
    ]);
  };

  const scopesOf = ({ typeName }: EntityProbe) =>
    scopesOfType(schema.getType(typeName) as (typeof entityTypes)[number]);

  row('A10', 'needs the scopes of its type and of its fields, whichever key names it', async () => {
    for (const probe of probes) {
      const wide = await check(probe, { scopes: allScopes, accountIds: [own] });
      expect([probe.name, foundBy(probe, wide.answer)?.__typename]).toEqual([probe.name, probe.typeName]);
      const { needed } = wide.expected;
      const exact = new Set([...needed, ...scopesOf(probe)]);
      const narrow = await check(probe, { scopes: exact, accountIds: [own] });
      expect([probe.name, narrow.answer.data]).toEqual([probe.name, wide.answer.data]);
      for (const scope of exact) {
        if (scopesOf(probe).includes(scope)) await checkRefused(probe, allBut(scope));
        else await check(probe, { scopes: allBut(scope), accountIds: [own] });
      }
      if (scopesOf(probe).length > 0) await checkRefused(probe, new Set());
      else await check(probe, { scopes: new Set(), accountIds: [own] });
      await check(probe, { scopes: readScopes, accountIds: [own] });
      const secret = await check(probe, null);
      expect([probe.name, secret.answer.data]).toEqual([probe.name, wide.answer.data]);
    }
  });

  row(
    'A11',
    'of another account is not found, is refused where its key names the account, and shows nothing',
    async () => {
      for (const [others, accountId, texts] of [
        [childProbes, own, textsOf(stage.sandbox, child)],
        [probes, child, textsOf(stage.sandbox, own)],
      ] as const) {
        for (const probe of others) {
          const { answer } = await check(probe, { scopes: allScopes, accountIds: [accountId] }, true);
          expect([probe.name, shown(answer, texts, probe)]).toEqual([probe.name, []]);
          const both = await check(probe, { scopes: allScopes, accountIds: [own, child] });
          expect([probe.name, both.expected.refused]).toEqual([probe.name, []]);
        }
      }
    },
  );

  row('A12', 'that is refused touches no other one of the request', async () => {
    const document = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ${entityTypes
      .map(({ name }) => `... on ${name} { ${keys.get(name)?.[0]} }`)
      .join(' ')} } }`;
    const byKey = probes.filter(isByKey);
    const variables = { r: byKey.flatMap((probe) => ('r' in probe.variables ? probe.variables.r : [])) };
    const headers = await headersOf({ scopes: new Set(['SITE_LIST.READ']), accountIds: [own] });
    const answer = await stage.ask(document, variables, headers);
    const expected = byKey.map((probe) =>
      scopesOf(probe).every((scope) => scope === 'SITE_LIST.READ') ? { __typename: probe.typeName } : null,
    );
    expect(answer.data._entities).toEqual(
      expected.map((value) => (value === null ? null : expect.objectContaining(value))),
    );
    const refused = expected.flatMap((value, index) => (value === null ? `_entities.${index}` : []));
    expect(refusedBy(answer)).toEqual(refused.sort());
  });
});

/** The first object in a response that the alias `found` marks. */
function firstFound(value: unknown): ({ readonly found: string; readonly nodeId: string } & object) | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('found' in value && typeof value.found === 'string') return value as { found: string; nodeId: string };
  for (const inner of Object.values(value)) {
    const found = firstFound(inner);
    if (found !== null) return found;
  }
  return null;
}
