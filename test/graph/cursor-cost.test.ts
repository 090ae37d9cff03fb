import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useGraph } from '../support/graph.ts';

/** The same cursor with other marks of items that were read: the checksum is no secret. */
function marking(cursor: string, scope: string, marks: string): string {
  const [version, at] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [number, string | null, string];
  const place = [version, at, marks];
  const checksum = createHash('sha256')
    .update(JSON.stringify([scope, place]))
    .digest('base64url')
    .slice(0, 16);
  return Buffer.from(JSON.stringify([...place, checksum])).toString('base64url');
}

/** The marks of items that do not exist. */
function foreign(count: number): string {
  return 'AAAAAAAA'.repeat(count);
}

describe('a cursor that was made by hand', () => {
  const graph = useGraph({ size: 'large' });
  const newest = { field: 'CREATED_AT', direction: 'DESC' };
  const lists = [
    ['sites', 100, (account: string) => JSON.stringify(['Account.sites', account, {}, newest])],
    ['packages', 100, (account: string) => JSON.stringify(['Account.packages', account, {}, newest])],
    ['domains', 100, (account: string) => JSON.stringify(['Account.domains', account])],
  ] as const;

  it.each(lists)('leaves out no more than the items of two pages of %s', async (list, pageSize, scopeOf) => {
    const page = (after: string | null) =>
      graph.ask(`query ($after: String) { account { ${list}(first: 2, after: $after) { edges { cursor } } } }`, {
        after,
      });
    const { data } = await page(null);
    const { cursor } = data.account[list].edges[0];
    const scope = scopeOf(graph.sandbox.accountId);
    const known = (JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [number, string | null, string])[2];
    expect(known).toHaveLength(8);
    expect(marking(cursor, scope, known)).toBe(cursor);
    const dear = await page(marking(cursor, scope, foreign(2 * pageSize + 1)));
    expect(dear.errors?.map(({ extensions }) => [extensions.code, extensions['field']])).toEqual([
      ['BAD_USER_INPUT', 'after'],
    ]);
    expect(dear.calls).toEqual({});
    const last = await page(marking(cursor, scope, foreign(2 * pageSize)));
    expect(last.errors).toBeUndefined();
    expect(Object.values(last.calls).reduce((sum, calls) => sum + calls, 0)).toBeLessThanOrEqual(2);
  });
});
