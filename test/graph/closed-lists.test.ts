import { getNamedType, isObjectType } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import type { ServedCall } from '../../src/sandbox/calls.ts';
import { routes } from '../../src/sandbox/routes.ts';
import { closedLists, sentAt } from '../support/closed-lists.ts';
import { allEndpoints } from '../support/coverage.ts';
import { type EnumInput, enumInputs, valueWith } from '../support/enum-inputs.ts';
import { useGraph } from '../support/graph.ts';
import { mutationExamples } from '../support/mutation-examples.ts';
import { soon } from '../support/sites.ts';
import { mutationDocument } from '../support/writes.ts';

/** Explains the lists of which the graph sends nothing, and the values that it never sends, by endpoint and place. */
const neverSent: Readonly<Record<string, Readonly<Record<string, 'all' | readonly string[]>>>> = {
  // UNKNOWN is what the graph calls all that it doesn't know, which can't be asked for.
  'Query Sites': {
    'body.query.filter.editorType': ['UNKNOWN'],
    'body.query.filter.namespace': ['UNKNOWN_NAMESPACE'],
  },
  'Count Sites': { 'body.filter.editorType': ['UNKNOWN'], 'body.filter.namespace': ['UNKNOWN_NAMESPACE'] },
  // Sites are sent as `site`, whose type is in its name.
  'Update Team Member Assignments': { 'body.newAssignments.restrictions.resource.resourceType': 'all' },
  // All roles are read, and the graph filters them: equal reads share a call.
  'Get Roles Info': { 'query.filter.roleLevel': 'all', 'query.filter.editorTypes': 'all' },
  // Subdomains send no type; HIDDEN is internal to Wix.
  'Create Connected Domain': {
    'body.connectedDomain.connectionType': ['UNKNOWN_CONNECTION_TYPE', 'HIDDEN'],
    'body.connectedDomain.siteInfo.assignmentType': ['UNKNOWN_ASSIGNMENT_TYPE'],
  },
  // Folders have one order.
  'Query Folders': { 'body.query.sort.order': ['DESC'] },
  // A zone keeps the one SOA record that it has.
  'Update DNS Zone': { 'body.additions.type': ['SOA'], 'body.deletions.type': ['SOA'] },
  // Only the graph filters by these.
  'Query Packages': {
    'body.query.filter.productInstances.failure.code': 'all',
    'body.query.filter.productInstances.billingInfo.type': 'all',
    'body.query.filter.productInstances.billingInfo.cycleDuration.unit': 'all',
  },
  // All addresses are read, and the graph filters them: equal reads share a call.
  'List Published Site Urls': { 'query.filters.urlType': ['PREMIUM', 'FREE'] },
};

/** Fields of input objects that an example has not, by type. */
const fill: Readonly<Record<string, object>> = {
  SiteAddressInput: { street: 'Strandgaten 1' },
  AddressNoteInput: { text: 'In the passage' },
  // The others are not counted by Wix.
  SiteFilter: { includeTrashed: true },
};

/** A value that fits each type of DNS records. */
const dnsValues: Readonly<Record<string, string>> = {
  A: '203.0.113.7',
  AAAA: '2001:db8::7',
  CNAME: 'target.example.com',
  MX: '10 mx.example.com',
  NAPTR: '100 10 "u" "E2U+sip" "!^.*$!sip:a@example.com!" .',
  NS: 'ns1.example.com',
  PTR: 'target.example.com',
  SOA: 'ns1.example.com admin.example.com 1 7200 900 1209600 300',
  SPF: 'v=spf1 -all',
  SRV: '10 5 5060 sip.example.com',
  TXT: 'token=1',
};

const schema = buildSchema();
const inputs = enumInputs(schema);
const lists = closedLists(routes);
const never = '0a0b0c0d-0000-4000-8000-000000000000';

