import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../../../src/graph/schema.ts';
import { type Interrupt, Interrupted } from '../../../src/program/cli/interrupt.ts';
import { chooseOperation } from '../../../src/program/cli/operation.ts';
import { printWholeList } from '../../../src/program/cli/query-all.ts';
import { ResumeFile } from '../../../src/program/cli/resume-file.ts';
import type { FaultEffect } from '../../../src/sandbox/faults.ts';
import { ReadCache } from '../../../src/wix/read-cache.ts';
import { useGraph } from '../../support/graph.ts';

const schema = buildSchema();
const folder = mkdtempSync(join(tmpdir(), 'interruptions-'));
afterAll(() => rmSync(folder, { recursive: true }));

const text =
  'query ($after: String) { account { sites(first: 5, after: $after) { nodes { id contributors { accountId } } } } }';

/** The signal of a person who presses Ctrl-C. */
function interruptible(): Interrupt & { press(): void } {
  const controller = new AbortController();
  const { signal } = controller;
  return {
    signal,
    press: () => controller.abort(new Interrupted('SIGINT')),
    race: async (promise) => {
      signal.throwIfAborted();
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      return Promise.race([promise, aborted]);
    },
    end: () => {},
  };
}

/** The command over a test graph, as often as it is run with one file. */
function useCommand() {
  // A run of the command has the cache of its process.
  let cache = new ReadCache({ ttlMs: 600_000, stableTtlMs: 600_000, maxShare: 1 });
  const shared = new Proxy({} as ReadCache, {
    get: (_, name: keyof ReadCache) => {
      const value: unknown = cache[name];
      return typeof value === 'function' ? value.bind(cache) : value;
    },
  });
  const graph = useGraph({ client: { cache: shared } });
  /** Runs the command, and does something when its nth REST call arrives. */
  const run = async (
    file: string,
    at: number,
    happens: (interrupt: ReturnType<typeof interruptible>) => void,
    headers: Record<string, string> = {},
  ) => {
    cache = new ReadCache({ ttlMs: 600_000, stableTtlMs: 600_000, maxShare: 1 });
    const interrupt = interruptible();
    const calls = new Map<string, number>();
    let made = 0;
    graph.sandbox.faults.inject({
      kind: 'delay',
      delayMs: 0,
      times: Number.POSITIVE_INFINITY,
      match: ({ operation }) => {
        made += 1;
        calls.set(operation, (calls.get(operation) ?? 0) + 1);
        if (made === at) happens(interrupt);
        return false;
      },
    });
    const asked: Promise<unknown>[] = [];
    const items: unknown[] = [];
    let notes = '';
    const operation = chooseOperation(text, undefined);
    const query = {
      operation,
      text,
      variables: {},
      headers: {},
      graph: {
        schema,
        accountId: graph.sandbox.accountId,
        ask: async (document: string, variables: object) => {
          const asking = graph.ask(document, { ...variables }, headers);
          asked.push(asking);
          const { data, errors } = await asking;
          return { data, ...(errors === undefined ? {} : { errors }) };
        },
        get calls() {
          return made;
        },
        close: async () => {},
      },
    };
    const shown = {
      print: async (lines: string) => {
        items.push(
          ...lines
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line)),
        );
        return true;
      },
      note: async (line: string) => {
        notes += line;
        return true;
      },
      count: () => {},
    };
    const options = {
      format: 'ndjson',
      resume: new ResumeFile(file, [text]),
      isChosen: true,
      progress: false,
      wait: async () => {},
    } as const;
    const code = await printWholeList(query, options, shown, interrupt);
    // An interrupted command ends at once, and what it asked for here a little later.
    await Promise.allSettled(asked);
    graph.sandbox.faults.clear();
    return { code, items, notes, calls, made };
  };
  return { graph, run };
}

const forever = { times: Number.POSITIVE_INFINITY };

describe('a whole list that is interrupted', () => {
  const { graph, run } = useCommand();
  const fault = (effect: FaultEffect, times: number) => graph.sandbox.faults.inject({ ...effect, times });
  const nothing = () => {};

  it('at any of its calls, by Ctrl-C or because Wix is gone, continues after the last printed item', async () => {
    const whole = await run(join(folder, 'whole.json'), 0, nothing);
    expect([whole.code, whole.items.length > 40]).toEqual([0, true]);
    // The first calls, and every ninth of the others.
    for (let at = 1; at <= whole.made; at += at < 4 ? 1 : 9) {
      for (const [name, expected, happens] of [
        ['SIGINT', 130, (interrupt: ReturnType<typeof interruptible>) => interrupt.press()],
        ['crash', 1, () => fault({ kind: 'reset' }, forever.times)],
      ] as const) {
        const file = join(folder, `${name} ${at}.json`);
        const first = await run(file, at, happens);
        expect([name, at, first.code]).toEqual([name, at, expected]);
        expect(first.notes).toMatch(
          new RegExp(`The list is not complete: ${first.items.length} items? (is|are) printed\\. `),
        );
        if (first.items.length > 0)
          expect(first.notes).toContain(`--resume '${file}', or with --variables '{"after":"`);
        expect(existsSync(file)).toBe(first.items.length > 0);
        const rest = await run(file, 0, nothing);
        expect([name, at, rest.code, [...first.items, ...rest.items]]).toEqual([name, at, 0, whole.items]);
        // What was printed is not read again.
        expect(rest.calls.get('Query Site Contributors')).toBe(whole.items.length - first.items.length);
        expect(existsSync(file)).toBe(false);
      }
    }
  }, 120_000);

  it('at any of its calls, by a rejection of Wix or by its deadline, ends by itself and reads nothing twice', async () => {
    const whole = await run(join(folder, 'whole.json'), 0, nothing);
    for (let at = 1; at < whole.made; at += 9) {
      const rejection = { kind: 'status', status: 429, headers: { 'retry-after': '7' } } as const;
      const rejected = await run(join(folder, `429 ${at}.json`), at, () => fault(rejection, 1));
      expect([at, rejected.code, rejected.items]).toEqual([at, 0, whole.items]);
      // The call that failed, and no other one, is made again. What the graph still keeps of earlier runs is not read.
      expect(rejected.made).toBeLessThanOrEqual(whole.made + 1);
      const deadline = { 'x-request-timeout-ms': '700' };
      const late = await run(join(folder, `deadline ${at}.json`), at, () => fault({ kind: 'hang' }, 1), deadline);
      expect([at, late.code, late.items]).toEqual([at, 0, whole.items]);
    }
  }, 120_000);
});
