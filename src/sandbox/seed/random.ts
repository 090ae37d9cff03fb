/** Repeatable randomness: the same seed gives the same values for ever. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** An integer, both ends included. */
  integer(minimum: number, maximum: number): number;
  pick<const Choices extends readonly [unknown, ...unknown[]]>(choices: Choices): Choices[number];
  chance(probability: number): boolean;
  /** A lower-case GUID of version 4. */
  guid(): string;
  /** 19 decimal digits, the shape of Wix's role and assignment ids. Beyond 2^53, so always text. */
  decimalId(): string;
  /** Between the two moments, to the millisecond. */
  date(from: Date, to: Date): string;
}

/** Mulberry32: 32 bits of state, fast, good enough for sample data. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** FNV-1a, to turn a label into a seed. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex32(word: number): string {
  const pair = (shift: number) => hexPairs[(word >>> shift) & 255] ?? '';
  return `${pair(24)}${pair(16)}${pair(8)}${pair(0)}`;
}

/**
 * @param seed the world's seed
 * @param label separates one use from the others, so that data added for one resource leaves the rest as it was
 */
export function createRandom(seed: number, label: string): Random {
  const word = mulberry32(hash(`${seed}/${label}`));
  const next = () => word() / 0x1_0000_0000;
  const integer = (minimum: number, maximum: number) => minimum + Math.floor(next() * (maximum - minimum + 1));
  return {
    next,
    integer,
    pick: (choices) => choices[integer(0, choices.length - 1)],
    chance: (probability) => next() < probability,
    guid() {
      const first = hex32(word());
      const second = hex32((word() & 0xffff0fff) | 0x4000);
      const third = hex32((word() & 0x3fffffff) | 0x80000000);
      const fourth = hex32(word());
      return `${first}-${second.slice(0, 4)}-${second.slice(4)}-${third.slice(0, 4)}-${third.slice(4)}${fourth}`;
    },
    decimalId() {
      return `${integer(6_600_000, 7_399_999)}${String(integer(0, 999_999)).padStart(6, '0')}${String(integer(0, 999_999)).padStart(6, '0')}`;
    },
    date: (from, to) => new Date(from.getTime() + Math.floor(next() * (to.getTime() - from.getTime()))).toISOString(),
  };
}
