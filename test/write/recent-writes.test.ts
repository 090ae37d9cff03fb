import { describe, expect, it } from 'vitest';
import type { GraphContext } from '../../src/context.ts';
import { justCreated, tellPending, withRecentWrites } from '../../src/write/overlay.ts';
import { type RecentWrite, RecentWrites } from '../../src/write/recent-writes.ts';

interface Thing {
  readonly id: string;
  readonly name: string;
}

function setUp(...writes: RecentWrite[]) {
  let now = 0;
  const recent = new RecentWrites(() => now);
  for (const write of writes) recent.note('tenant', write);
  const contextOf = (tenant: string) =>
    ({ extensions: {}, write: { recent, tenant: () => tenant } }) as unknown as GraphContext;
  const read = (context: GraphContext, ...things: Thing[]) =>
    withRecentWrites(context, 'Thing', ({ id }) => id, things);
  return { contextOf, read, recent, pass: (ms: number) => (now += ms) };
}

const renamed: RecentWrite = { type: 'Thing', id: '1', did: 'change', fields: { name: 'new' } };

describe('a read after a write', () => {
  it('shows a change that Wix does not show yet, and says so', () => {
    const { contextOf, read } = setUp(renamed);
    const context = contextOf('tenant');
    expect(read(context, { id: '1', name: 'old' }, { id: '2', name: 'other' })).toEqual([
      { id: '1', name: 'new' },
      { id: '2', name: 'other' },
    ]);
    expect(context.extensions).toEqual({ consistency: { pending: [{ type: 'Thing', id: '1' }] } });
  });

  it('believes Wix again once it has shown the change', () => {
    const { contextOf, read } = setUp(renamed);
    const context = contextOf('tenant');
    expect(read(context, { id: '1', name: 'new' })).toEqual([{ id: '1', name: 'new' }]);
    expect(read(context, { id: '1', name: 'changed by others' })).toEqual([{ id: '1', name: 'changed by others' }]);
    expect(context.extensions).toEqual({});
  });

  it('believes Wix again after 15 seconds', () => {
    const { contextOf, read, pass } = setUp(renamed);
    pass(14_999);
    expect(read(contextOf('tenant'), { id: '1', name: 'old' })[0]?.name).toBe('new');
    pass(1);
    expect(read(contextOf('tenant'), { id: '1', name: 'old' })[0]?.name).toBe('old');
  });

  it('shows nothing of it to another tenant', () => {
    const { contextOf, read } = setUp(renamed, {
      type: 'Thing',
      id: '3',
      did: 'create',
      object: { id: '3', name: 'made' },
    });
    const other = contextOf('other');
    expect(read(other, { id: '1', name: 'old' })).toEqual([{ id: '1', name: 'old' }]);
    expect(justCreated(other, 'Thing', '3')).toBeNull();
    expect(other.extensions).toEqual({});
  });

  it('leaves out what was removed, and finds what was created', () => {
    const { contextOf, read } = setUp(
      { type: 'Thing', id: '1', did: 'remove' },
      { type: 'Thing', id: '3', did: 'create', object: { id: '3', name: 'made' } },
      { type: 'Thing', id: '3', did: 'change', fields: { name: 'made and renamed' } },
    );
    const context = contextOf('tenant');
    expect(read(context, { id: '1', name: 'old' })).toEqual([]);
    expect(justCreated(context, 'Thing', '3')).toEqual({ id: '3', name: 'made and renamed' });
  });

  it('says of a list that it may not hold what was created', () => {
    const { contextOf } = setUp({ type: 'Thing', id: '3', did: 'create', object: { id: '3' } });
    const context = contextOf('tenant');
    tellPending(context, 'Thing');
    tellPending(context, 'Other');
    expect(context.extensions).toEqual({ consistency: { pending: [{ type: 'Thing', id: '3' }] } });
  });

  it('adds up several changes of one object', () => {
    const { contextOf, read } = setUp(renamed, { type: 'Thing', id: '1', did: 'change', fields: { size: 2 } });
    expect(read(contextOf('tenant'), { id: '1', name: 'old' })).toEqual([{ id: '1', name: 'new', size: 2 }]);
  });
});
