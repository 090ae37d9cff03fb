import { afterEach, describe, expect, it, vi } from 'vitest';
import { type LoadLimits, LoadShedder, type Share } from '../../src/http/load-shedder.ts';

const shedders: LoadShedder[] = [];
function shedder(limits: Partial<LoadLimits> = {}): LoadShedder {
  const made = new LoadShedder(limits);
  shedders.push(made);
  return made;
}

const nobody: Share = { caller: null, isProved: true };
const proved = (caller: string): Share => ({ caller, isProved: true });
const unproved = (caller: string): Share => ({ caller, isProved: false });

afterEach(() => {
  for (const made of shedders.splice(0)) made.close();
  vi.useRealTimers();
});

describe('the load shedder', () => {
  it('turns away what is more than can be answered at once, until some have ended', () => {
    const load = shedder({ maxInFlight: 2 });
    const [first, second] = [load.begin(nobody), load.begin(nobody)];
    expect([load.inFlight, load.reasonToRefuse(nobody)]).toEqual([2, 'requests']);
    first();
    expect(load.reasonToRefuse(nobody)).toBeNull();
    second();
    expect(load.inFlight).toBe(0);
  });

  it('leaves room for others beside one caller', () => {
    const load = shedder({ maxInFlight: 4 });
    const ends = ['a', 'a', 'a'].map((caller) => load.begin(proved(caller)));
    expect([load.reasonToRefuse(proved('a')), load.reasonToRefuse(proved('b')), load.reasonToRefuse(nobody)]).toEqual([
      'caller',
      null,
      null,
    ]);
    for (const end of ends) end();
    expect(load.reasonToRefuse(proved('a'))).toBeNull();
  });

  it('gives callers who have proved nothing a small part, and each address half of it', () => {
    const load = shedder({ maxInFlight: 16 });
    const ends = [load.begin(unproved('here')), load.begin(unproved('here'))];
    expect(load.reasonToRefuse(unproved('here'))).toBe('caller');
    ends.push(load.begin(unproved('there')), load.begin(unproved('elsewhere')));
    expect(load.reasonToRefuse(unproved('new'))).toBe('unproved');
    // A proved caller with the name of an address is another one.
    expect([load.reasonToRefuse(proved('here')), load.reasonToRefuse(nobody)]).toEqual([null, null]);
    for (const end of ends) end();
    expect([load.inFlight, load.reasonToRefuse(unproved('here'))]).toEqual([0, null]);
  });

  it('turns requests away while too much waits in buffers', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    let bufferedBytes = 101;
    const limits = { maxBufferedBytes: 100, bufferedBytes: () => bufferedBytes, maxHeapShare: 1 };
    const load = shedder({ ...limits, maxLoopDelayMs: Number.POSITIVE_INFINITY });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(load.reasonToRefuse(nobody)).toBe('buffers');
    bufferedBytes = 100;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(load.reasonToRefuse(nobody)).toBeNull();
  });

  it('turns those away first who have proved nothing', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    let bufferedBytes = 75;
    const limits = { maxBufferedBytes: 100, bufferedBytes: () => bufferedBytes, maxHeapShare: 2 };
    const load = shedder({ ...limits, maxLoopDelayMs: Number.POSITIVE_INFINITY });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(load.reasonToRefuse(unproved('here'))).toBeNull();
    bufferedBytes = 76;
    await vi.advanceTimersByTimeAsync(1_000);
    expect([load.reasonToRefuse(unproved('here')), load.reasonToRefuse(proved('a'))]).toEqual(['buffers', null]);
  });

  it('turns requests away while the event loop is late, and takes them on again', async () => {
    const load = shedder({ maxLoopDelayMs: 150 });
    const until = performance.now() + 400;
    // The histogram begins with its second tick.
    await new Promise((resolve) => setTimeout(resolve, 60));
    while (performance.now() < until);
    await vi.waitFor(() => expect(load.reasonToRefuse(nobody)).toBe('eventLoop'), { timeout: 5_000, interval: 5 });
    await vi.waitFor(() => expect(load.reasonToRefuse(nobody)).toBeNull(), { timeout: 15_000 });
  });

  it('turns requests away while the heap is nearly full', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const load = shedder({ maxHeapShare: 0, maxLoopDelayMs: Number.POSITIVE_INFINITY });
    expect(load.reasonToRefuse(nobody)).toBeNull();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(load.reasonToRefuse(nobody)).toBe('heap');
  });
});
