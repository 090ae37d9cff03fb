import { readFileSync } from 'node:fs';
import { type Command, CommanderError } from 'commander';
import { OutputError, type TextOutput } from '../../observe/text-output.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommandActions, createCommands } from './commands.ts';
import { UsageError } from './usage-error.ts';

export interface Outputs {
  readonly output: TextOutput;
  readonly notes: TextOutput;
}

/** Runs one command line. Resolves to the exit code, which also reports an output that could not be written. */
export async function runCommandLine(
  args: readonly string[],
  { output, notes: firstNotes }: Outputs,
  actionsOf: (outputs: Outputs) => CommandActions,
): Promise<number> {
  const notes = unfailing(firstNotes);
  let exitCode: number = exitCodes.success;
  const texts = { output: '', notes: '' };
  const program = createCommands(actionsOf({ output, notes }), (code) => {
    exitCode = code;
  }).version(version(), '--version', 'Print the version of the package.');
  for (const command of [program, ...program.commands]) collectTexts(command, texts);
  try {
    if (args.length === 0) {
      exitCode = exitCodes.wrongUsage;
      program.outputHelp();
    } else {
      await program.parseAsync(args, { from: 'user' });
    }
  } catch (error) {
    const fault = await faultOf(error);
    exitCode = fault.exitCode;
    texts.notes += fault.message;
  }
  try {
    if (texts.output !== '') await output.write(texts.output);
  } catch (error) {
    const fault = await faultOf(error);
    exitCode = fault.exitCode;
    texts.notes += fault.message;
  }
  if (texts.notes !== '') await notes.write(texts.notes);
  return exitCode === exitCodes.success && notes.hasFailed ? exitCodes.outputFault : exitCode;
}

/** Wraps the notes so that a failed write does not stop the result. The exit code reports the failure. */
function unfailing(notes: TextOutput): TextOutput & { readonly hasFailed: boolean } {
  let hasFailed = false;
  return {
    isTTY: notes.isTTY,
    get hasFailed() {
      return hasFailed;
    },
    write: async (text) => {
      try {
        return await notes.write(text);
      } catch {
        hasFailed = true;
        return false;
      }
    },
  };
}

/** Collects Commander's texts, to be written when the command has ended. Commander would write them and exit at once. */
function collectTexts(command: Command, texts: { output: string; notes: string }): void {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        texts.output += text;
      },
      writeErr: (text) => {
        texts.notes += text;
      },
    })
    .showHelpAfterError(
      `Run "wix-account-graph ${command.parent === null ? '' : `${command.name()} `}--help" for the options.`,
    );
}

/** Returns the exit code and message for an error. Imports the settings on demand; by then they are usually loaded. */
async function faultOf(error: unknown): Promise<{ readonly exitCode: number; readonly message: string }> {
  if (error instanceof CommanderError) {
    // Commander has written its message.
    return { exitCode: error.exitCode === 0 ? exitCodes.success : exitCodes.wrongUsage, message: '' };
  }
  const { message, stack } = error instanceof Error ? error : { message: String(error) };
  if (error instanceof UsageError) return { exitCode: exitCodes.wrongUsage, message: `${message}\n` };
  if (error instanceof OutputError) return { exitCode: exitCodes.outputFault, message: `${message}\n` };
  const { ConfigError } = await import('../config.ts');
  if (error instanceof ConfigError) return { exitCode: exitCodes.wrongSettings, message: `${message}\n` };
  return { exitCode: exitCodes.internalFault, message: `Internal error: ${stack ?? message}\n` };
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version;
}
