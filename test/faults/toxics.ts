import { setTimeout as wait } from 'node:timers/promises';

/** `up` is towards the server, `down` towards the client. */
export type Direction = 'up' | 'down';

interface Strike {
  /** The bytes that it strikes. @default 'down' */
  readonly direction?: Direction;
  /** Strikes only exchanges whose first bytes are such. @default all */
  readonly match?: RegExp;
  /** How probable it is for each of them. @default 1 */
  readonly chance?: number;
  /** How many exchanges it strikes. @default all */
  readonly times?: number;
}

/** Changes when bytes come, and leaves them whole. */
export type Slowness =
  | { readonly kind: 'latency'; readonly delayMs: number; readonly jitterMs?: number }
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number }
  /** Small pieces with a pause behind each. */
  | { readonly kind: 'slicer'; readonly sliceBytes: number; readonly pauseMs: number };

/** Lets so many bytes of the exchange through, 0 without a number, and then no more. */
export type Cut = {
  /** `reset` breaks the connection, `truncate` ends it as if all were said, `hang` keeps it open and says nothing more. */
  readonly kind: 'reset' | 'truncate' | 'hang';
  readonly afterBytes?: number;
};

/** Says these bytes in place of the server, which never hears of the request. */
export type Answer = {
  readonly kind: 'answer';
  readonly bytes: Buffer | (() => Iterable<Buffer>);
  /** Whether the connection ends behind them. @default false */
  readonly ends?: boolean;
};

/** Lets the server do what it was asked, and says these bytes in place of its answer. */
export type Replacement = { readonly kind: 'replace'; readonly bytes: Buffer };

/** Ends a connection that has been silent for so long after an answer, as servers do. */
export type IdleEnd = { readonly kind: 'idleEnd'; readonly idleMs: number; readonly jitterMs?: number };

export type Toxic = Strike & (Slowness | Cut | Answer | Replacement | IdleEnd);

export function isSlowness(toxic: Toxic): toxic is Strike & Slowness {
  return toxic.kind === 'latency' || toxic.kind === 'bandwidth' || toxic.kind === 'slicer';
}

export function isCut(toxic: Toxic): toxic is Strike & Cut {
  return toxic.kind === 'reset' || toxic.kind === 'truncate' || toxic.kind === 'hang';
}

/** The pieces of a chunk, each after its pause. */
export async function* slowed(chunk: Buffer, toxic: Slowness, random: () => number): AsyncGenerator<Buffer> {
  if (toxic.kind === 'latency') {
    await wait(toxic.delayMs + random() * (toxic.jitterMs ?? 0));
    yield chunk;
    return;
  }
  const size = toxic.kind === 'slicer' ? toxic.sliceBytes : Math.max(1, Math.ceil(toxic.bytesPerSecond / 100));
  for (let start = 0; start < chunk.length; start += size) {
    const piece = chunk.subarray(start, start + size);
    if (toxic.kind === 'bandwidth') await wait((piece.length / toxic.bytesPerSecond) * 1_000);
    yield piece;
    if (toxic.kind === 'slicer') await wait(toxic.pauseMs);
  }
}
