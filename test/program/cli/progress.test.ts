import { channel } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showProgress } from '../../../src/program/cli/progress.ts';

describe('progress', () => {
  const sent = channel('undici:request:create');
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  beforeEach(() => {
    written.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is one line on a terminal, which is gone in the end', () => {
    const progress = showProgress({ isTTY: true, write });
    expect(written).toEqual([]);
    sent.publish({});
    vi.advanceTimersByTime(200);
    sent.publish({});
    vi.advanceTimersByTime(200);
    progress.end();
    expect(written).toEqual(['\r\u001b[2K1 REST call, 0.2 s', '\r\u001b[2K2 REST calls, 0.4 s', '\r\u001b[2K']);
  });

  it('is a line every two seconds elsewhere, and one in the end', () => {
    const progress = showProgress({ write });
    sent.publish({});
    vi.advanceTimersByTime(2_000);
    progress.clear();
    progress.end();
    expect(written).toEqual(['1 REST call, 2.0 s\n', '1 REST call, 2.0 s\n']);
  });

  it('counts and writes nothing more once it has ended', () => {
    showProgress({ isTTY: true, write }).end();
    vi.advanceTimersByTime(10_000);
    expect(written).toEqual(['\r\u001b[2K']);
    expect(sent.hasSubscribers).toBe(false);
  });
});
