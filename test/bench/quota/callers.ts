/** The callers of a run under a call limit: a process of its own, which looks at every answer. */
import { createHistogram } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { answerParent } from '../support/ipc.ts';
import { ageOf } from '../upstream/stamp.ts';

/** A request, and what its answer must contain. */
export interface Asked {
  readonly body: string;
  readonly contains: readonly string[];
}

/** Someone who asks one question after another. */
export interface Caller {
  readonly startMs: number;
  /** Time between an answer and the next question. */
  readonly thinkMs: number;
  /** Asked in turn, from the beginning again after the last; one alone is asked once. */
  readonly questions: readonly Asked[];
}

export interface CallersOrder {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly callers: readonly Caller[];
  /** After this time nobody asks anything new. */
  readonly seconds: number;
}

export interface CallersResult {
  readonly asked: number;
  readonly answered: number;
  /** Answers that say that the call limit is reached. */
  readonly refused: number;
  /** Answers with other errors. */
  readonly failed: number;
  /** Answers without errors that lack what they must contain, with the first of them. */
  readonly wrong: number;
  readonly firstWrong: string;
  /** Of what was answered. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly ageP50Ms: number;
  readonly ageMaxMs: number;
}

async function run({ url, headers, callers, seconds }: CallersOrder): Promise<CallersResult> {
  const { origin, pathname } = new URL(url);
  const agent = new Agent({ connections: 256, headersTimeout: 120_000, bodyTimeout: 120_000 });
  const latencies = createHistogram();
  const ages = createHistogram();
  const counts = { asked: 0, answered: 0, refused: 0, failed: 0, wrong: 0 };
  let firstWrong = '';
  const end = performance.now() + seconds * 1_000;

  const ask = async ({ body, contains }: Asked) => {
    const begun = performance.now();
    counts.asked += 1;
    const answer = await agent.request({ origin, path: pathname, method: 'POST', headers, body });
    const text = await answer.body.text();
    if (answer.statusCode !== 200 || text.includes('"errors":[')) {
      counts[/RATE_LIMITED|429|Too Many/i.test(text) || answer.statusCode === 429 ? 'refused' : 'failed'] += 1;
    } else if (!contains.every((part) => text.includes(part))) {
      counts.wrong += 1;
      firstWrong ||= text.slice(0, 500);
    } else {
      counts.answered += 1;
      latencies.record(Math.max(1, Math.round(performance.now() - begun)));
      const age = ageOf(text);
      if (age !== null) ages.record(Math.max(1, age));
    }
  };
  await Promise.all(
    callers.map(async ({ startMs, thinkMs, questions }) => {
      await sleep(startMs);
      for (let turn = 0; performance.now() < end; turn += 1) {
        const question = questions[turn % questions.length];
        if (question === undefined || (turn > 0 && questions.length === 1)) return;
        await ask(question);
        await sleep(thinkMs);
      }
    }),
  );
  await agent.close();
  return {
    ...counts,
    firstWrong,
    p50Ms: latencies.percentile(50),
    p99Ms: latencies.percentile(99),
    ageP50Ms: ages.percentile(50),
    ageMaxMs: ages.count === 0 ? 0 : ages.max,
  };
}

answerParent({ run });
process.stdout.write('ready\n');
