import { parseArgs } from 'node:util';
import { Graph } from './graph.ts';

/** The arguments of a workflow. */
export interface Command {
  readonly csv: string;
  readonly journal: string;
  readonly graph: Graph;
  /** Rows whose write of unknown outcome was done, and those whose was not. */
  readonly done: readonly string[];
  readonly notDone: readonly string[];
}

/**
 * Reads the arguments of a workflow: the CSV file, `--graph` (the address of the graph), `--journal` (the file for its finished steps), and any
 * number of `--header name:value`, `--done ROW` and `--not-done ROW`. Throws an Error that says how to call the script.
 */
export function readCommand(script: string, args: readonly string[]): Command {
  const usage = `Usage: node examples/workflows/${script}.ts FILE.csv [--graph URL] [--journal FILE] [--header name:value] [--done ROW] [--not-done ROW]`;
  const options = {
    graph: { type: 'string', default: 'http://127.0.0.1:4000/graphql' },
    journal: { type: 'string' },
    header: { type: 'string', multiple: true, default: [] as string[] },
    done: { type: 'string', multiple: true, default: [] as string[] },
    'not-done': { type: 'string', multiple: true, default: [] as string[] },
  } as const;
  let parsed: ReturnType<typeof parseArgs<{ args: string[]; options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
  const [csv, ...others] = parsed.positionals;
  if (csv === undefined || others.length > 0) throw new Error(usage);
  const headers = parsed.values.header.map((header) => {
    const colon = header.indexOf(':');
    if (colon < 1) throw new Error(`--header must be name:value, not "${header}".\n${usage}`);
    return [header.slice(0, colon), header.slice(colon + 1).trim()];
  });
  return {
    csv,
    journal: parsed.values.journal ?? `${csv}.journal`,
    graph: new Graph(parsed.values.graph, Object.fromEntries(headers)),
    done: parsed.values.done,
    notDone: parsed.values['not-done'],
  };
}

/** Runs a workflow as a program: its exit code, or the message of its error. */
export async function runAsProgram(
  run: (args: readonly string[], print: (line: string) => void) => Promise<number>,
): Promise<void> {
  try {
    process.exitCode = await run(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
