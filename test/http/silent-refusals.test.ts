import { describe, expect, it } from 'vitest';
import { useGraph } from '../support/graph.ts';
import { mutationExamples } from '../support/mutation-examples.ts';
import { mutationDocument } from '../support/writes.ts';

describe('a 403 without a reason', () => {
  // Throttled without saying so, as Wix is reported to do.
  const graph = useGraph({ quirks: { throttleAnswer: 'empty403' }, client: { retry: { maxRetries: 2 } } });

  const exhausted = async (document: string, variables?: Record<string, unknown>) => {
    graph.sandbox.setQuirks({ callsPerMinute: 1 });
    await graph.ask('{ account { roles { id } } }');
    const { errors } = await graph.ask(document, variables);
    graph.sandbox.setQuirks({ callsPerMinute: 0 });
    return errors ?? [];
  };

  it.each([
    ['a read', '{ account { sites { nodes { id } } } }', 'SITE_LIST.READ'],
    ['another read', '{ account { packages { nodes { id } } } }', 'premium.reseller-package.read'],
    ['a read that retries', '{ account { teamMembers { nodes { email } } } }', 'the needed permission'],
  ])('names throttling beside the permission: %s', async (_name, document, permission) => {
    const [error, ...others] = await exhausted(document);
    expect(others).toEqual([]);
    expect(error?.extensions.code).toBe('FORBIDDEN');
    expect(error?.message).toContain(permission);
    expect(error?.message).toMatch(/throttling/);
  });

  it('names throttling beside the permission of a write', async () => {
    const input = mutationExamples(graph.sandbox)['createFolder'];
    const [error] = await exhausted(mutationDocument('createFolder'), { input });
    expect(error?.extensions.code).toBe('FORBIDDEN');
    expect(error?.message).toMatch(/throttling/);
  });

  it('with a code is about the permission alone', async () => {
    const body = { details: { applicationError: { code: 'NO_PERMISSION' } } };
    graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'status', status: 403, body });
    const { errors } = await graph.ask('{ account { sites { nodes { id } } } }');
    expect(errors?.map(({ message }) => /throttling/.test(message))).toEqual([false]);
  });
});
