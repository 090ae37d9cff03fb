import { describe, expect, it } from 'vitest';
import { Turns, type Waiter } from '../../src/wix/turns.ts';

const waiter = (caller: string, isBulk = false, calls: 0 | 1 = 1): Waiter => ({ caller, isBulk, calls });

function order(turns: Turns<Waiter>): string[] {
  const names: string[] = [];
  for (let next = turns.next(); next !== undefined; next = turns.next())
    names.push(`${next.caller}${next.isBulk ? ' bulk' : ''}`);
  return names;
}

describe('turns', () => {
  it('go round among callers, however many waiters one has', () => {
    const turns = new Turns<Waiter>();
    for (const caller of ['a', 'a', 'a', 'b', 'c', 'b']) turns.add(waiter(caller));
    expect(turns.size).toBe(6);
    expect(order(turns)).toEqual(['a', 'b', 'c', 'a', 'b', 'a']);
    expect(turns.size).toBe(0);
  });

  it('come to bulk waiters when nobody else waits', () => {
    const turns = new Turns<Waiter>();
    for (const one of [waiter('a', true), waiter('b', true), waiter('c'), waiter('a')]) turns.add(one);
    expect(order(turns)).toEqual(['c', 'a', 'a bulk', 'b bulk']);
  });

  it('pass over who has left, and keep the place of the first until it is taken out', () => {
    const turns = new Turns<Waiter>();
    const [first, left, last] = [waiter('a'), waiter('a'), waiter('b')];
    for (const one of [first, left, last]) turns.add(one);
    turns.remove(left);
    turns.remove(left);
    expect([turns.first, turns.first, turns.size]).toEqual([first, first, 2]);
    expect([turns.next(), turns.next(), turns.next(), turns.size]).toEqual([first, last, undefined, 0]);
  });

  it('tell how many go before a newcomer', () => {
    const turns = new Turns<Waiter>();
    for (const one of [waiter('a'), waiter('a'), waiter('a'), waiter('b'), waiter('c', true)]) turns.add(one);
    expect([turns.ahead('a', false), turns.ahead('b', false), turns.ahead('new', false)]).toEqual([4, 3, 2]);
    expect([turns.ahead('c', true), turns.ahead('new', true)]).toEqual([5, 5]);
  });

  it('tell of none ahead for those that share the calls of others, which keep their turns', () => {
    const turns = new Turns<Waiter>();
    for (const one of [waiter('a'), waiter('a', false, 0), waiter('b', false, 0)]) turns.add(one);
    expect([turns.ahead('a', false), turns.ahead('b', false), turns.ahead('new', false)]).toEqual([1, 1, 1]);
    expect([turns.hasAhead(false), turns.hasAhead(true), order(turns)]).toEqual([true, true, ['a', 'b', 'a']]);
    turns.add(waiter('c', true));
    expect([turns.hasAhead(false), turns.hasAhead(true)]).toEqual([false, true]);
  });
});
