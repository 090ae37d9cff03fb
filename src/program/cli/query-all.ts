import { setTimeout } from 'node:timers/promises';
import { printSdl } from '../../graph/federation/sdl.ts';
import { OutputError } from '../../observe/text-output.ts';
import { exitCodes } from '../exit-code.ts';
import { columnsOf } from './columns.ts';
import { withoutHidden } from './document-edits.ts';
import { type ItemWriter, itemWriter } from './format.ts';
import type { Format } from './format-names.ts';
import { type Interrupt, Interrupted } from './interrupt.ts';
import { Selections } from './list-plan.ts';
import { completeItem, entityKeysOf, type NestedReader } from './nested-lists.ts';
import { type Backend, PacedAsking, type RateLimit } from './paced-asking.ts';
import type { PreparedQuery, Shown } from './query.ts';
import { beginning, type Position, type ResumeFile } from './resume-file.ts';
import { type ListPage, planWholeList, readPages, totalIn, totalQuery, type WholeList } from './whole-list.ts';

export interface WholeListOptions {
  readonly format: Format;
  readonly resume: ResumeFile;
  /** Whether the user named the file. If not, a position in it is ignored. */
  readonly isChosen: boolean;
  /** Whether to show the total number of items. */
  readonly progress: boolean;
  /** Waits before the next request. @default in real time, until the command is interrupted */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** Reads a list to its end and prints its items as they arrive. Resolves to the exit code. */
export async function printWholeList(
  query: PreparedQuery,
  options: WholeListOptions,
  shown: Shown,
  interrupt: Interrupt,
): Promise<number> {
  const { operation, variables, graph } = query;
  const keys = entityKeysOf(printSdl(graph.schema));
  const whole = planWholeList(operation, graph.schema, keys);
  const { format, resume, isChosen } = options;
  const from = (isChosen ? resume.read() : null) ?? { ...beginning, after: cursorIn(variables) };
  const backend = backendOf(query, interrupt);
  const inRealTime = (ms: number) =>
    setTimeout(ms, undefined, { signal: interrupt.signal }).catch(() => interrupt.signal.throwIfAborted());
  const { wait = inRealTime } = options;
  const asking = new PacedAsking(backend, async (ms, why) => {
    const because = why === 'limit' ? 'The rate limit is reached' : 'A page could not be read completely';
    await shown.note(`${because}: continuing in ${Math.ceil(ms / 1_000)} s.\n`);
    await wait(ms);
  });
  await noteEarlierRun(options, shown);
  shown.count(from.items, null);
  if (options.progress) shown.count(0, totalIn(await backend.ask(totalQuery(whole), variables), whole));
  const columns = columnsOf(whole.list.items.fields, new Selections(graph.schema, operation));
  const writer = itemWriter(format, columns, from.items > 0);
  const printing = new Printing(writer, from, resume, isChosen, shown);
  let exitCode: number = exitCodes.success;
  let reason = 'A page could not be read.';
  try {
    const reader: NestedReader = { operation, variables, keys, ask: asking.beside };
    const ending = await readAll(whole, reader, from, asking, printing, shown);
    if (ending === 'readerLeft') {
      printing.leave();
      return exitCodes.success;
    }
    if (ending === 'complete' || ending === 'completeWithErrors') {
      printing.complete();
      return ending === 'complete' ? exitCodes.success : exitCodes.failure;
    }
    exitCode = exitCodes.failure;
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
    if (!(error instanceof Interrupted)) {
      await shown.note(printing.howToContinue(reason, variables));
      throw error;
    }
    exitCode = error.exitCode;
  }
  await printing.end();
  await shown.note(printing.howToContinue(reason, variables));
  return exitCode;
}

/** Reports where an earlier run saved its position. A run that was killed could not report it. */
async function noteEarlierRun({ resume, isChosen, format }: WholeListOptions, { note }: Shown): Promise<void> {
  if (isChosen || format === 'json' || format === 'table') return;
  const earlier = resume.readIfPossible();
  if (earlier === null) return;
  await note(
    `An earlier run stopped after ${earlier.items} items. To continue it, add --resume ${quoted(resume.path)}\n`,
  );
}

type Ending = 'complete' | 'completeWithErrors' | 'cut' | 'readerLeft';

async function readAll(
  whole: WholeList,
  reader: NestedReader,
  from: Position,
  asking: PacedAsking,
  printing: Printing,
  { note }: Shown,
): Promise<Ending> {
  let isFine = true;
  /** Prints a part of a page. Resolves to whether the reader still accepts output. */
  const print = async ({ items, cursors, hasNextPage }: ReadPage, from: number, to: number): Promise<boolean> => {
    // Items with nested lists are printed one by one, because completing each can take long.
    const size = whole.nested.length === 0 ? Math.max(1, to - from) : 1;
    for (let at = from; at < to; at += size) {
      const some = items.slice(at, Math.min(to, at + size));
      for (const item of some) {
        for await (const { list, errors } of completeItem(item, whole.nested, reader)) {
          isFine = false;
          await note(`The list ${list} of an item could not be read to its end.\n`);
          for (const error of errors) await note(`${JSON.stringify(error)}\n`);
        }
      }
      const isLast = at + size >= items.length && !hasNextPage;
      if (!(await printing.print(some, cursors[at + some.length - 1] ?? null, isLast))) return false;
    }
    return true;
  };
  // Wix failed temporarily for items of this page, whatever was tried. If it goes on failing, the list ends before them.
  let doubtful: ReadPage | null = null;
  for await (const page of readPages(whole, reader.variables, reader.keys, from.after, asking)) {
    for (const error of page.errors) await note(`${JSON.stringify(error)}\n`);
    isFine &&= page.errors.length === 0;
    const { items, doubtfulFrom } = page;
    if (items === null) return 'cut';
    if (doubtful !== null && !(await print(doubtful, doubtful.doubtfulFrom, doubtful.items.length)))
      return 'readerLeft';
    const read = { ...page, items };
    if (!(await print(read, 0, doubtfulFrom))) return 'readerLeft';
    doubtful = doubtfulFrom < items.length ? read : null;
  }
  if (doubtful !== null) return 'cut';
  if (!(await printing.end())) return 'readerLeft';
  return isFine ? 'complete' : 'completeWithErrors';
}

/** A page whose items were read. */
type ReadPage = ListPage & { readonly items: readonly unknown[] };

/** Prints items, and saves the position after the last printed one. */
class Printing {
  readonly #writer: ItemWriter;
  readonly #resume: ResumeFile;
  readonly #isChosen: boolean;
  readonly #shown: Shown;
  #position: Position;
  #isSaved = false;

