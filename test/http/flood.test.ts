import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { createSchemaServer } from '../../src/http/server.ts';
import { listenOn } from '../support/listening.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heap = () => {
  for (let round = 0; round < 3; round += 1) collect();
  return process.memoryUsage().heapUsed / 1_048_576;
};

const valid = 'id '.repeat(400);
const refused = 'nothing '.repeat(400);
const engines = [{}, { 'x-graph-explain': 'trace' }, { 'apollo-federation-include-trace': 'ftv1' }];

// test/security/flood.sec.ts sends each kind for longer, to a program of its own. A document of these retains 100 to 200 KB.
it.each([
  ['valid', valid, 200],
  ['refused', refused, 400],
])(
  'documents that are %s, of which no two are equal, are not retained by any engine',
  async (_, fields, status) => {
    const schema = buildSchema('type Query { thing: Thing } type Thing { id: ID! }');
    const errors = { callersKey: false, onUnexpected: () => {} };
    for (const fastPath of [true, false]) {
      const graph = await listenOn(createSchemaServer({ schema, context: () => ({}), errors, fastPath }));
      const send = async (n: number, headers: Record<string, string>) => {
        const response = await fetch(`http://127.0.0.1:${graph.port}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
          body: JSON.stringify({ query: `{ a${n}: thing { ${fields} } }` }),
        });
        await response.arrayBuffer();
        expect(response.status).toBe(status);
      };
      try {
        for (const [at, headers] of engines.entries()) {
          for (let n = 0; n < 20; n += 1) await send(at * 1_000 + n, headers);
          const before = heap();
          for (let n = 20; n < 120; n += 1) await send(at * 1_000 + n, headers);
          expect(heap() - before).toBeLessThan(3);
        }
      } finally {
        graph.close();
      }
    }
  },
  60_000,
);
