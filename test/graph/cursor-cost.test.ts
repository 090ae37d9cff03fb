import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useGraph } from '../support/graph.ts';

/** The same cursor with another number of items to skip: the checksum is no secret. */
function skipping(cursor: string, scope: string, skip: number): string {
  const [at] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string | null, number, string];
  const place = [at, skip];
  const checksum = createHash('sha256')
    .update(JSON.stringify([scope, place]))
    .digest('base64url')
    .slice(0, 16);
  return Buffer.from(JSON.stringify([...place, checksum])).toString('base64url');
}

describe('a cursor that was made by hand', () => {
  const graph = useGraph({ size: 'large' });
  const newest = { field: 'CREATED_AT', direction: 'DESC' };
  const lists = [
    ['sites', 100, (account: string) => JSON.stringify(['Account.sites', account, {}, newest])],
    ['packages', 100, (account: string) => JSON.stringify(['Account.packages', account, {}, newest])],
    ['domains', 100, (account: string) => JSON.stringify(['Account.domains', account])],
  ] as const;

  it.each(lists)('skips no more than a page of %s', async (list, pageSize, scopeOf) => {
    const page = (after: string | null) =>
      graph.ask(`query ($after: String) { account { ${list}(first: 2, after: $after) { edges { cursor } } } }`, {
        after,
      });
    const { data } = await page(null);
    const { cursor } = data.account[list].edges[0];
    const scope = scopeOf(graph.sandbox.accountId);
    expect(skipping(cursor, scope, 1)).toBe(cursor);
    const dear = await page(skipping(cursor, scope, 3_999));
    expect(dear.errors?.map(({ extensions }) => [extensions.code, extensions['field']])).toEqual([
      ['BAD_USER_INPUT', 'after'],
    ]);
    expect(dear.calls).toEqual({});
    const last = await page(skipping(cursor, scope, pageSize));
    expect(last.errors).toBeUndefined();
    expect(Object.values(last.calls).reduce((sum, calls) => sum + calls, 0)).toBeLessThanOrEqual(2);
  });
});
