import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { type Graph, ItemsRefused, Refused, Unresolved } from './graph.ts';

export interface WorkflowOptions {
  /** Part of all idempotency keys: two workflows never share one. */
  readonly name: string;
  readonly graph: Graph;
  /** The file with the finished steps. Another run with it continues after them. */
  readonly journal: string;
  /** Maximum number of rows in progress at the same time. @default 10 */
  readonly parallel?: number;
  /** Rows whose write of unknown outcome was done, as a person found out. */
  readonly done: readonly string[];
  /** Rows whose write of unknown outcome was not done. */
  readonly notDone: readonly string[];
  readonly print: (line: string) => void;
}

interface Finished {
  readonly row: string;
  readonly step: string;
  readonly input: string;
  readonly result: unknown;
}

/** A line of the journal. */
type Noted =
  | Finished
  | { readonly row: string; readonly step: string; readonly refusals: number }
  | { readonly row: string; readonly step: string; readonly unresolved: string };

type Input = Readonly<Record<string, unknown>>;

/**
 * Makes one step of a row. `input` is everything that the write depends on; with it, the idempotency key is the same in every run. A step that
 * is in the journal is not made again: its result is returned.
 */
export type Step = <Result>(
  name: string,
  input: Input,
  run: (input: Input, idempotencyKey: string) => Promise<Result>,
) => Promise<Result>;

/**
 * Runs the steps of many rows. A step that fails stops its row, and no other one. Finished steps are in a journal, so that another run begins
 * where this one ended; a step that was sent and whose end is unknown has the same idempotency key then.
 */
export class Workflow {
  readonly #options: WorkflowOptions;
  readonly #finished = new Map<string, Finished>();
  /** How often items of a step were refused. */
  readonly #refusals = new Map<string, number>();
  /** Writes of unknown outcome: the step of each row, and its input. */
  readonly #unresolved = new Map<string, { readonly step: string; readonly input: string }>();
  readonly #stopped: string[] = [];
  #rows = 0;
  readonly #startedAt = performance.now();

  constructor(options: WorkflowOptions) {
    this.#options = options;
    const text = existsSync(options.journal) ? readFileSync(options.journal, 'utf8') : '';
    if (text !== '' && !text.endsWith('\n')) appendFileSync(options.journal, '\n');
    for (const line of text.split('\n')) {
      // A run that was killed can have written half of its last line. Its step is then made again, with the same key.
      const noted = readLine(line);
      if (noted !== null) this.#learn(noted);
    }
    for (const row of options.done) {
      const { step, input } = this.#unresolvedOf(row);
      this.#note({ row, step, input, result: null });
    }
    for (const row of options.notDone) {
      const { step } = this.#unresolvedOf(row);
      this.#note({ row, step, refusals: (this.#refusals.get(`${row} ${step}`) ?? 0) + 1 });
    }
  }

  /** Returns what the workflow is about to do, as the first run found it. */
  plan<Plan>(make: () => Promise<Plan>): Promise<Plan> {
    return this.#once('plan', 'all', {}, make);
  }

  /** Runs the steps of each row, of several rows at the same time: a row that waits delays no other one. */
  async each<Item>(
    items: readonly Item[],
    idOf: (item: Item) => string,
    run: (item: Item, step: Step) => Promise<void>,
  ): Promise<void> {
    const waiting = [...items];
    const work = async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
        const row = idOf(item);
        let current = 'prepare';
        const step: Step = (name, input, make) => {
          current = name;
          return this.#once(name, row, input, make);
        };
        this.#rows += 1;
        try {
          await run(item, step);
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          const advice = ` Find out, and add --done '${row}' or --not-done '${row}' to the command.`;
          const next = error instanceof Unresolved ? advice : '';
          this.#stopped.push(`${row} stopped at "${current}": ${error.message}${next}`);
        }
      }
    };
    await Promise.all(Array.from({ length: this.#options.parallel ?? 10 }, work));
  }

  /** Prints what was done and, if rows were stopped, how to go on. Returns the exit code. */
  end(): number {
    const { graph, journal, print } = this.#options;
    const seconds = Math.round((performance.now() - this.#startedAt) / 1_000);
    for (const line of this.#stopped) print(line);
    print(
      `${this.#rows - this.#stopped.length} of ${this.#rows} are done: ${graph.restCalls} REST calls, ${seconds} s.`,
    );
    if (this.#stopped.length === 0) return 0;
    print(`Remove the causes and run the same command again. Finished steps, listed in ${journal}, are not repeated.`);
    return 1;
  }

  #unresolvedOf(row: string) {
    const unresolved = this.#unresolved.get(row);
    if (unresolved === undefined)
      throw new Error(`${row} has no write of unknown outcome in ${this.#options.journal}.`);
    return unresolved;
  }

  #note(noted: Noted): void {
    this.#learn(noted);
    appendFileSync(this.#options.journal, `${JSON.stringify(noted)}\n`);
  }

  #learn(noted: Noted): void {
    const name = `${noted.row} ${noted.step}`;
    if ('unresolved' in noted) this.#unresolved.set(noted.row, { step: noted.step, input: noted.unresolved });
    else if ('refusals' in noted) this.#refusals.set(name, noted.refusals);
    else this.#finished.set(name, noted);
    if (!('unresolved' in noted)) this.#unresolved.delete(noted.row);
  }

  async #once<Result>(
    step: string,
    row: string,
    input: Input,
    run: (input: Input, idempotencyKey: string) => Promise<Result>,
  ): Promise<Result> {
    const text = JSON.stringify(input);
    const known = this.#finished.get(`${row} ${step}`);
    if (known !== undefined) {
      if (known.input === text) return known.result as Result;
      throw new Refused(
        `this step was already made with other values: ${known.input}. Restore them, or use another id.`,
      );
    }
    const refusals = this.#refusals.get(`${row} ${step}`) ?? 0;
    const write = JSON.stringify([this.#options.name, step, row, text, refusals]);
    const key = createHash('sha256').update(write).digest('base64url');
    const result = await run(input, key).catch((error: unknown) => {
      if (error instanceof ItemsRefused) this.#note({ row, step, refusals: refusals + 1 });
      if (error instanceof Unresolved) this.#note({ row, step, unresolved: text });
      throw error;
    });
    this.#note({ row, step, input: text, result });
    this.#options.print(`done: ${step}, ${row}`);
    return result;
  }
}

function readLine(line: string): Noted | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'step' in value ? (value as Noted) : null;
  } catch {
    return null;
  }
}
