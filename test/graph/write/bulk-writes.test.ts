import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { type BulkMutation, bulkInput, bulkMutations, itemsOf } from '../../support/bulk-inputs.ts';
import { type TestAnswer, type TestGraph, useGraph } from '../../support/graph.ts';
import { writeEndpoints } from '../../writes/write-endpoints.ts';

interface Item {
  readonly error?: { readonly code: string } | null;
  readonly userErrors?: readonly { readonly code: string }[];
  readonly verify?: string | null;
}

/** Writes that nothing shows: what was lost stays unknown. */
const unreadable = new Set(['inviteSiteContributors']);

function codesOf({ data }: TestAnswer, name: string): (string | null)[] {
  const items = data[name].results as readonly Item[];
  return items.map(({ error, userErrors = [] }) => error?.code ?? userErrors[0]?.code ?? null);
}

function documentOf({ name, inputType, errors }: BulkMutation): string {
  return `mutation ($input: ${inputType}!) { ${name}(input: $input) { results { ${errors} } userErrors { code message path } } }`;
}

/** The number of calls that wrote. */
function writesOf(calls: TestAnswer['calls']): number {
  return Object.entries(calls).reduce((sum, [name, count]) => sum + (writeEndpoints.has(name) ? count : 0), 0);
}

/** Makes the second call that writes fail. `hides`: then all later calls fail too, until the faults are cleared. */
function failSecond({ sandbox }: TestGraph, fault: Partial<Fault>, hides = false): void {
  let writes = 0;
  let isHit = false;
  const match = ({ operation }: { operation: string }) => {
    if (!writeEndpoints.has(operation)) return false;
    writes += 1;
    isHit ||= writes === 2;
    return writes === 2;
  };
  sandbox.faults.inject({ kind: 'status', status: 503, ...fault, match } as Fault);
  if (hides)
    sandbox.faults.inject({ kind: 'status', status: 503, times: Number.POSITIVE_INFINITY, match: () => isHit });
}

it('covers the bulk writes', () => {
  expect(bulkMutations.map(({ name }) => name).sort()).toEqual([
    'applyDnsRecordsToDomains',
    'inviteSiteContributors',
    'inviteTeamMembers',
    'moveFolders',
    'moveSitesToFolder',
    'moveSitesToTrash',
    'removeContributors',
    'removeTeamMembers',
  ]);
});

describe.each(bulkMutations)('$name of many items', (mutation) => {
  const { name, takesKey } = mutation;
  const document = documentOf(mutation);
  const size = name.startsWith('moveSites') ? 'large' : 'demo';
  const open = () => useGraph({ size, server: { writes: { reconcileDelaysMs: [1], settledAfterMs: 0 } } });
  const partsOf = (graph: TestGraph) => {
    const input = { ...bulkInput(graph.sandbox, name), idempotencyKey: 'resumed' };
    return { input, count: itemsOf(bulkInput(graph.sandbox, name)).length };
  };

  it('takes a key', () => {
    expect(takesKey).toBe(true);
  });

  describe('of which one call is rejected for now', () => {
    const graph = open();

    it('has a result per item, and a retry with the key sends what was not applied, and nothing twice', async () => {
      const { input, count } = partsOf(graph);
      failSecond(graph, { status: 429 });
      const first = await graph.ask(document, { input });
      expect(first.errors).toBeUndefined();
      expect(first.data[name].userErrors).toEqual([]);
      const codes = codesOf(first, name);
      expect(codes).toHaveLength(count);
      const writes = writesOf(first.calls);
      if (name === 'moveFolders') {
        expect(codes.every((code) => code === null)).toBe(true);
        return;
      }
      expect(codes).toContain(null);
      const left = codes.filter((code) => code !== null);
      expect(left.length).toBeGreaterThan(0);
      expect(new Set(left)).toEqual(new Set(['RATE_LIMITED']));
      graph.sandbox.faults.clear();
      const second = await graph.ask(document, { input });
      expect(codesOf(second, name)).toEqual(codes.map(() => null));
      // The first had one call that was rejected; the rest of its calls has had its effect.
      const perCall = count / (writes + writesOf(second.calls) - 1);
      expect(writesOf(second.calls)).toBe(Math.ceil(left.length / perCall));
      expect((await graph.ask(document, { input })).calls).toEqual({});
    });
  });

  describe.each([true, false])('of which the answer to one call is lost, with its effect: %s', (afterCommit) => {
    const graph = open();

    it('has items of unknown outcome, which a retry with the key looks for and sends only if they did not happen', async () => {
      const { input, count } = partsOf(graph);
      failSecond(graph, { afterCommit }, true);
      const first = await graph.ask(document, { input });
      const codes = codesOf(first, name);
      expect(codes).toHaveLength(count);
      if (name === 'moveFolders') return;
      expect(codes).toContain('OUTCOME_UNKNOWN');
      expect(codes[0]).toBeNull();
      const items = first.data[name].results as readonly Item[];
      for (const { verify, userErrors } of items) {
        if (verify !== undefined) expect(verify === null).toBe(userErrors?.[0]?.code !== 'OUTCOME_UNKNOWN');
      }
      graph.sandbox.faults.clear();
      const second = await graph.ask(document, { input });
      if (unreadable.has(name)) {
        expect(codesOf(second, name)).toEqual(codes);
        expect(second.calls).toEqual({});
        return;
      }
      expect(codesOf(second, name)).toEqual(codes.map(() => null));
      expect(second.extensions).toMatchObject(writesOf(second.calls) === 0 ? { idempotentReplay: true } : {});
      // A move that is in doubt is repeated, which changes nothing.
      const lost = afterCommit && name !== 'moveSitesToFolder' ? 0 : 1;
      if (writesOf(first.calls) <= 2) expect(writesOf(second.calls)).toBe(lost);
      expect((await graph.ask(document, { input })).calls).toEqual({});
    });
  });
});