function fieldOf({ field }: EnumInput) {
  const [typeName = '', name = ''] = field.split('.');
  const type = schema.getType(typeName);
  const found = isObjectType(type) ? type.getFields()[name] : undefined;
  if (found === undefined) throw new Error(`no field ${field}`);
  return { typeName, name, found };
}

describe('closed lists in requests', () => {
  const graph = useGraph({ now: new Date(), server: soon });
  const sent: ServedCall[] = [];
  const { state, accountId } = graph.sandbox;
  const [site] = [...state.sites.values()].filter(
    (one) => one.accountId === accountId && one.trashedDate === undefined && one.published,
  );
  const [folder] = [...state.folders.values()].filter((one) => one.accountId === accountId);
  const examples = mutationExamples(graph.sandbox);

  async function note(document: string, variables?: Record<string, unknown>) {
    const { errors } = await graph.ask(document, variables);
    expect(errors).toBeUndefined();
    sent.push(...graph.sandbox.calls.entries());
  }

  const write = (name: string, input: Record<string, unknown>) => note(mutationDocument(name), { input });

  /** What the values of the enums by themselves do not lead to. */
  async function sendTheRest() {
    await note(`{ site(id: "${never}") { id } account { folders { id } } }`);
    const zones = [...state.domains.values()].filter(
      (one) => one.accountId === accountId && one.connectionType === 'NAMESERVERS',
    );
    for (const [at, { domain: domainName }] of zones.slice(0, 2).entries()) {
      const records = Object.entries(dnsValues).map(([type, value]) => ({
        type,
        hostName: type === 'SOA' ? domainName : `${type.toLowerCase()}.${domainName}`,
        values: [value],
      }));
      if (at === 0) await write('replaceDnsZone', { domainName, records });
      else {
        const additions = records.filter(({ type }) => type !== 'SOA');
        await write('updateDnsZone', { domainName, additions });
        await write('updateDnsZone', { domainName, deletions: additions });
      }
    }
    const [paid] = [...state.sites.values()].filter(
      (one) => one.accountId === accountId && one.premium && one.trashedDate === undefined,
    );
    for (const [at, assignAs] of ['PRIMARY', 'REDIRECT'].entries()) {
      const domain = `rehearsal-${at}.com`;
      state.registrations.set(domain, { domain, registrarName: 'elsewhere', nameServers: [] });
      const connectionMethod = at === 0 ? 'POINTING' : 'NAMESERVERS';
      await write('connectDomain', { name: domain, connectionMethod, siteId: paid?.id, assignAs });
    }
    const renamed = examples['renameFolder'];
    await write('renameFolder', { ...renamed });
    const once = { type: 'ONE_TIME' };
    const { products } = examples['createPackage'] as { products: readonly object[] };
    await write('createPackage', { products: products.map((product) => ({ ...product, billing: once })) });
    await write('adjustProductInstance', { ...examples['adjustProductInstance'], billing: once });
    const { userId, add } = examples['updateTeamMemberAssignments'] as { userId: string; add: readonly object[] };
    const inFolder = add.map((grant) => ({ ...grant, scope: { folderIds: [folder?.id] } }));
    await write('updateTeamMemberAssignments', { userId, add: inFolder });
  }

  /** Asks the graph with one value of an enum, or without the argument. */
  async function askWith(input: EnumInput, leaf: string | null) {
    const { typeName, name, found } = fieldOf(input);
    const argument = found.args.find((arg) => arg.name === input.argument);
    if (argument === undefined) throw new Error('no argument');
    const isWrite = typeName === 'Mutation';
    const example = isWrite ? examples[name] : undefined;
    const value = leaf === null ? example : valueWith(argument, example, input.path, leaf, fill);
    const type = getNamedType(found.type);
    const selection = isWrite
      ? '{ userErrors { code path } }'
      : type.name.endsWith('Connection')
        ? '{ totalCount nodes { __typename } }'
        : '{ __typename }';
    const asked = `${name}(${argument.name}: $value) ${selection}`;
    const around = {
      Mutation: (text: string) => `mutation ($value: ${argument.type}) { ${text} }`,
      Account: (text: string) => `query ($value: ${argument.type}) { account { ${text} } }`,
      Site: (text: string) => `query ($value: ${argument.type}) { site(id: "${site?.id}") { ${text} } }`,
      Folder: (text: string) =>
        `query ($value: ${argument.type}) { account { folder(id: "${folder?.id}") { ${text} } } }`,
    };
    if (!Object.hasOwn(around, typeName)) throw new Error(`${typeName} needs a document here`);
    const answer = await graph.ask(around[typeName as keyof typeof around](asked), { value });
    const calls = graph.sandbox.calls.entries();
    sent.push(...calls);
    const refused = JSON.stringify([answer.errors ?? [], answer.data]).includes('BAD_USER_INPUT');
    return { refused, calls, errors: answer.errors };
  }

  it('are found in the schemas of requests', () => {
    expect(lists.length).toBeGreaterThan(25);
    expect(lists.find(({ operation }) => operation === 'Query Sites')?.values).toContain('STUDIO');
    expect(inputs.length).toBeGreaterThan(20);
  });

  it.each(inputs.map((input) => [`${input.field}(${[input.argument, ...input.path].join('.')})`, input] as const))(
    'hold every value that the graph takes, and UNKNOWN is refused or stays here: %s',
    async (_place, input) => {
      const without = fieldOf(input).typeName === 'Mutation' ? null : await askWith(input, null);
      for (const { name } of input.type.getValues()) {
        const { refused, calls } = await askWith(input, name);
        // Wix refuses a value outside of its list with 400.
        expect(calls.filter(({ status }) => status === 400)).toEqual([]);
        if (name !== 'UNKNOWN' && without !== null) expect(refused).toBe(false);
        if (name !== 'UNKNOWN' || refused) continue;
        const asked = ({ operation, body, query }: ServedCall) => ({ operation, body, query });
        expect(calls.map(asked)).toEqual(without?.calls.map(asked));
      }
    },
  );

  it('are sent by writes of every kind', sendTheRest);

  it.each(lists.map((list) => [`${list.operation}: ${list.place}`, list] as const))(
    'are asked for whole, or a reason is stated: %s',
    async (_place, { operation, place, values }) => {
      const found = new Set(sent.filter((call) => call.operation === operation).flatMap((call) => sentAt(call, place)));
      const excused = neverSent[operation]?.[place] ?? [];
      const isInGraph = (await allEndpoints()).some(({ name }) => name === operation);
      expect(isInGraph).toBe(true);
      if (excused === 'all') expect([...found]).toEqual([]);
      else expect(values.filter((value) => !found.has(value))).toEqual(excused);
    },
  );

  afterAll(() => sent.splice(0));
});

describe('a list that the graph chooses itself', () => {
  const graph = useGraph();

  it.each([
    ['Query Sites', `{ site(id: "${never}") { id } }`],
    ['Query Sites', `{ sites(ids: ["${never}"]) { id } }`],
    ['Query Sites', '{ account { sites { nodes { id } } } }'],
    ['Search Team', `{ account { teamMember(userId: "${never}") { email } } }`],
    ['Search Team', '{ account { teamMembers { nodes { email } } } }'],
    ['Search Team', '{ account { invites { nodes { id } } } }'],
    ['Search Team', '{ account { teamCounts { members } } }'],
    ['Query Folders', '{ account { folders { id } } }'],
    ['Query Packages', '{ account { packages { nodes { id } } } }'],
  ])('is an error where Wix rejects it, never something that does not exist: %s, %s', async (operation, document) => {
    const body = {
      message: 'enum must be in [...]',
      details: {
        validationError: { fieldViolations: [{ field: 'query', description: 'enum', violatedRule: 'ENUM' }] },
      },
    };
    graph.sandbox.faults.inject({ operation, kind: 'status', status: 400, body, times: 5 });
    const { errors } = await graph.ask(document);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });
});
