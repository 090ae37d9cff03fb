import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { sampleNames } from '../../../src/graph/samples.ts';
import { createCommands } from '../../../src/program/cli/commands.ts';
import { completionScript, shells } from '../../../src/program/cli/completion.ts';

const refuse = () => Promise.reject(new Error('not run'));
const { commands } = createCommands(
  { start: refuse, sandbox: refuse, schema: refuse, query: refuse, check: refuse, completion: refuse },
  () => {},
);
const script = completionScript('bash', commands, sampleNames());

/** What bash offers after these words, the last of which is being written. */
function offered(...words: readonly string[]): string[] {
  const line = `${script}
COMP_WORDS=(wix-account-graph ${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length}
_wix_account_graph
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', line], { encoding: 'utf8' });
  expect([stderr, status]).toEqual(['', 0]);
  return stdout.split('\n').filter(Boolean);
}

describe('completion in bash', () => {
  it('offers every command', () => {
    expect(offered('')).toEqual(expect.arrayContaining(commands.map((command) => command.name())));
    expect(offered('sch')).toEqual(['schema']);
  });

  it.each(commands.map((command) => [command.name(), command] as const))(
    'offers the options of %s',
    (name, command) => {
      expect(offered(name, '--').sort()).toEqual([...command.options.map(({ long }) => String(long)), '--help'].sort());
    },
  );

  it('offers the values of an option, and the operations of the library', () => {
    expect(offered('schema', '--profile', '')).toEqual(['portable', 'apollo', 'cosmo', 'api', 'relay']);
    expect(offered('query', '--format', 'n')).toEqual(['ndjson']);
    expect(offered('completion', '')).toEqual(expect.arrayContaining([...shells]));
    expect(offered('query', 'team')).toEqual(sampleNames().filter((operation) => operation.startsWith('team')));
    expect(offered('query', 'trash', '--resume', 'package.js')).toEqual(['package.json']);
  });
});

describe('completion in other shells', () => {
  it('knows every command, option and operation in fish', () => {
    const fish = completionScript('fish', commands, sampleNames());
    for (const command of commands)
      for (const { long } of command.options)
        expect(fish).toMatch(new RegExp(`__fish_seen_subcommand_from ${command.name()}" -l ${long?.slice(2)} `));
    for (const operation of sampleNames()) expect(fish).toContain(operation);
  });

  it('is that of bash in zsh', () => {
    expect(completionScript('zsh', commands, sampleNames())).toMatch(/^#compdef wix-account-graph\n.*bashcompinit\n/);
  });
});
