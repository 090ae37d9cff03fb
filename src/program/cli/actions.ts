import { exitCodes } from '../exit-code.ts';
import type { Outputs } from './command-line.ts';
import type { CommandActions } from './commands.ts';

/**
 * Implements the commands. Each command loads its modules on demand, because building the schema takes longer than printing the help.
 * Options that override a setting, and a .env file, change `env`.
 */
export function createActions({ output, notes }: Outputs, env: NodeJS.ProcessEnv): CommandActions {
  const choosePort = (port: number | undefined) => {
    if (port !== undefined) env['PORT'] = String(port);
  };
  return {
    start: async ({ port }) => {
      choosePort(port);
      await import('../main.ts');
      return exitCodes.success;
    },
    sandbox: async ({ port }) => {
      choosePort(port);
      await import('../sandbox.ts');
      return exitCodes.success;
    },
    schema: async (flags) => {
      const { printSchema } = await import('./print-schema.ts');
      const text = printSchema(flags);
      if (flags.output === undefined) {
        await output.write(text);
      } else {
        const { replaceFile } = await import('./replace-file.ts');
        replaceFile(flags.output, text);
      }
      return exitCodes.success;
    },
    query: async (operation, flags) => {
      if (operation === undefined) {
        const { operationList } = await import('./operation-list.ts');
        await output.write(operationList());
        return exitCodes.success;
      }
      const [{ readConfig }, { loadEnvFile }, { runQuery }] = await Promise.all([
        import('../config.ts'),
        import('../env-file.ts'),
        import('./query.ts'),
      ]);
      loadEnvFile();
      // The command opens no port, so a HOST that would expose the key is ignored.
      const config = readConfig({ ...env, HOST: '' });
      return runQuery(operation, flags, config, { output, notes }, env['XDG_STATE_HOME']);
    },
    check: async (flags) => {
      const [{ readConfig }, { loadEnvFile }, { runCheck }] = await Promise.all([
        import('../config.ts'),
        import('../env-file.ts'),
        import('./check.ts'),
      ]);
      loadEnvFile();
      return runCheck(flags, readConfig({ ...env, HOST: '' }), { output, notes });
    },
    completion: async (shell, commands) => {
      const [{ completionScript }, { sampleNames }] = await Promise.all([
        import('./completion.ts'),
        import('../../graph/samples.ts'),
      ]);
      await output.write(completionScript(shell, commands, sampleNames()));
      return exitCodes.success;
    },
  };
}
