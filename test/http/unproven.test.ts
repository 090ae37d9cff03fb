import { createHash, randomUUID } from 'node:crypto';
import { type GraphQLScalarType, type GraphQLSchema, buildSchema as schemaOf } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forwardedCaller } from '../../src/http/identity.ts';
import { createSchemaServer } from '../../src/http/server.ts';
import { ApiKey, credentialId } from '../../src/wix/credential.ts';
import { Proven } from '../../src/wix/proven.ts';
import { type ListeningGraph, listenOn } from '../support/listening.ts';

const owner = 'IST.the-owner';
const accountId = randomUUID();

/** A schema that counts how often a literal is validated. */
function countingSchema(): { schema: GraphQLSchema; validated: () => number } {
  const schema = schemaOf('scalar Counted type Query { thing(at: Counted): Int }');
  const counted = schema.getType('Counted') as GraphQLScalarType;
  let validated = 0;
  counted.parseLiteral = () => {
    validated += 1;
    return 1;
  };
  return { schema, validated: () => validated };
}

describe.each([
  ['as served', {}],
  ['by yoga', { 'x-graph-explain': 'trace' }],
])('callers with made-up keys, %s', (_, more) => {
  const { schema, validated } = countingSchema();
  let server: ListeningGraph;

  beforeAll(async () => {
    const proven = new Proven();
    proven.note(credentialId(new ApiKey(owner)), accountId);
    server = await listenOn(
      createSchemaServer({
        schema,
        proven,
        identify: forwardedCaller(),
        context: () => ({}),
        errors: { callersKey: true, onUnexpected: () => {} },
        documentCacheBytes: 400_000,
      }),
    );
  });
  afterAll(() => server.close());

  const send = async (authorization: string, body: object): Promise<string> => {
    const response = await fetch(`http://127.0.0.1:${server.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization, 'wix-account-id': accountId, ...more },
      body: JSON.stringify(body),
    });
    return response.text();
  };
  const flood = async (bodies: (n: number) => object, count: number) => {
    let next = 0;
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        while (next < count) await send(`IST.made-up-${next % 50}`, bodies(next++));
      }),
    );
  };

  it('evict no document that a proven caller uses', async () => {
    const query = '{ thing(at: 1) }';
    for (let n = 0; n < 3; n += 1) await send(owner, { query });
    const before = validated();
    await send(owner, { query });
    const dear = validated() - before;
    await flood((n) => ({ query: `{ a${n >> 1}: thing } #${'x'.repeat(5_000)}` }), 600);
    const flooded = validated();
    await send(owner, { query });
    expect(validated() - flooded).toBe(dear);
  }, 60_000);

  it('evict no document that a proven caller registered', async () => {
    const registered = (query: string) => {
      const sha256Hash = createHash('sha256').update(query).digest('hex');
      return { query, extensions: { persistedQuery: { version: 1, sha256Hash } } };
    };
    const own = registered('{ thing }');
    await send(owner, own);
    await flood((n) => registered(`{ __typename } #${n}${'x'.repeat(9_000)}`), 1_900);
    expect(await send(owner, { extensions: own.extensions })).toContain('"thing":null');
    expect(await send(owner, { extensions: registered('{ a: thing }').extensions })).toContain(
      'PERSISTED_QUERY_NOT_FOUND',
    );
  }, 60_000);
});
