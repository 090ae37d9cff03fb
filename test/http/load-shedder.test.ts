import { afterEach, describe, expect, it, vi } from 'vitest';
import { type LoadLimits, LoadShedder } from '../../src/http/load-shedder.ts';

const shedders: LoadShedder[] = [];
function shedder(limits: Partial<LoadLimits> = {}): LoadShedder {
  const made = new LoadShedder(limits);
  shedders.push(made);
  return made;
}

afterEach(() => {
  for (const made of shedders.splice(0)) made.close();
  vi.useRealTimers();
});

describe('the load shedder', () => {
  it('turns away what is more than can be answered at once, until some have ended', () => {
    const load = shedder({ maxInFlight: 2 });
    const [first, second] = [load.begin(null), load.begin(null)];
    expect([load.inFlight, load.reasonToRefuse(null)]).toEqual([2, 'requests']);
    first();
    expect(load.reasonToRefuse(null)).toBeNull();
    second();
    expect(load.inFlight).toBe(0);
  });

  it('leaves room for others beside one caller', () => {
    const load = shedder({ maxInFlight: 4 });
    const ends = ['a', 'a', 'a'].map((caller) => load.begin(caller));
    expect([load.reasonToRefuse('a'), load.reasonToRefuse('b'), load.reasonToRefuse(null)]).toEqual([
      'caller',
      null,
      null,
    ]);
    for (const end of ends) end();
    expect(load.reasonToRefuse('a')).toBeNull();
  });

  it('turns requests away while the event loop is late, and takes them on again', async () => {
    const load = shedder({ maxLoopDelayMs: 150 });
    const until = performance.now() + 400;
    // The histogram begins with its second tick.
    await new Promise((resolve) => setTimeout(resolve, 60));
    while (performance.now() < until);
    await vi.waitFor(() => expect(load.reasonToRefuse(null)).toBe('eventLoop'), { timeout: 5_000, interval: 5 });
    await vi.waitFor(() => expect(load.reasonToRefuse(null)).toBeNull(), { timeout: 15_000 });
  });

  it('turns requests away while the heap is nearly full', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const load = shedder({ maxHeapShare: 0, maxLoopDelayMs: Number.POSITIVE_INFINITY });
    expect(load.reasonToRefuse(null)).toBeNull();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(load.reasonToRefuse(null)).toBe('heap');
  });
});
