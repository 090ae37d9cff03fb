import { describe, expect, it } from 'vitest';
import type { GraphContext } from '../../../src/graph/context.ts';
import { isInDoubt, justCreated, reportPending, withRecentWrites } from '../../../src/graph/write/overlay.ts';
import { type RecentWrite, RecentWrites } from '../../../src/graph/write/recent-writes.ts';

interface Thing {
  readonly id: string;
  readonly name: string;
}

function setUp(...writes: RecentWrite[]) {
  let now = 0;
  const recent = new RecentWrites(() => now);
  for (const write of writes) recent.of(() => 'tenant').note(write);
  const contextOf = (tenant: string) =>
    ({ extensions: {}, write: { recent: recent.of(() => tenant) } }) as unknown as GraphContext;
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
    reportPending(context, 'Thing');
    reportPending(context, 'Other');
    expect(context.extensions).toEqual({ consistency: { pending: [{ type: 'Thing', id: '3' }] } });
  });

  it('adds up several changes of one object', () => {
    const { contextOf, read } = setUp(renamed, { type: 'Thing', id: '1', did: 'change', fields: { size: 2 } });
    expect(read(contextOf('tenant'), { id: '1', name: 'old' })).toEqual([{ id: '1', name: 'new', size: 2 }]);
  });

  it('is not taken in by a read that shows but one of two changes', () => {
    const { contextOf, read } = setUp(renamed, {
      type: 'Thing',
      id: '1',
      did: 'change',
      fields: { size: 2 },
      isShownBy: (thing) => (thing as { size?: number }).size === 2,
    });
    const old = { id: '1', name: 'old', size: 2 };
    expect(read(contextOf('tenant'), old)).toEqual([{ id: '1', name: 'new', size: 2 }]);
    expect(read(contextOf('tenant'), { ...old, name: 'new' })).toEqual([{ ...old, name: 'new' }]);
    expect(read(contextOf('tenant'), old)).toEqual([old]);
  });

  it('remembers a field that was written twice, whatever reads show, until its time is over', () => {
    const back: RecentWrite = { type: 'Thing', id: '1', did: 'change', fields: { name: 'old' } };
    const { contextOf, read, pass } = setUp(renamed, back);
    const show = (name: string) => read(contextOf('tenant'), { id: '1', name })[0]?.name;
    expect(show('old')).toBe('old');
    // Wix's list catches up with the first of the two.
    expect(show('new')).toBe('old');
    pass(15_000);
    expect(show('new')).toBe('new');
  });

  it('shows a change of something just created once the list has it, until the list shows the change', () => {
    const { contextOf, read } = setUp(
      { type: 'Thing', id: '3', did: 'create', object: { id: '3', name: 'made' } },
      { type: 'Thing', id: '3', did: 'change', fields: { name: 'renamed' } },
    );
    const context = contextOf('tenant');
    expect(read(context, { id: '3', name: 'made' })).toEqual([{ id: '3', name: 'renamed' }]);
    expect(read(context, { id: '3', name: 'renamed' })).toEqual([{ id: '3', name: 'renamed' }]);
    expect(read(context, { id: '3', name: 'by others' })).toEqual([{ id: '3', name: 'by others' }]);
  });

  it('believes Wix about fields in doubt, and says that they may be old', () => {
    const { contextOf, read } = setUp(
      renamed,
      { type: 'Thing', id: '1', did: 'change', fields: { size: 2 } },
      { type: 'Thing', id: '1', did: 'perhaps', fields: ['name'] },
    );
    const context = contextOf('tenant');
    expect(read(context, { id: '1', name: 'whatever' })).toEqual([{ id: '1', name: 'whatever', size: 2 }]);
    expect(context.extensions).toEqual({ consistency: { pending: [{ type: 'Thing', id: '1' }] } });
    expect(isInDoubt(context, 'Thing', '1')).toBe(true);
    expect(isInDoubt(contextOf('other'), 'Thing', '1')).toBe(false);
  });

  it('says of a list by a filter that changes may be missing in it too', () => {
    const { contextOf } = setUp(renamed);
    const [plain, narrowed] = [contextOf('tenant'), contextOf('tenant')];
    reportPending(plain, 'Thing');
    reportPending(narrowed, 'Thing', true);
    expect(plain.extensions).toEqual({});
    expect(narrowed.extensions).toEqual({ consistency: { pending: [{ type: 'Thing', id: '1' }] } });
  });

  it('is remembered for its tenant alone, and by nobody once its time is over', () => {
    const { recent, pass } = setUp(renamed);
    const [own, other] = [recent.of(() => 'tenant'), recent.of(() => 'other')];
    expect([own.isEmpty, other.isEmpty]).toEqual([false, true]);
    pass(10_000);
    other.note(renamed);
    pass(4_999);
    expect([own.isEmpty, other.isEmpty]).toEqual([false, false]);
    pass(1);
    expect([own.isEmpty, own.find('Thing', '1'), own.pending('Thing'), other.isEmpty]).toEqual([
      true,
      undefined,
      [],
      false,
    ]);
    own.forget('Thing', '1');
    pass(10_000);
    expect(other.isEmpty).toBe(true);
  });

  it('leaves nothing behind of tenants that are never heard of again', () => {
    const { recent, pass } = setUp();
    for (let n = 0; n < 1_000; n += 1) recent.of(() => `tenant ${n}`).note(renamed);
    expect(recent.size).toBe(1_000);
    pass(15_000);
    recent.of(() => 'last').note(renamed);
    expect(recent.size).toBe(1);
  });
});
