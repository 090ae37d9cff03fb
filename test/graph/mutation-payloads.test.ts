import { type GraphQLObjectType, getNamedType, isNonNullType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { useGraph } from '../support/graph.ts';
import { identities } from '../support/identities.ts';
import { mutationCases } from '../support/mutation-cases.ts';
import { mutationExamples } from '../support/mutation-examples.ts';
import { ofDirectory } from '../support/selections.ts';
import { agencySites, soon } from '../support/sites.ts';

const schema = buildSchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const names = mutations.map(({ name }) => name).sort();

/** Selects identities to the given depth: everything that takes no arguments and leads to an object. */
function selectionOf(type: GraphQLObjectType, depth: number): string {
  const fields = Object.values(type.getFields()).flatMap(({ name, type: fieldType, args }) => {
    if (name.startsWith('_') || name === 'dryRun' || name === 'userErrors' || ofDirectory.test(name)) return [];
    const named = getNamedType(fieldType);
    if (/^(removed|revoked)\w*Ids?$/.test(name)) return [name];
    if (!isObjectType(named) || args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined))
      return [];
    if (depth === 0 || named.name.endsWith('Connection') || named.name === 'UserError') return [];
    return [`${name} ${selectionOf(named, name.endsWith('Edge') || name === 'results' ? depth : depth - 1)}`];
  });
  const own = [
    '__typename',
    ...('id' in type.getFields() ? ['id'] : []),
    ...('cursor' in type.getFields() ? ['cursor'] : []),
  ];
  return `{ ${[...own, ...fields].join(' ')} }`;
}

/** The objects, removed ids and edges of a payload. */
function contentsOf(
  value: unknown,
  into = { objects: new Set<string>(), removed: new Set<string>(), edges: new Set<string>() },
) {
  if (typeof value !== 'object' || value === null) return into;
  const { __typename: type, id, node } = value as { __typename?: string; id?: string; node?: { id: string } };
  if (typeof id === 'string') into.objects.add(`${type} ${id}`);
  if (node !== undefined) into.edges.add(`${type?.replace(/Edge$/, '')} ${node.id}`);
  for (const [key, child] of Object.entries(value)) {
    if (/^(removed|revoked)\w*Ids?$/.test(key)) for (const one of [child].flat()) into.removed.add(String(one));
    contentsOf(child, into);
  }
  return into;
}

describe.each(mutationCases(names))('$title', ({ mutation: name, input: inputOf }) => {
  const graph = useGraph({ now: new Date(), server: soon });

  it('returns every object that changed, an edge of each that a list gained, and the id of each that is gone', async () => {
    // The sandbox makes up the properties of sites when they are read first.
    const siteIds = agencySites(graph.sandbox, () => true).map(({ id }) => id);
    if (/Site(Profile|Contact|Region|Schedule|Consent)|renameSite/.test(name)) {
      await graph.ask('query ($siteIds: [ID!]!) { sites(ids: $siteIds) { properties { id } } }', { siteIds });
    }
    const input = inputOf(graph.sandbox);
    const before = identities(graph.sandbox);
    const payload = getNamedType(mutations.find((one) => one.name === name)?.type) as GraphQLObjectType;
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const selection = selectionOf(payload, 2);
    const { data, errors } = await graph.ask(
      `mutation ($input: ${type}!) { ${name}(input: $input) { result: __typename ...P userErrors { code message path } } } fragment P on ${payload.name} ${selection}`,
      { input },
    );
    expect(errors).toBeUndefined();
    expect(data[name].userErrors).toEqual([]);
    const after = identities(graph.sandbox);
    const { objects, removed, edges } = contentsOf(data[name]);
    const changed = [...after].filter(([key, value]) => before.get(key) !== value).map(([key]) => key);
    const gone = [...before.keys()].filter((key) => !after.has(key));
    const gained = changed.filter(
      (key) => !before.has(key) && schema.getType(`${key.split(' ')[0]}Edge`) !== undefined,
    );
    const created = changed.filter((key) => !before.has(key));
    const isShown = (key: string) => objects.has(key) || removed.has(key.split(' ')[1] ?? '') || isInside(key, created);
    expect(changed.filter((key) => !isShown(key))).toEqual([]);
    expect(gone.filter((key) => !removed.has(key.split(' ')[1] ?? '') && !isInside(key, gone))).toEqual([]);
    expect(gained.filter((key) => !edges.has(key) && !isInside(key, created))).toEqual([]);
    expect(changed.length + gone.length).toBeGreaterThan(0);
  });
});

/** Descriptions of null that do not hold for a write that was applied. */
const notApplied =
  /Null (?:after a refusal|for a dry run|after a refusal of the whole write)(?: or a dry run|, and after a refusal)?\./;

/** Fields of a payload or of its results that are null, although their descriptions give no reason for it. */
function unexplained(type: GraphQLObjectType, value: Readonly<Record<string, unknown>>): string[] {
  return Object.values(type.getFields()).flatMap((field): string[] => {
    const { name, description } = field;
    const found = value[name];
    const named = getNamedType(field.type);
    if (name === 'results' && Array.isArray(found) && isObjectType(named)) {
      return found.flatMap((one) => unexplained(named, one));
    }
    if (found !== null || ['dryRun', 'error'].includes(name)) return [];
    const reasons = (description ?? '').replace(notApplied, '');
    return /\b[Nn]ull\b/.test(reasons) ? [] : [`${type.name}.${name}: ${description}`];
  });
}

describe.each(names)('the payload of %s', (name) => {
  const graph = useGraph({ now: new Date(), server: soon });

  it('has null for a write that was applied only where the description says why', async () => {
    const payload = getNamedType(mutations.find((one) => one.name === name)?.type) as GraphQLObjectType;
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const { data, errors } = await graph.ask(
      `mutation ($input: ${type}!) { ${name}(input: $input) ${flatSelection(payload)} }`,
      { input: mutationExamples(graph.sandbox)[name] },
    );
    expect(errors).toBeUndefined();
    expect(data[name].userErrors).toEqual([]);
    expect(unexplained(payload, data[name])).toEqual([]);
  });
});

/** Selects every field of a payload and of its results, and the type name of each object. */
function flatSelection(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields()).map(({ name, type: fieldType }) => {
    const named = getNamedType(fieldType);
    if (!isObjectType(named)) return name;
    return `${name} ${name === 'results' ? flatSelection(named) : '{ __typename }'}`;
  });
  return `{ ${fields.join(' ')} }`;
}

/** Whether a created or gone object is reachable only through another one that is. */
function isInside(key: string, others: readonly string[]): boolean {
  const holder = key.startsWith('RoleAssignment ') ? 'TeamMember ' : key.startsWith('TeamMember ') ? 'Account ' : null;
  return holder !== null && others.some((other) => other.startsWith(holder));
}
