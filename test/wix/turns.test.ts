import { describe, expect, it } from 'vitest';
import { Turns, type Waiter } from '../../src/wix/turns.ts';

const waiter = (caller: string, isBulk = false): Waiter => ({ caller, isBulk, go: () => {} });

function order(turns: Turns): string[] {
  const names: string[] = [];
  for (let next = turns.next(); next !== undefined; next = turns.next())
    names.push(`${next.caller}${next.isBulk ? ' bulk' : ''}`);
  return names;
}

describe('turns', () => {
  it('go round among callers, however many waiters one has', () => {
    const turns = new Turns();
    for (const caller of ['a', 'a', 'a', 'b', 'c', 'b']) turns.add(waiter(caller));
    expect(turns.size).toBe(6);
    expect(order(turns)).toEqual(['a', 'b', 'c', 'a', 'b', 'a']);
    expect(turns.size).toBe(0);
  });

  it('come to bulk waiters when nobody else waits', () => {
    const turns = new Turns();
    for (const one of [waiter('a', true), waiter('b', true), waiter('c'), waiter('a')]) turns.add(one);
    expect(order(turns)).toEqual(['c', 'a', 'a bulk', 'b bulk']);
  });

  it('pass over who has left, and keep the place of who is put back', () => {
    const turns = new Turns();
    const [first, left, last] = [waiter('a'), waiter('a'), waiter('b')];
    for (const one of [first, left, last]) turns.add(one);
    turns.remove(left);
    turns.remove(left);
    expect(turns.next()).toBe(first);
    turns.putBack(first);
    expect(turns.size).toBe(2);
    expect([turns.next(), turns.next(), turns.next()]).toEqual([first, last, undefined]);
  });

  it('tell how many go before a newcomer', () => {
    const turns = new Turns();
    for (const one of [waiter('a'), waiter('a'), waiter('a'), waiter('b'), waiter('c', true)]) turns.add(one);
    expect([turns.ahead('a', false), turns.ahead('b', false), turns.ahead('new', false)]).toEqual([4, 3, 2]);
    expect([turns.ahead('c', true), turns.ahead('new', true)]).toEqual([5, 5]);
  });
});