  constructor(writer: ItemWriter, from: Position, resume: ResumeFile, isChosen: boolean, shown: Shown) {
    this.#writer = writer;
    this.#position = from;
    this.#resume = resume;
    this.#isChosen = isChosen;
    this.#shown = shown;
  }

  async print(items: readonly unknown[], after: string | null, isLast: boolean): Promise<boolean> {
    const text = this.#writer.items(items.map(withoutHidden));
    if (text !== '' && !(await this.#shown.print(text))) return false;
    this.#shown.count(items.length, null);
    this.#position = { after, items: this.#position.items + items.length };
    if (!isLast) this.#save();
    return true;
  }

  /** Writes the end of the output, as the format requires. */
  async end(): Promise<boolean> {
    const text = this.#writer.end();
    return text === '' || this.#shown.print(text);
  }

  complete(): void {
    if (this.#isSaved || this.#isChosen) this.#resume.remove();
  }

  /** Ends after the reader of the output has closed it. Deletes the position unless the user named its file. */
  leave(): void {
    if (this.#isSaved && !this.#isChosen) this.#resume.remove();
  }

  /** Returns the message for an incomplete list: how many items are printed, and how to continue. */
  howToContinue(reason: string, variables: Readonly<Record<string, unknown>>): string {
    const { after, items } = this.#position;
    const begin = `The list is not complete: ${items} ${items === 1 ? 'item is' : 'items are'} printed. ${reason}\n`;
    if (after === null) return begin;
    const file = this.#isSaved ? `--resume ${quoted(this.#resume.path)}, or with ` : '';
    return `${begin}To continue, repeat the command with ${file}--variables ${quoted(JSON.stringify({ ...variables, after }))}\n`;
  }

  /** Saves the position. Ignores a file that can't be written, unless the user named it. */
  #save(): void {
    try {
      if (!this.#isChosen && !this.#isSaved) this.#resume.createFolder();
      this.#resume.save(this.#position);
      this.#isSaved = true;
    } catch (error) {
      if (this.#isChosen || !(error instanceof OutputError)) throw error;
      this.#isSaved = false;
    }
  }
}

function backendOf({ graph, headers }: PreparedQuery, interrupt: Interrupt): Backend {
  const ask: Backend['ask'] = (text, variables) => {
    const used = Object.entries(variables).filter(([name]) => new RegExp(`\\$${name}\\b`).test(text));
    const { signal } = interrupt;
    return interrupt.race(graph.ask(text, Object.fromEntries(used), { headers, signal }));
  };
  return {
    ask,
    get calls() {
      return graph.calls;
    },
    rateLimit: async () => rateLimitIn(await ask('{ rateLimit { limit remaining resetAt } }', {})),
  };
}

function rateLimitIn({ data }: { readonly data?: unknown }): RateLimit | null {
  const { rateLimit } = (data ?? {}) as {
    rateLimit?: { readonly limit: number; readonly remaining: number; readonly resetAt: string } | null;
  };
  if (rateLimit === null || rateLimit === undefined) return null;
  const { limit, remaining, resetAt } = rateLimit;
  return { limit, remaining, resetInMs: Math.max(0, Date.parse(resetAt) - Date.now()) + 50 };
}

function cursorIn(variables: Readonly<Record<string, unknown>>): string | null {
  const after = variables['after'];
  return typeof after === 'string' ? after : null;
}

/** Quotes a text as one shell word. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
