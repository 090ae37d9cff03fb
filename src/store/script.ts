import { createHash } from 'node:crypto';

/** A Lua script, which Redis runs as one step. */
export interface Script {
  readonly text: string;
  readonly sha: string;
}

/** Lua that sets `now`: the clock of Redis in milliseconds since 1970, equal for all processes. */
const clock = `local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
`;

/**
 * Creates a script in which `now` is set. Its first write must be one that needs memory: a full server lets a script through that begins
 * with another one, down to its end.
 */
export function script(text: string): Script {
  const whole = clock + text;
  return { text: whole, sha: createHash('sha1').update(whole).digest('hex') };
}
