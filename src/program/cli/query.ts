import { homedir } from 'node:os';
import { join } from 'node:path';
import { explainHeader } from '../../http/explain.ts';
import type { Config } from '../config.ts';
import { exitCodes } from '../exit-code.ts';
import { type Column, cellOf, columnsOf } from './columns.ts';
import type { Outputs } from './command-line.ts';
import type { QueryFlags } from './commands.ts';
import { itemWriter } from './format.ts';
import type { Format } from './format-names.ts';
import { type Interrupt, Interrupted, listenForInterrupt } from './interrupt.ts';
import { follow, outermostLists, Selections } from './list-plan.ts';
import { itemsIn } from './nested-lists.ts';
import { type CommandGraph, openGraph } from './open-graph.ts';
import { chooseOperation, type NamedOperation, readSource, readVariables, type Variables } from './operation.ts';
import { noProgress, type Progress, showProgress } from './progress.ts';
import { printWholeList } from './query-all.ts';
import { connectionTrouble } from './reasons.ts';
import { fingerprint, ResumeFile } from './resume-file.ts';
import { UsageError } from './usage-error.ts';

/** An operation that is ready to run. */
export interface PreparedQuery {
  readonly operation: NamedOperation;
  readonly text: string;
  readonly variables: Variables;
  readonly headers: Readonly<Record<string, string>>;
  readonly graph: CommandGraph;
}

/** Outputs of a running command. Each write clears the progress line first. */
export interface Shown {
  /** Writes a part of the result. Resolves to whether the reader still accepts output. */
  print(text: string): Promise<boolean>;
  note(text: string): Promise<boolean>;
  /** Adds printed items to the progress, and sets their total if it is known. */
  count(items: number, total: number | null): void;
}

/** Runs one operation of the library or of a file with the given settings. Resolves to the exit code. */
export async function runQuery(
  name: string,
  flags: QueryFlags,
  config: Config,
  outputs: Outputs,
  stateFolder: string | undefined,
): Promise<number> {
  refuseConflicts(flags);
  const source = readSource(name);
  const operation = chooseOperation(source.text, flags.operation);
  const isSandbox = config.backend.mode === 'sandbox';
  const interrupt = listenForInterrupt();
  let progress: Progress = noProgress;
  const shown = show(outputs, () => progress);
  const troubles = new Set<string>();
  const graph = await openGraph(config, {
    keepsReads: flags.all ?? false,
    onCallEnd: (_endpoint, end) => {
      const text = connectionTrouble(end);
      if (text !== null) troubles.add(text);
    },
    onUnexpected: (error) =>
      void shown.note(`Internal error: ${error instanceof Error ? error.stack : String(error)}\n`),
  });
  try {
    const variables = readVariables(flags, operation, graph.schema, isSandbox ? source.sandboxVariables : {});
    const headers = {
      ...(flags.account === undefined ? {} : { 'wix-account-id': flags.account }),
      ...(flags.explain ? { [explainHeader]: 'trace' } : {}),
    };
    const query: PreparedQuery = { operation, text: source.text, variables, headers, graph };
    if (isSandbox) {
      await shown.note('(sandbox) The data is made up. Set WIX_API_KEY and WIX_ACCOUNT_ID to query Wix.\n');
    }
    if (flags.progress ?? outputs.notes.isTTY) {
      progress = showProgress(outputs.notes, () => ({ ...shown.counts, calls: graph.calls }));
    }
    if (!flags.all) return await printAnswer(query, flags.format ?? 'json', shown, interrupt);
    const list = [
      source.text,
      operation.definition.name?.value,
      variables,
      flags.account?.toLowerCase() ?? graph.accountId,
      isSandbox ? config.backend : config.backend.mode,
    ];
    const resume = new ResumeFile(flags.resume ?? defaultFile(list, stateFolder), list);
    return await printWholeList(
      query,
      {
        format: flags.format ?? 'ndjson',
        resume,
        isChosen: flags.resume !== undefined,
        progress: flags.progress ?? outputs.notes.isTTY,
      },
      shown,
      interrupt,
    );
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    return error.exitCode;
  } finally {
    progress.end();
    for (const text of troubles) await outputs.notes.write(`${text}\n`);
    interrupt.end();
    await graph.close();
  }
}

