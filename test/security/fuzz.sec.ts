import { describe, expect } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { fuzzRuns } from './catalogue.ts';
import { Dice, DocumentWriter, mutate } from './documents-from-schema.ts';
import { counted, ledger } from './ledger.ts';
import { routerSecret, useStage } from './stage.ts';

const runs = Number(process.env['FUZZ_RUNS'] ?? fuzzRuns);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_123);

/** A tenth of an operation's deadline: nothing that is made up takes long on the sandbox. */
const slowestMs = 3_000;

describe(`what nobody would send on purpose (FUZZ_SEED=${seed} FUZZ_RUNS=${runs})`, () => {
  const stage = useStage();
  const { state, accountId } = stage.sandbox;
  const ids = [
    accountId,
    ...[...state.sites.keys()].slice(0, 6),
    ...[...state.domains.values()].slice(0, 4).map(({ domain }) => domain),
    ...[...state.folders.keys()].slice(0, 3),
    'not-an-id',
  ];
  const codes = new Map<string, number>();
  const deliver = async (count: number, salt: number, make: (dice: Dice) => string | Buffer) => {
    const dice = new Dice(seed + salt);
    for (let n = 0; n < count; n += 10) {
      const bodies = Array.from({ length: 10 }, () => make(dice));
      const answers = await Promise.all(bodies.map((body) => stage.send({ body })));
      answers.forEach(({ status, code, elapsedMs, text }, index) => {
        codes.set(String(code), (codes.get(String(code)) ?? 0) + 1);
        const body = String(bodies[index]).slice(0, 2_000);
        if (status >= 500 || code === 'INTERNAL_SERVER_ERROR' || elapsedMs > slowestMs) {
          expect({ body, status, code, elapsedMs, text: text.slice(0, 500) }).toBeNull();
        }
        expect([200, 400, 404, 413]).toContain(status);
      });
      stage.calls.splice(0);
    }
  };
  const writer = (dice: Dice) => new DocumentWriter(buildSchema(), dice, ids);
  const share = (part: number) => Math.ceil((runs * part) / 10) * 1;

  counted(
    'documents that fit the schema are answered',
    async () => {
      const dice = new Dice(seed);
      const documents = writer(dice);
      await deliver(share(3), 1, () => JSON.stringify({ query: documents.write() }));
      expect(codes.get('undefined') ?? 0).toBeGreaterThan(runs / 50);
    },
    600_000,
  );

  counted(
    'documents with faults in them are answered',
    async () => {
      const dice = new Dice(seed + 1);
      const documents = writer(dice);
      await deliver(share(3), 2, () => JSON.stringify({ query: mutate(documents.write(), dice) }));
    },
    600_000,
  );

  counted(
    'JSON with faults in it is answered',
    async () => {
      const dice = new Dice(seed + 2);
      const documents = writer(dice);
      await deliver(share(2), 3, () =>
        mutate(
          JSON.stringify({
            query: documents.write(),
            variables: { v: dice.pick(ids) },
            operationName: 'F',
            extensions: {},
          }),
          dice,
        ),
      );
    },
    600_000,
  );

  counted(
    'bytes are answered, as bodies and as requests',
    async () => {
      const bytes = (dice: Dice) => Buffer.from(Array.from({ length: 1 + dice.roll(300) }, () => dice.roll(256)));
      await deliver(share(1), 4, bytes);
      const dice = new Dice(seed + 5);
      const head = `POST /graphql HTTP/1.1\r\nHost: x\r\nx-router-secret: ${routerSecret}\r\nContent-Type: application/json\r\nContent-Length: 25\r\nConnection: close\r\n\r\n{"query":"{__typename}"}  `;
      const before = ledger.inputs;
      while (ledger.inputs - before < share(1)) {
        await Promise.all(
          Array.from({ length: 20 }, () => {
            const request = dice.roll(2) === 0 ? bytes(dice) : Buffer.from(mutate(head, dice), 'latin1');
            return stage.raw(Buffer.concat([request, Buffer.from('\r\n\r\n')]), 100);
          }),
        );
      }
    },
    600_000,
  );
});
