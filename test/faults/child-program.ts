import { Agent } from 'node:http';
import { expect } from 'vitest';
import { errorCodes } from '../../src/http/error-code.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { searchFor } from '../security/leaks.ts';
import { exchange } from './exchange.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { ledger } from './ledger.ts';
import { type ProgramOptions, type RunningProgram, runProgram } from './running-program.ts';
import { type FaultAnswer, ordinaryQuery } from './stage.ts';

export interface ChildOptions extends ProgramOptions {
  readonly sandbox?: SandboxOptions;
  /** Called with the sandbox's port before the program starts. */
  readonly beforeStart?: (sandboxPort: number) => void;
}

/** The program as a process of its own, in front of a sandbox and the fault proxy of this one. */
export interface ChildStage extends RunningProgram {
  readonly sandbox: Sandbox;
  readonly proxy: FaultProxy;
  ask(query: string, variables?: object, headers?: Readonly<Record<string, string>>): Promise<FaultAnswer>;
}

/** Runs the program for a proof, kills it afterwards, and looks for secrets in what it wrote. */
export async function withChild(options: ChildOptions, prove: (stage: ChildStage) => Promise<void>): Promise<void> {
  const sandbox = createSandbox(options.sandbox);
  const listening = await sandbox.listen();
  const proxy = await startFaultProxy({ target: { port: listening.port } });
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const leaks = searchFor(Object.values(sandbox.keys));
  options.beforeStart?.(listening.port);
  ledger.inputs += 1;
  let program: RunningProgram | undefined;
  try {
    program = await runProgram({
      ...options,
      env: {
        NODE_ENV: 'production',
        WIX_API_KEY: sandbox.keys.owner,
        WIX_ACCOUNT_ID: sandbox.accountId,
        WIX_API_ORIGIN: proxy.origin,
        WIX_CALLS_PER_MINUTE: '0',
        ...options.env,
      },
    });
    const { url } = program;
    const ask: ChildStage['ask'] = async (query, variables, headers) => {
      const from = performance.now();
      const answer = await exchange(url, {
        agent,
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
        body: JSON.stringify({ query, ...(variables === undefined ? {} : { variables }) }),
      });
      const { status, text, headers: received } = answer;
      const elapsedMs = performance.now() - from;
      ledger.answers += 1;
      expect(leaks.find(text)).toEqual([]);
      const { data, errors = [], extensions = {} } = JSON.parse(text) as Partial<FaultAnswer>;
      for (const error of errors) expect(errorCodes).toContain(error.extensions?.code);
      const code = errors[0]?.extensions.code;
      return { status, headers: received, data, errors, code, extensions, elapsedMs };
    };
    await ask(ordinaryQuery);
    await prove({ ...program, sandbox, proxy, ask });
  } finally {
    await program?.kill();
    agent.destroy();
    sandbox.faults.clear();
    await Promise.all([proxy.close(), listening.close()]);
  }
  expect(leaks.find(program.stderr())).toEqual([]);
}
