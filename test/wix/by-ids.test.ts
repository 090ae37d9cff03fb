import { describe, expect, it } from 'vitest';
import { divide, idsOf, withIds } from '../../src/wix/by-ids.ts';
import { queryThings, thingsById } from './local-server.ts';

const byId = {
  ids: ['body', 'query', 'filter', 'id', '$in'],
  items: 'things',
  id: ['id'],
  paging: 'metadata',
  maxIds: 3,
};
const asking = (ids: unknown) => ({
  accountId: 'a',
  body: { query: { filter: { id: { $in: ids }, kind: 'x' }, limit: 9 } },
});

describe('the ids of a call', () => {
  it('are found where the endpoint says, and nowhere else', () => {
    expect(idsOf(thingsById, asking(['1', '2']))?.ids).toEqual(['1', '2']);
    expect(idsOf(queryThings, asking(['1', '2']))).toBeNull();
    const { form } = idsOf(thingsById, asking(['1'])) ?? {};
    expect(form).toBe(thingsById.byIds[0]);
  });

  it.each([
    ['none', asking([])],
    ['one that is no list', asking('1')],
    ['ids that are no texts', asking([1])],
    ['another filter', { body: { query: { filter: { name: 'x' } } } }],
    ['no body', {}],
    ['a cursor alone', { body: { query: { cursor: 'x' } } }],
  ])('are none in a call with %s', (_name, input) => {
    expect(idsOf(thingsById, input)).toBeNull();
  });

  it('are taken in the first form that the call has', () => {
    const other = { ...byId, ids: ['query', 'ids'] };
    const both = { ...queryThings, byIds: [other, byId] };
    expect(idsOf(both, { ...asking(['1']), query: { ids: ['2'] } })?.form).toBe(other);
    expect(idsOf(both, asking(['1']))?.form).toBe(byId);
  });

  it('are replaced without a change to the rest, or to the input', () => {
    const input = asking(['1']);
    const before = structuredClone(input);
    expect(withIds(input, byId, ['2', '3'])).toEqual(asking(['2', '3']));
    expect(input).toEqual(before);
  });
});

describe('a response of a merged call', () => {
  const asked = [new Set(['1', '2']), new Set(['2', '3']), new Set(['9'])];
  const requested = new Set(['1', '2', '3', '9', 'of one who left']);
  const items = [{ id: '3' }, { id: '2' }, { id: '1' }];

  it('is divided by ids, in order, each with its own count', () => {
    const shares = divide(byId, { things: items, more: 1, metadata: { count: 3, hasNext: false } }, requested, asked);
    expect(shares?.map(({ object }) => object)).toEqual([
      { things: [{ id: '2' }, { id: '1' }], more: 1, metadata: { count: 2, hasNext: false } },
      { things: [{ id: '3' }, { id: '2' }], more: 1, metadata: { count: 2, hasNext: false } },
      { things: [], more: 1, metadata: { count: 0, hasNext: false } },
    ]);
    expect(shares?.map(({ part }) => part)).toEqual([2 / 3, 2 / 3, 0]);
  });

  it('shows what nobody asked for to all, as their own calls would have', () => {
    const shares = divide(
      byId,
      { things: [{ id: '1' }, { id: 'odd' }, { id: 'of one who left' }, {}, 7, null] },
      requested,
      asked,
    );
    expect(shares?.map(({ object }) => (object as { things?: unknown }).things)).toEqual([
      [{ id: '1' }, { id: 'odd' }, {}, 7, null],
      [{ id: 'odd' }, {}, 7, null],
      [{ id: 'odd' }, {}, 7, null],
    ]);
  });

  it('gives an item with several ids once to each that asked for one of them', () => {
    const bySite = { ...byId, id: ['parts', 'site'] };
    const item = { parts: [{ site: '1' }, { site: '2' }, { site: '7' }, {}] };
    const shares = divide(bySite, { things: [item] }, requested, asked);
    expect(shares?.map(({ object }) => (object as { things?: unknown }).things)).toEqual([[item], [item], []]);
  });

  it.each([
    ['has no list', {}],
    ['has something else in its place', { things: {} }],
    ['goes on', { things: items, metadata: { hasNext: true, cursors: { next: 'c' } } }],
    ['goes on without saying so', { things: items, metadata: { cursors: { next: 'c' } } }],
    ['says that it goes on and not where', { things: items, metadata: { hasNext: true } }],
  ])('cannot be divided when it %s', (_name, response) => {
    expect(divide(byId, response, requested, asked)).toBeNull();
  });
});
