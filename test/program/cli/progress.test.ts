import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Counts, showProgress } from '../../../src/program/cli/progress.ts';

describe('progress', () => {
  const written: string[] = [];
  const notes = (isTTY: boolean) => ({ isTTY, write: async (text: string) => written.push(text) > 0 });
  let counts: Counts = { calls: 0, items: null, total: null };
  beforeEach(() => {
    written.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is one line on a terminal, cleared at the end', () => {
    const progress = showProgress(notes(true), () => counts);
    expect(written).toEqual([]);
    counts = { calls: 1, items: null, total: null };
    vi.advanceTimersByTime(200);
    counts = { calls: 2, items: null, total: null };
    vi.advanceTimersByTime(200);
    progress.end();
    expect(written).toEqual(['\r\u001b[2K1 REST call, 0.2 s', '\r\u001b[2K2 REST calls, 0.4 s', '\r\u001b[2K']);
  });

  it('is a line every two seconds elsewhere, and one at the end', () => {
    const progress = showProgress(notes(false), () => counts);
    counts = { calls: 1, items: null, total: null };
    vi.advanceTimersByTime(2_000);
    progress.clear();
    progress.end();
    expect(written).toEqual(['1 REST call, 2.0 s\n', '1 REST call, 2.0 s\n']);
  });

  it.each([
    [{ calls: 5, items: 0, total: null }, '0 items, 5 REST calls, 0.0 s\n'],
    [{ calls: 5, items: 1, total: null }, '1 item, 5 REST calls, 0.0 s\n'],
    [{ calls: 5, items: 1, total: 1 }, '1 of 1 items, 5 REST calls, 0.0 s\n'],
    [{ calls: 1, items: 300, total: 1_252 }, '300 of 1252 items, 1 REST call, 0.0 s\n'],
  ])('tells the items of a list and their number: %j', (some, line) => {
    showProgress(notes(false), () => some).end();
    expect(written).toEqual([line]);
  });

  it('writes nothing more once it has ended', () => {
    showProgress(notes(true), () => counts).end();
    vi.advanceTimersByTime(10_000);
    expect(written).toEqual(['\r\u001b[2K']);
  });
});
