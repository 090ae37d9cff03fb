/** The severities of what needs somebody, mildest first. */
export const severities = ['LOW', 'MEDIUM', 'HIGH'] as const;

export type Severity = (typeof severities)[number];

/** A mutation that mends something, with its input. */
export interface Fix {
  readonly mutation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Something that needs somebody. */
export interface Finding {
  readonly kind: string;
  readonly severity: Severity;
  /** The type, account and id of the record that it is about. */
  readonly type: string;
  readonly accountId: string;
  readonly id: string;
  /** Time since which it holds at least; null if no date tells it. */
  readonly since: string | null;
  /** The fields that show it, by name. */
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly fix: Fix | null;
}

/** Facts beside a record that decide whether it needs somebody. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly find: <T extends object>(type: string, accountId: string, id: string) => T | undefined;
  /** Returns whether a list of the account is known to its end, so that something can be missing from it. */
  readonly isWhole: (list: string, accountId: string) => boolean;
}

const dayMs = 86_400_000;

/** Returns the number of days from a time until now; negative for a time to come, null without a time. */
export function daysSince(time: string | null, now: number): number | null {
  return time === null ? null : (now - Date.parse(time)) / dayMs;
}
