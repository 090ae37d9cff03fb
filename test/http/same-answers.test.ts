import fc from 'fast-check';
import {
  type ASTNode,
  isInputType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  TypeInfo,
  type ValueNode,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSample, sampleNames } from '../../src/graph/samples.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import { configuredCaller } from '../../src/http/identity.ts';
import { createGraphServer, type GraphServer } from '../../src/http/server.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createWixClient, type WixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { Dice, DocumentWriter } from '../security/documents-from-schema.ts';
import { type ListeningGraph, listenOn } from '../support/listening.ts';

const schema = buildSchema();

/** A graph over a sandbox of its own. All of them begin alike. */
function createWorld(options: { readonly fastPath: boolean; readonly execution: 'compiled' | 'interpreted' }) {
  // With a clock that moves with each call, writes in two worlds would have different dates.
  const sandbox = createSandbox({ tickMs: 0 });
  let client: WixClient;
  let graph: GraphServer;
  let server: ListeningGraph;
  let close: () => Promise<void>;
  return {
    sandbox,
    open: async () => {
      const listening = await sandbox.listen();
      client = createWixClient({ origin: listening.url, retry: { maxRetries: 0 }, breaker: false });
      graph = createGraphServer({
        ...options,
        schema,
        client,
        identify: configuredCaller(new ApiKey(sandbox.keys.owner), sandbox.accountId),
        errors: { callersKey: false, onUnexpected: () => {} },
        writes: { reconcileDelaysMs: [0, 0] },
      });
      server = await listenOn(graph);
      close = listening.close;
    },
    close: async () => {
      server.close();
      await client.close();
      await close();
    },
    send: async (body: string, accept: string) => {
      sandbox.calls.clear();
      const headers = { 'content-type': 'application/json', accept };
      const response = await fetch(`http://127.0.0.1:${server.port}/graphql`, { method: 'POST', headers, body });
      const answer = (await response.json()) as Answer;
      return {
        status: response.status,
        type: response.headers.get('content-type'),
        // As text, because the order of the fields belongs to it.
        data: JSON.stringify(answer.data),
        // Fields run at the same time, so their errors may come in any order.
        errors: (answer.errors ?? []).map(comparable).sort(),
        extensions: answer.extensions,
        calls: sandbox.calls.counts(),
      };
    },
  };
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
  readonly extensions?: unknown;
}

/** Without the ids that are made up anew for each error. */
function comparable(error: { readonly extensions?: Readonly<Record<string, unknown>> }): string {
  const { errorId, upstreamRequestId, ...extensions } = error.extensions ?? {};
  return JSON.stringify({ ...error, extensions: { ...extensions, hasId: errorId !== undefined } });
}

/** Writes some of a document's values as variables, and conditions with variables beside some of its fields. */
function withVariables(text: string, dice: Dice): { query: string; variables: Record<string, unknown> } {
  const variables: Record<string, unknown> = {};
  const definitions: string[] = [];
  const declare = (type: string, value: unknown, byDefault = ''): ValueNode => {
    const name = `v${definitions.length}`;
    definitions.push(`$${name}: ${type}${byDefault}`);
    if (byDefault === '' && dice.roll(12) !== 0) variables[name] = value;
    return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
  };
  const types = new TypeInfo(schema);
  const value = (node: ValueNode) => {
    const type = types.getInputType();
    if (node.kind === Kind.VARIABLE || !isInputType(type) || dice.roll(3) !== 0) return undefined;
    return declare(String(type), valueFromASTUntyped(node), dice.roll(4) === 0 ? ` = ${print(node)}` : '');
  };
  const changed = visit(
    parse(text) as ASTNode,
    visitWithTypeInfo(types, {
      ListValue: value,
      ObjectValue: value,
      StringValue: value,
      IntValue: value,
      EnumValue: value,
      BooleanValue: value,
      Field(node) {
        if (dice.roll(15) !== 0) return undefined;
        const condition = declare('Boolean!', dice.roll(2) === 0);
        const directive = {
          kind: Kind.DIRECTIVE as const,
          name: { kind: Kind.NAME as const, value: dice.pick(['skip', 'include']) },
          arguments: [
            { kind: Kind.ARGUMENT as const, name: { kind: Kind.NAME as const, value: 'if' }, value: condition },
          ],
        };
        return { ...node, directives: [...(node.directives ?? []), directive] };
      },
    }),
  );
  const [operation] = (changed as ReturnType<typeof parse>).definitions as readonly OperationDefinitionNode[];
  const [first = ''] = /^\w+ F /.exec(print(operation as OperationDefinitionNode)) ?? [];
  const rest = print(operation as OperationDefinitionNode).slice(first.length);
  return { query: `${first}${definitions.length === 0 ? '' : `(${definitions.join(', ')}) `}${rest}`, variables };
}

