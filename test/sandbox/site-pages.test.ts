import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { everyNamespace, query, walk } from './site-queries.ts';
import { agencySites, childIds, first } from './support.ts';

describe('the pages of Query Sites', () => {
  it('hold every site of a large account once, whatever the limit', async () => {
    const large = createSandbox({ size: 'large' });
    const ids = await walk(large, { filter: everyNamespace }, 100);
    const newestFirst = agencySites(large).toSorted((a, b) => (a.createdDate < b.createdDate ? 1 : -1));
    expect(ids).toEqual(newestFirst.map(({ id }) => id));
    expect(large.calls.counts()).toEqual({ 'Query Sites': 13 });
  });

  it('keep filter and sort in the cursor, and take another limit with it', async () => {
    const sandbox = createSandbox();
    const request = { filter: { premium: true }, sort: [{ fieldName: 'displayName', order: 'ASC' }] };
    const start = await query(sandbox, { ...request, cursorPaging: { limit: 3 } });
    const rest = await query(sandbox, { cursorPaging: { limit: 100, cursor: start.body.metadata.cursors.next } });
    const all = await query(sandbox, { ...request, cursorPaging: { limit: 100 } });
    expect([...start.body.sites, ...rest.body.sites]).toEqual(all.body.sites);
    expect(rest.body.cursorPaging).toEqual({ limit: 100 });
    expect(rest.body.metadata).toEqual({ count: rest.body.sites.length, cursors: {}, hasNext: false });
  });

  it('neither repeat nor skip a site when others are written and removed in between', async () => {
    const sandbox = createSandbox();
    const expected = await walk(sandbox, { filter: everyNamespace }, 100);
    const start = await query(sandbox, { filter: everyNamespace, cursorPaging: { limit: 20 } });
    const [removed = ''] = expected;
    const gone = sandbox.state.sites.get(removed);
    sandbox.state.sites.delete(removed);
    if (gone !== undefined)
      sandbox.state.sites.set('new', { ...gone, id: 'new', createdDate: '2026-11-23T11:00:00.000Z' });
    const rest = await query(sandbox, { cursorPaging: { limit: 100, cursor: start.body.metadata.cursors.next } });
    expect(rest.body.sites.map(({ id }) => id)).toEqual(expected.slice(20));
  });

  it('refuse garbage, and a cursor of another account, with 400', async () => {
    const sandbox = createSandbox();
    const { body } = await query(sandbox, { cursorPaging: { limit: 1 } });
    const cursor = body.metadata.cursors.next;
    expect(await query(sandbox, { cursorPaging: { cursor: 'garbage' } })).toMatchObject({ status: 400 });
    expect(await query(sandbox, { cursorPaging: { cursor: `${cursor}A` } })).toMatchObject({ status: 400 });
    expect(await query(sandbox, { cursorPaging: { cursor } }, first(childIds(sandbox)))).toMatchObject({ status: 400 });
  });

  it('refuse filter or sort beside a cursor, or ignore them by quirk', async () => {
    const again = { filter: { premium: false }, sort: [{ fieldName: 'createdDate' }] };
    const strict = createSandbox();
    const { body } = await query(strict, { cursorPaging: { limit: 20 } });
    const cursorPaging = { limit: 100, cursor: body.metadata.cursors.next };
    expect(await query(strict, { filter: again.filter, cursorPaging })).toMatchObject({ status: 400 });
    expect(await query(strict, { sort: again.sort, cursorPaging })).toMatchObject({ status: 400 });
    expect(await query(strict, { filter: {}, sort: [], cursorPaging })).toMatchObject({ status: 200 });
    const lenient = createSandbox({ quirks: { sitesFilterWithCursor: 'ignore' } });
    const plain = await query(lenient, { cursorPaging });
    expect((await query(lenient, { ...again, cursorPaging })).body).toEqual(plain.body);
  });

  it('refuse a limit above 100, or cut it by quirk', async () => {
    expect(await query(createSandbox(), { cursorPaging: { limit: 101 } })).toMatchObject({
      status: 400,
      body: { details: { validationError: { fieldViolations: [{ violatedRule: 'MAX', data: { threshold: 100 } }] } } },
    });
    const lenient = createSandbox({ size: 'large', quirks: { sitesAboveMaximum: 'clamp' } });
    expect((await query(lenient, { cursorPaging: { limit: 500 } })).body.metadata.count).toBe(100);
  });

  it.each([
    ['empty', { next: '' }],
    ['null', { next: null }],
  ] as const)('spell the missing last cursor as %s by quirk', async (sitesLastCursor, cursors) => {
    const sandbox = createSandbox({ quirks: { sitesLastCursor } });
    const { body } = await query(sandbox, { cursorPaging: { limit: 100 } });
    expect(body.metadata).toMatchObject({ cursors, hasNext: false });
    expect(body.cursorPaging.cursor).toBe(cursors.next);
  });
});
