import { describe, expect, it } from 'vitest';
import type { ServedCall } from '../../../src/sandbox/calls.ts';
import { auditFaults } from './audit.ts';
import { falsehoods, History } from './history.ts';
import { differences } from './truth.ts';

describe('an answer held against the truth', () => {
  const truth = {
    account: {
      name: 'A',
      sites: [
        { id: '1', domain: { name: 'x' } },
        { id: '2', domain: null },
      ],
    },
  };
  const told = (change: object, errors: { path: (string | number)[] }[] = []) =>
    differences({ data: { account: { ...truth.account, ...change } }, errors }, truth);

  it('is true when it is equal', () => {
    expect(told({})).toEqual([]);
  });

  it('is true where a null has its error, at the field or below', () => {
    const sites = [
      { id: '1', domain: null },
      { id: '2', domain: null },
    ];
    expect(told({ sites }, [{ path: ['account', 'sites', 0, 'domain'] }])).toEqual([]);
    expect(told({ sites: null }, [{ path: ['account', 'sites', 1, 'id'] }])).toEqual([]);
  });

  it.each([
    ['a null without an error', { name: null }, 'account.name is null without an error'],
    ['another value', { name: 'B' }, 'account.name is "B", not "A"'],
    ['a short list', { sites: truth.account.sites.slice(1) }, 'account.sites has 1 items, not 2'],
    ['another order', { sites: truth.account.sites.toReversed() }, 'account.sites.0.id is "2", not "1"'],
    [
      'something in the place of nothing',
      { sites: [truth.account.sites[0], { id: '2', domain: { name: 'y' } }] },
      'account.sites.1.domain is {"name":"y"}, not null',
    ],
  ])('is wrong with %s', (_name, change, wrong) => {
    expect(told(change)).toContain(wrong);
  });

  it('excuses as many nulls as there are errors left out', () => {
    const told = { data: { a: null, b: null }, extensions: { omittedErrors: 1 } };
    expect(differences(told, { a: 1, b: 2 })).toEqual(['b is null without an error']);
  });

  it('is wrong with a null whose error is elsewhere', () => {
    expect(told({ name: null }, [{ path: ['account', 'sites'] }])).toEqual(['account.name is null without an error']);
  });

  it('is wrong without data and without errors', () => {
    expect(differences({ data: null }, truth)).toEqual(['no data and no error']);
  });
});

describe('a list held against a history', () => {
  let now = 0;
  const world = () => {
    now = 0;
    const map = new Map([['a', 'one']]);
    const history = new History(
      map,
      (value: string) => value,
      () => now,
    );
    const at = (moment: number, change: () => void) => {
      now = moment;
      change();
    };
    at(10, () => map.set('a', 'two'));
    at(20, () => map.set('b', 'new'));
    at(30, () => map.delete('a'));
    return history;
  };
  const list = (...entries: [string, string][]) => new Map(entries);

  it('knows what was true in between', () => {
    const history = world();
    expect(history.during('a', 5, 15)).toEqual(['one', 'two']);
    expect(history.during('a', 12, 15)).toEqual(['two']);
    expect(history.during('a', 25, 35)).toEqual(['two', undefined]);
    expect(history.during('b', 15, 25)).toEqual([undefined, 'new']);
    expect(history.during('b', 5, 15)).toEqual([undefined]);
  });

  it('takes what was true at some moment, and nothing else', () => {
    const history = world();
    expect(falsehoods(history, list(['a', 'one']), 5, 15, true)).toEqual([]);
    expect(falsehoods(history, list(['a', 'two']), 5, 15, true)).toEqual([]);
    expect(falsehoods(history, list(['a', 'one']), 12, 15, true)).toEqual(['a is shown as "one", and was "two"']);
    expect(falsehoods(history, list(['a', 'two'], ['b', 'new']), 15, 25, true)).toEqual([]);
    expect(falsehoods(history, list(['b', 'new']), 5, 8, false)).toEqual(['b is shown as "new", and was nothing']);
    expect(falsehoods(history, list(), 12, 15, true)).toEqual(['a is missing']);
    expect(falsehoods(history, list(), 12, 35, true)).toEqual([]);
    expect(falsehoods(history, list(['a', 'one']), 12, 15, true, new Set(['a']))).toEqual([]);
    expect(falsehoods(history, list(['a', 'zero']), 12, 15, true, new Set(['a']))).toEqual([
      'a is shown as "zero", and was "one" or "two"',
    ]);
    expect(falsehoods(history, list(['c', 'foreign']), 0, 40, false)).toEqual([
      'c is shown as "foreign", and was nothing',
    ]);
  });
});

describe('an audit log held against the calls that wrote', () => {
  const served = (operation: string, name: string): ServedCall => ({
    operation,
    method: 'POST',
    path: '/',
    query: {},
    body: { folder: { name } },
    status: 200,
    at: '',
  });
  const record = (name: string, ...calls: readonly (readonly [attempt: number, id: string | null])[]) =>
    JSON.stringify({
      audit: 'write',
      changes: [{ after: name }],
      calls: calls.map(([attempt, wixRequestId]) => ({ call: 'Create Folder', attempt, status: 200, wixRequestId })),
    });
  const one = served('Create Folder', 'Chaos createFolder 1');
  const two = served('Create Folder', 'Chaos createFolder 2');

  it('is right when each call is in one record, lost ones included', () => {
    const lines = [record('Chaos createFolder 1', [1, null], [2, 'a']), record('Chaos createFolder 2', [1, 'b'])];
    expect(auditFaults([...lines, '{"audit":"refusedIdentity"}'], [one, two])).toEqual([]);
  });

  it.each([
    ['a call without a record', [record('Chaos createFolder 1', [1, 'a'])], 'served 1 times, recorded 0 times'],
    [
      'a call in the record of another mutation',
      [record('Chaos createFolder 1', [1, 'a'], [2, 'b'])],
      'served 1 times, recorded 0 times',
    ],
    [
      'a call in two records',
      [record('Chaos createFolder 1', [1, 'a']), record('Chaos createFolder 2', [1, 'a'])],
      'recorded twice',
    ],
    ['a record without its beginning', [record('Chaos createFolder 2', [2, 'a'])], 'attempt 2 comes first'],
    ['half a line', ['{"audit":"wri'], 'no JSON'],
  ])('is wrong with %s', (_, lines, fault) => {
    expect(auditFaults(lines, [one, two]).join('; ')).toContain(fault);
  });
});
