import type { Command, Option } from 'commander';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

const program = 'wix-account-graph';

/** Possible completions of a command, from the command table. */
interface Completion {
  readonly command: string;
  readonly description: string;
  readonly options: readonly Option[];
  /** Values of the command's argument. */
  readonly values: readonly string[];
}

/** Returns a script that completes commands, options, their values, and the operations of the library, without calling the program. */
export function completionScript(shell: Shell, commands: readonly Command[], operations: readonly string[]): string {
  const completions = commands.map((command) => ({
    command: command.name(),
    description: command.description(),
    options: command.options.filter(({ long }) => long !== undefined && long !== null),
    values:
      command.name() === 'query'
        ? operations
        : command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  }));
  if (shell === 'fish') return fishScript(completions);
  const bash = bashScript(completions);
  return shell === 'bash' ? bash : `#compdef ${program}\nautoload -U +X bashcompinit && bashcompinit\n${bash}`;
}

function bashScript(completions: readonly Completion[]): string {
  const valueCases = completions.flatMap(({ command, options }) =>
    options
      .filter(({ argChoices }) => argChoices !== undefined)
      .map(({ long, argChoices = [] }) => `    ${command}:${long}) words="${argChoices.join(' ')}" ;;`),
  );
  const takingFile = completions.flatMap(({ command, options }) =>
    options.filter(takesFile).map(({ long }) => `${command}:${long}`),
  );
  const commandCases = completions.map(({ command, options, values }) => {
    const names = [...options.map(({ long }) => long), '--help', ...values];
    return `      ${command}) words="${names.join(' ')}" ;;`;
  });
  return `_wix_account_graph() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  case "\${COMP_WORDS[1]}:$previous" in
${valueCases.join('\n')}
    ${takingFile.join('|')}) COMPREPLY=($(compgen -f -- "$current")); return ;;
    *) case "\${COMP_WORDS[1]}" in
${commandCases.join('\n')}
      *) words="${[...completions.map(({ command }) => command), 'help', '--help', '--version'].join(' ')}" ;;
    esac
    if [ "$COMP_CWORD" -eq 1 ]; then words="${[...completions.map(({ command }) => command), 'help', '--help', '--version'].join(' ')}"; fi ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _wix_account_graph ${program}
`;
}

function fishScript(completions: readonly Completion[]): string {
  const lines = completions.flatMap(({ command, description, options, values }) => {
    const within = `complete -c ${program} -n "__fish_seen_subcommand_from ${command}"`;
    return [
      `complete -c ${program} -n __fish_use_subcommand -a ${command} -d ${quoted(description)}`,
      ...options.map(({ long, description: text, argChoices, required }) => {
        const choices = argChoices === undefined ? '' : ` -a ${quoted(argChoices.join(' '))}`;
        return `${within} -l ${long?.slice(2)}${required ? ' -r' : ''}${choices} -d ${quoted(text)}`;
      }),
      ...(values.length === 0 ? [] : [`${within} -a ${quoted(values.join(' '))}`]),
    ];
  });
  return `${lines.join('\n')}\n`;
}

function takesFile({ flags }: Option): boolean {
  return /<file>/.test(flags);
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
