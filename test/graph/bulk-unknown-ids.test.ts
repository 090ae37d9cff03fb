import {
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import { expect, it } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { useGraph } from '../support/graph.ts';
import { mutationExamples } from '../support/mutation-examples.ts';
import { noId, soon } from '../support/sites.ts';

const graph = useGraph({ now: new Date(), server: soon });

type Steps = readonly (string | number)[];

/** An input with one unknown id among known ones. */
interface Unknown {
  readonly value: unknown;
  readonly at: Steps;
}

const unknownOf: Readonly<Record<string, string>> = { ID: noId, DomainName: 'unknown-bakery.example' };

/** Every way to put an unknown id into a list of the value, beside those that it has. */
function unknownsOf(type: GraphQLInputType, value: unknown, at: Steps): Unknown[] {
  const named = getNullableType(type);
  if (isListType(named) && Array.isArray(value)) {
    const [first] = value;
    const item = getNullableType(named.ofType);
    const beside = (one: unknown, steps: Steps) => ({ value: value.toSpliced(1, 0, one), at: [...at, 1, ...steps] });
    if (!isInputObjectType(item)) {
      const unknown = unknownOf[item.toString()];
      // Roles that the account doesn't list are left to Wix.
      return unknown === undefined || at.at(-1) === 'roleIds' ? [] : [beside(unknown, [])];
    }
    const direct = Object.values(item.getFields()).flatMap(({ name, type: fieldType }) => {
      const unknown = unknownOf[getNullableType(fieldType).toString()];
      return unknown === undefined || name === 'roleId' || first[name] === undefined
        ? []
        : [beside(JSON.parse(JSON.stringify(first).replaceAll(first[name], unknown)), [name])];
    });
    const nested = unknownsOf(item, first, [...at, 0]).map((one) => ({ ...one, value: value.with(0, one.value) }));
    return [...direct, ...nested];
  }
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) return [];
  const given = value as Readonly<Record<string, unknown>>;
  return Object.values(named.getFields()).flatMap((field) =>
    unknownsOf(field.type, given[field.name], [...at, field.name]).map((one) => ({
      ...one,
      value: { ...given, [field.name]: one.value },
    })),
  );
}

/** The mutations that return a result for each item. */
const bulk = Object.values(buildSchema().getMutationType()?.getFields() ?? {}).filter(({ type }) => {
  const payload = getNamedType(type);
  return isObjectType(payload) && 'results' in payload.getFields();
});

const cases = bulk.flatMap(({ name, args: [input] }) => {
  const example = mutationExamples(graph.sandbox)[name];
  if (input === undefined) throw new Error(`${name} has no input`);
  return unknownsOf(input.type, example, []).map((one) => ({ name, type: input.type, path: one.at.join('.'), ...one }));
});

it('every mutation of many objects is among those tested', () => {
  const withoutIds = ['inviteSiteContributors'];
  expect(new Set([...cases.map(({ name }) => name), ...withoutIds])).toEqual(new Set(bulk.map(({ name }) => name)));
  expect(bulk.length).toBeGreaterThan(6);
});

it.each(cases)('$name with an unknown id at $path writes nothing, and says which id it is', async (one) => {
  const ask = async (more: object) => {
    const { data, errors, calls } = await graph.ask(
      `mutation ($input: ${one.type}) { ${one.name}(input: $input) {
        results { __typename } userErrors { code path }
        dryRun { isPossible problems { code path } calls { operation } }
      } }`,
      { input: { ...(one.value as object), ...more } },
    );
    expect(errors).toBeUndefined();
    return { ...data[one.name], calls };
  };
  const mistake = { code: 'NOT_FOUND', path: ['input', ...one.at.map(String)] };
  const dry = await ask({ dryRun: true });
  expect(dry).toMatchObject({ results: null, userErrors: [], dryRun: { isPossible: false, problems: [mistake] } });
  const state = JSON.stringify([
    ...graph.sandbox.state.sites,
    ...graph.sandbox.state.folders,
    ...graph.sandbox.state.teamMembers,
  ]);
  const written = await ask({});
  expect(written).toMatchObject({ results: null, userErrors: [mistake], dryRun: null });
  const writes = dry.dryRun.calls.map(({ operation }: { operation: string }) => operation);
  expect(writes.length).toBeGreaterThan(0);
  expect(Object.keys(written.calls).filter((operation) => writes.includes(operation))).toEqual([]);
  expect(
    JSON.stringify([...graph.sandbox.state.sites, ...graph.sandbox.state.folders, ...graph.sandbox.state.teamMembers]),
  ).toBe(state);
});