function refuseConflicts(flags: QueryFlags): void {
  if (flags.all && flags.explain) {
    throw new UsageError('--all prints only the items: use --explain with a single response.');
  }
  if (flags.explain && (flags.format ?? 'json') !== 'json') {
    throw new UsageError('--explain needs --format json: the other formats print only the items.');
  }
  if (flags.resume === undefined) return;
  if (!flags.all) throw new UsageError('--resume continues a list: use it with --all.');
  if (flags.format === 'json' || flags.format === 'table') {
    throw new UsageError(`--resume cannot continue the format ${flags.format}: use ndjson or csv.`);
  }
}

function show(
  outputs: Outputs,
  progress: () => Progress,
): Shown & { readonly counts: { items: number | null; total: number | null } } {
  const counts: { items: number | null; total: number | null } = { items: null, total: null };
  return {
    counts,
    print: (text) => {
      progress().clear();
      return outputs.output.write(text);
    },
    note: (text) => {
      progress().clear();
      return outputs.notes.write(text);
    },
    count: (items, total) => {
      counts.items = (counts.items ?? 0) + items;
      counts.total = total ?? counts.total;
    },
  };
}

/** Returns the default file for a list's position, in the state folder of the XDG specification. */
function defaultFile(list: readonly unknown[], stateFolder: string | undefined): string {
  return join(stateFolder || join(homedir(), '.local', 'state'), 'wix-account-graph', `${fingerprint(list)}.json`);
}

async function printAnswer(
  { operation, text, variables, headers, graph }: PreparedQuery,
  format: Format,
  { print, note }: Shown,
  interrupt: Interrupt,
): Promise<number> {
  const list = format === 'json' ? null : planItems(operation, graph, format);
  const operationName = operation.definition.name?.value;
  const asked = graph.ask(text, variables, {
    headers,
    signal: interrupt.signal,
    ...(operationName === undefined ? {} : { operationName }),
  });
  const answer = await interrupt.race(asked);
  if (list === null) {
    await print(`${JSON.stringify(answer, null, 2)}\n`);
  } else {
    const writer = itemWriter(format, list.columns, false);
    await print(writer.items(list.itemsOf(answer.data)) + writer.end());
    for (const error of answer.errors ?? []) await note(`${JSON.stringify(error)}\n`);
  }
  return answer.errors === undefined ? exitCodes.success : exitCodes.failure;
}

interface Items {
  readonly columns: readonly Column[];
  itemsOf(data: unknown): readonly unknown[];
}

/**
 * Plans how to print a response. Its items are those of its only connection or, without one, of its only list. Any other response is
 * one item, whose table has a row for each field.
 */
function planItems(operation: NamedOperation, { schema }: CommandGraph, format: Format): Items {
  const selections = new Selections(schema, operation);
  const lists = outermostLists(operation, selections);
  const connections = lists.filter(({ field }) => field.kind === 'connection');
  const [list, ...others] = connections.length > 0 ? connections : lists;
  if (list !== undefined && others.length === 0) {
    const path = list.steps.map(({ key }) => key);
    const itemsOf = (data: unknown) => itemsIn(follow(data, path), list.items);
    return { columns: columnsOf(list.items.fields, selections), itemsOf };
  }
  const root = operation.definition.operation === 'mutation' ? 'Mutation' : 'Query';
  const columns = columnsOf(selections.fields(root, operation.definition.selectionSet), selections);
  const whole = (data: unknown) => (data === null || data === undefined ? [] : [data]);
  if (format !== 'table') return { columns, itemsOf: whole };
  return {
    columns: ['field', 'value'].map((name) => ({ name, path: [name], items: null })),
    itemsOf: (data) =>
      whole(data).flatMap((item) => columns.map((column) => ({ field: column.name, value: cellOf(item, column) }))),
  };
}
