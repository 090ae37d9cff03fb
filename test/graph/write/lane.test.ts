import { describe, expect, it } from 'vitest';
import { Lanes } from '../../../src/graph/write/lane.ts';

/** A task that ends when it is told to, and notes its beginning and end. */
function task(name: string, log: string[]) {
  let end: (error?: Error) => void = () => {};
  const ended = new Promise<string>((resolve, reject) => {
    end = (error) => (error === undefined ? resolve(name) : reject(error));
  });
  return {
    end: (error?: Error) => end(error),
    run: async () => {
      log.push(`${name} begins`);
      try {
        return await ended;
      } finally {
        log.push(`${name} ends`);
      }
    },
  };
}

describe('a lane', () => {
  it('runs its tasks one after the other, in the order in which they came', async () => {
    const log: string[] = [];
    const lanes = new Lanes();
    const [first, second] = [task('first', log), task('second', log)];
    const both = Promise.all([lanes.run(['a'], first.run), lanes.run(['a'], second.run)]);
    second.end();
    first.end();
    expect(await both).toEqual(['first', 'second']);
    expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('goes on after a task that failed', async () => {
    const log: string[] = [];
    const lanes = new Lanes();
    const [first, second] = [task('first', log), task('second', log)];
    const results = Promise.allSettled([lanes.run(['a'], first.run), lanes.run(['a'], second.run)]);
    first.end(new Error('no'));
    second.end();
    expect((await results).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('does not hold up another lane, and is forgotten when it is empty', async () => {
    const log: string[] = [];
    const lanes = new Lanes();
    const [slow, quick] = [task('slow', log), task('quick', log)];
    const slowEnd = lanes.run(['a'], slow.run);
    quick.end();
    expect(await lanes.run(['b'], quick.run)).toBe('quick');
    expect(log).toEqual(['slow begins', 'quick begins', 'quick ends']);
    slow.end();
    await slowEnd;
    await Promise.resolve();
    expect(lanes.size).toBe(0);
  });

  it('is taken together with others without waiting in a circle', async () => {
    const lanes = new Lanes();
    const log: string[] = [];
    const note = (name: string) => async () => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
    };
    await Promise.all([
      lanes.run(['a', 'b'], note('first')),
      lanes.run(['b', 'a', 'b'], note('second')),
      lanes.run(['b'], note('third')),
    ]);
    expect(log.toSorted()).toEqual(['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]));
    for (const [index, line] of log.entries()) {
      if (line.endsWith('begins')) expect(log[index + 1]).toBe(line.replace('begins', 'ends'));
    }
    await Promise.resolve();
    expect(lanes.size).toBe(0);
  });

  it('is left at once by a task whose turn does not come in time, which never runs and delays nobody', async () => {
    const lanes = new Lanes();
    const log: string[] = [];
    const [slow, hasty, last] = [task('slow', log), task('hasty', log), task('last', log)];
    const left = (why: string) => new Error(why);
    const running = lanes.run(['a'], slow.run);
    const hastyEnd = lanes.run(['a', 'b'], hasty.run, { maxWaitMs: 5, left });
    // Waits for nothing but the hasty one.
    const following = lanes.run(['b'], last.run);
    await expect(hastyEnd).rejects.toThrow('deadline');
    last.end();
    expect(await following).toBe('last');
    expect(log).toEqual(['slow begins', 'last begins', 'last ends']);
    slow.end();
    await running;
    expect(lanes.size).toBe(0);
  });

  it('is left at once by a task whose caller has gone', async () => {
    const lanes = new Lanes();
    const log: string[] = [];
    const [slow, gone, last] = [task('slow', log), task('gone', log), task('last', log)];
    const caller = new AbortController();
    const wait = { maxWaitMs: 10_000, signal: caller.signal, left: (why: string) => new Error(why) };
    const running = lanes.run(['a'], slow.run);
    const goneEnd = lanes.run(['a', 'b'], gone.run, wait);
    const following = lanes.run(['b'], last.run);
    caller.abort();
    await expect(goneEnd).rejects.toThrow('cancelled');
    await expect(lanes.run(['c'], gone.run, wait)).rejects.toThrow('cancelled');
    last.end();
    expect(await following).toBe('last');
    slow.end();
    await running;
    expect(log).not.toContain('gone begins');
    expect(lanes.size).toBe(0);
  });

  it('is freed by a task that throws before it awaits', async () => {
    const lanes = new Lanes();
    const thrown = lanes.run(['a'], () => {
      throw new Error('at once');
    });
    await expect(thrown).rejects.toThrow('at once');
    expect(lanes.size).toBe(0);
  });
});
