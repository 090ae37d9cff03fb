import { randomUUID } from 'node:crypto';
import { getNamedType, isInputObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../../src/graph/schema.ts';
import { forwardedCaller } from '../../../src/http/identity.ts';
import { useGraph } from '../../support/graph.ts';
import { mutationExamples } from '../../support/mutation-examples.ts';
import { mutationDocument } from '../../support/writes.ts';

const mutations = Object.values(buildSchema().getMutationType()?.getFields() ?? {});

describe('callers with made-up keys who name the account of somebody else', () => {
  const graph = useGraph({
    identify: forwardedCaller(),
    callersKey: true,
    operationTimeoutMs: 4_000,
    server: { writes: { reconcileDelaysMs: [1] } },
  });
  const { keys, accountId } = graph.sandbox;

  it('delay no write of the owner, whichever lane, object or idempotency key they use', async () => {
    const inputs = mutationExamples(graph.sandbox);
    const delayed: string[] = [];
    let held = 0;
    for (const { name, args } of mutations) {
      const [argument] = args;
      const type = argument === undefined ? undefined : getNamedType(argument.type);
      const takesKey = isInputObjectType(type) && Object.hasOwn(type.getFields(), 'idempotencyKey');
      const input = { ...inputs[name], ...(takesKey ? { idempotencyKey: `the-same-${name}` } : {}) };
      const ask = (authorization: string) =>
        graph.ask(mutationDocument(name), { input }, { authorization, 'wix-account-id': accountId });
      // Wix does not answer them before the owner has written.
      graph.sandbox.faults.inject({
        kind: 'hang',
        times: Number.POSITIVE_INFINITY,
        // A public endpoint is called without a key for everybody.
        match: ({ keyName, operation }) => keyName === undefined && operation !== 'Check Domain Availability',
      });
      const strangers = Promise.all(Array.from({ length: 3 }, () => ask(`IST.${randomUUID()}`)));
      await expect
        .poll(() => graph.sandbox.calls.entries().filter((call) => call.status === 0).length)
        .toBeGreaterThanOrEqual(3);
      held += 3;
      const begunAt = performance.now();
      const { errors, data } = await ask(keys.owner);
      const codes = (errors ?? []).map(({ extensions }) => extensions.code);
      if (performance.now() - begunAt > 2_000 || codes.length > 0 || data === null) delayed.push(`${name} ${codes}`);
      graph.sandbox.faults.clear();
      await strangers;
    }
    expect(held).toBe(3 * mutations.length);
    expect(delayed).toEqual([]);
  }, 120_000);
});
