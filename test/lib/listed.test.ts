import { expect, it } from 'vitest';
import { Listed } from '../../src/lib/listed.ts';

it('what lists have shown is found by its id, as it was shown last', () => {
  const listed = new Listed<{ id: string; at: number }>(({ id }) => id);
  expect(listed.get('a')).toBeUndefined();
  listed.add([
    { id: 'a', at: 1 },
    { id: 'b', at: 1 },
  ]);
  listed.add([{ id: 'a', at: 2 }]);
  expect([listed.get('a'), listed.get('b'), listed.get('c')]).toEqual([
    { id: 'a', at: 2 },
    { id: 'b', at: 1 },
    undefined,
  ]);
  listed.add([{ id: 'c', at: 3 }]);
  expect(listed.get('c')).toEqual({ id: 'c', at: 3 });
});
