import { describe, expect } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { mutationExamples } from '../support/mutation-examples.ts';
import { operations } from '../support/operations.ts';
import type { Probe } from './checks.ts';
import { fieldDocuments } from './field-documents.ts';
import { row } from './ledger.ts';
import { readLiterals } from './samples.ts';
import { ownersOf, sentIds } from './sent-calls.ts';
import { type Stage, useStage } from './stage.ts';

const schema = buildSchema();

/** Ids of accounts and sites in the calls since the last request whose place no endpoint declares. */
function undeclared({ calls, sandbox }: Stage): string[] {
  const known = new Set(ownersOf(sandbox).keys());
  return calls
    .flatMap((call) => sentIds(call, known))
    .filter(({ type }) => !declaredTypes.has(String(type)))
    .map(({ endpoint, place }) => `${endpoint} ${place}`);
}

const declaredTypes = new Set(['accountId', 'siteId', 'soughtSiteId', 'contributorAccountId']);

describe('an id of an account or site', () => {
  const stage = useStage({ asksAgain: true });

  row(
    'A17',
    'that leaves in a read is declared by its endpoint',
    async () => {
      const { accountId } = stage.sandbox;
      const documents: readonly Probe[] = [
        ...operations.map(({ name, document, variables = {} }) => ({ name, document, variables })),
        ...[0, 1, 2].flatMap((variant) => fieldDocuments(schema, readLiterals(stage.sandbox, accountId, variant))),
      ];
      let sent = 0;
      for (const { name, document, variables } of documents) {
        stage.calls.splice(0);
        await stage.ask(document, variables);
        expect([name, undeclared(stage)]).toEqual([name, []]);
        sent += stage.calls.length;
      }
      expect(sent).toBeGreaterThan(500);
    },
    120_000,
  );
});

describe.each(Object.keys(schema.getMutationType()?.getFields() ?? {}))(
  'an id of an account or site, in %s',
  (name) => {
    const stage = useStage({ now: new Date(), asksAgain: true });
    const field = schema.getMutationType()?.getFields()[name];

    row('A18', 'that leaves in a write is declared by its endpoint', async () => {
      const document = `mutation ($input: ${field?.args[0]?.type}) { ${name}(input: $input) { userErrors { code message } } }`;
      const answer = await stage.ask(document, { input: mutationExamples(stage.sandbox)[name] });
      expect([answer.errors, answer.data[name].userErrors]).toEqual([[], []]);
      expect(undeclared(stage)).toEqual([]);
      expect(stage.calls.length).toBeGreaterThan(0);
    });
  },
);
