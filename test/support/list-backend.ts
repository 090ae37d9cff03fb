import { forOneCaller } from '../../src/program/cli/open-graph.ts';
import type { Backend, Wait } from '../../src/program/cli/paced-asking.ts';
import { createQuota } from '../../src/wix/quota.ts';
import { ReadCache } from '../../src/wix/read-cache.ts';
import type { TestAnswer, TestGraph } from './graph.ts';

/** A minute that passes when a test says so. */
export class Minutes {
  ms = 0;
  readonly waits: number[] = [];
  readonly wait: Wait = async (ms) => {
    this.waits.push(ms);
    this.ms += ms;
  };
}

/** The client of the command line, with so many REST calls a minute. */
export function pacedClient(callsPerMinute: number, minutes: Minutes) {
  return {
    quota: forOneCaller(createQuota(callsPerMinute, () => minutes.ms)),
    cache: new ReadCache({ ttlMs: 600_000, maxShare: 1 }),
  };
}

/** A test graph as the backend of `--all`, with a record of what was asked. */
export function listBackend(graph: TestGraph): Backend & { readonly asked: TestAnswer[] } {
  const asked: TestAnswer[] = [];
  let calls = 0;
  return {
    asked,
    ask: async (text, variables) => {
      const answer = await graph.ask(text, { ...variables });
      asked.push(answer);
      calls += Object.values(answer.calls).reduce((sum, one) => sum + one, 0);
      const { data, errors } = answer;
      return { data, ...(errors === undefined ? {} : { errors }) };
    },
    get calls() {
      return calls;
    },
    rateLimit: async () => {
      const { data } = await graph.ask('{ rateLimit { limit remaining resetAt } }');
      if (data.rateLimit === null) return null;
      const { limit, remaining, resetAt } = data.rateLimit;
      return { limit, remaining, resetInMs: Date.parse(resetAt) - Date.now() + 50 };
    },
  };
}