const operations = [
  'Query Sites',
  'Get Account',
  'List Connected Domains',
  'Search Team',
  'List Child Accounts',
  'Query Folders',
];
const faults = [
  { kind: 'status', status: 403 },
  { kind: 'status', status: 404 },
  { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
  { kind: 'status', status: 500 },
  { kind: 'html' },
  { kind: 'malformed' },
  { kind: 'reset' },
  { kind: 'body', body: {} },
  { kind: 'body', body: { sites: [{}], account: null, connectedDomains: 'none' } },
] as const;

const accepted = [
  'application/graphql-response+json',
  'application/json',
  '*/*',
  'text/event-stream, application/json',
];

const served = createWorld({ fastPath: true, execution: 'compiled' });
const reference = createWorld({ fastPath: false, execution: 'interpreted' });

beforeAll(() => Promise.all([served.open(), reference.open()]));
afterAll(() => Promise.all([served.close(), reference.close()]));

/** As often as it takes until every plan of an operation has been made and its objects are read by written code. */
const often = 70;

// Before anything is written: for a while after that answers say what Wix may not show yet.
const queries = sampleNames().filter((name) => /^query/m.test(readSample(name)?.document ?? ''));

it.each(queries)('%s is answered the same however often it was', async (name) => {
  const { document, variables } = readSample(name) ?? {};
  for (const { sandbox } of [served, reference]) sandbox.faults.clear();
  const body = JSON.stringify({ query: document, variables });
  const { calls: _calls, ...expected } = await reference.send(body, 'application/json');
  for (let round = 0; round < 2; round += 1) {
    const answers = await Promise.all(Array.from({ length: often }, () => served.send(body, 'application/json')));
    for (const { calls: _shared, ...answer } of answers) expect(answer).toEqual(expected);
  }
});

it('the fast path and plans answer what yoga and graphql-js do, with the same REST calls', async () => {
  const { state, accountId } = served.sandbox;
  const ids = [
    accountId,
    ...[...state.sites.keys()].slice(0, 6),
    ...[...state.domains.values()].slice(0, 4).map(({ domain }) => domain),
    ...[...state.folders.keys()].slice(0, 3),
    'not-an-id',
  ];
  const kinds = { refused: 0, failed: 0, whole: 0 };
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const dice = new Dice(seed);
      const written = new DocumentWriter(schema, dice, ids).write();
      const { query, variables } = withVariables(written, dice);
      const body = JSON.stringify({ query, variables, ...(dice.roll(20) === 0 ? { operationName: 'F' } : {}) });
      const accept = dice.pick(accepted);
      const operation = dice.pick(operations);
      const fault = dice.roll(3) === 0 ? dice.pick(faults) : null;
      for (const { sandbox } of [served, reference]) {
        sandbox.faults.clear();
        if (fault !== null) sandbox.faults.inject({ ...fault, operation, times: Number.POSITIVE_INFINITY });
      }
      const [answer, expected] = await Promise.all([served.send(body, accept), reference.send(body, accept)]);
      kinds[expected.data === undefined ? 'refused' : expected.errors.length > 0 ? 'failed' : 'whole'] += 1;
      expect(answer).toEqual(expected);
    }),
    { numRuns: Number(process.env['SAME_ANSWERS_RUNS'] ?? 400) },
  );
  expect(Math.min(...Object.values(kinds))).toBeGreaterThan(10);
}, 120_000);
