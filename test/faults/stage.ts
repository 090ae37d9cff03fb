import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import { expect } from 'vitest';
import { errorCodes } from '../../src/http/error-code.ts';
import { configuredCaller, forwardedCaller } from '../../src/http/identity.ts';
import { createLog } from '../../src/observe/log.ts';
import { readConfig } from '../../src/program/config.ts';
import { createProgram, secretsOf } from '../../src/program/program.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { searchFor } from '../security/leaks.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { ledger } from './ledger.ts';

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string } & Readonly<Record<string, unknown>>;
}

export interface FaultAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: rows state the shape of each answer in their expectations.
  readonly data: any;
  readonly errors: readonly GraphError[];
  /** The code of the first error. */
  readonly code: string | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly elapsedMs: number;
}

export interface FaultStageOptions extends SandboxOptions {
  /** Settings beside those of the production configuration; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where REST calls go in place of the proxy. */
  readonly origin?: string;
  /** Whether the graph answers an ordinary request after the fault. @default an ordinary query, once all faults are gone */
  readonly recovers?: (stage: FaultStage) => Promise<void>;
}

export interface FaultStage {
  readonly sandbox: Sandbox;
  /** The way between the graph and the sandbox. */
  readonly proxy: FaultProxy;
  readonly server: Server;
  readonly url: string;
  readonly logs: readonly string[];
  /** Asks the graph over HTTP and checks the answer: in time, listed codes only, nothing leaked. */
  ask(query: string, variables?: object, headers?: Readonly<Record<string, string>>): Promise<FaultAnswer>;
  /** REST calls that reached the sandbox, by operation, since the beginning or since `forgetCalls`. */
  calls(): Readonly<Record<string, number>>;
  forgetCalls(): void;
}

/** Rows hold however much else the machine has to do meanwhile. */
const ofThisMachine = { maxLoopDelayMs: Number.POSITIVE_INFINITY };

/** How much later than its own deadline an answer may be. */
export const toleranceMs = 250;

export const ordinaryQuery = '{ account { name } }';
export const ordinaryAnswer = { account: { name: 'Northwind Studio' } };

/** Asks until an ordinary query is answered, as a breaker that has opened lets it after its rest. */
export async function recoversWithin(stage: FaultStage, limitMs: number): Promise<number> {
  const from = performance.now();
  for (;;) {
    const { data } = await stage.ask(ordinaryQuery);
    const passedMs = performance.now() - from;
    if (data?.account?.name === ordinaryAnswer.account.name) return passedMs;
    if (passedMs > limitMs) throw new Error(`Not recovered after ${Math.round(passedMs)} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * Runs the program in its production configuration in front of a new sandbox, with the fault proxy between them, and closes all of it.
 * Afterwards an ordinary request must be answered and the log hold no secret.
 */
export async function withStage(
  options: FaultStageOptions,
  prove: (stage: FaultStage) => Promise<void>,
): Promise<void> {
  const sandbox = createSandbox(options);
  const listening = await sandbox.listen();
  const proxy = await startFaultProxy({ target: { port: listening.port } });
  const origin = options.origin ?? proxy.origin;
  const logs: string[] = [];
  const config = readConfig({
    NODE_ENV: 'production',
    WIX_API_KEY: sandbox.keys.owner,
    WIX_ACCOUNT_ID: sandbox.accountId,
    WIX_CALLS_PER_MINUTE: '0',
    WIX_CALL_TIMEOUT_MS: '300',
    OPERATION_TIMEOUT_MS: '1000',
    LOG_LEVEL: 'info',
    // Its reads before a write would be counted as calls of the write.
    AUDIT_BEFORE: 'false',
    ...options.env,
  });
  const log = createLog({ level: config.logLevel, secrets: secretsOf(config), write: (line) => logs.push(line) });
  const identify =
    config.backend.mode === 'forward'
      ? forwardedCaller()
      : configuredCaller(new ApiKey(sandbox.keys.owner), sandbox.accountId);
  const program = createProgram(config, { origin, identify, accountId: sandbox.accountId }, log, {}, ofThisMachine);
  program.server.listen(0, '127.0.0.1');
  await once(program.server, 'listening');
  const url = `http://127.0.0.1:${(program.server.address() as AddressInfo).port}/graphql`;
  const agent = new Agent({ connections: 1_024 });
  const leaks = searchFor([...Object.values(sandbox.keys), origin, process.cwd()]);

  const stage: FaultStage = {
    sandbox,
    proxy,
    server: program.server,
    url,
    logs,
    ask: async (query, variables, headers) => {
      const from = performance.now();
      const {
        statusCode,
        headers: given,
        body,
      } = await request(url, {
        dispatcher: agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json;q=0.9',
          ...headers,
        },
        body: JSON.stringify({ query, ...(variables === undefined ? {} : { variables }) }),
      });
      const text = await body.text();
      const elapsedMs = performance.now() - from;
      ledger.answers += 1;
      expect(leaks.find(text)).toEqual([]);
      expect(leaks.find(JSON.stringify(given))).toEqual([]);
      const { data, errors = [], extensions = {} } = JSON.parse(text) as Partial<FaultAnswer>;
      for (const error of errors) expect(errorCodes).toContain(error.extensions?.code);
      expect(errors.filter(({ extensions: { code } }) => code === 'INTERNAL_SERVER_ERROR')).toEqual([]);
      expect(elapsedMs).toBeLessThan(config.operationTimeoutMs + toleranceMs);
      return {
        status: statusCode,
        headers: given,
        data,
        errors,
        code: errors[0]?.extensions.code,
        extensions,
        elapsedMs,
      };
    },
    calls: () => sandbox.calls.counts(),
    forgetCalls: () => sandbox.calls.clear(),
  };

  ledger.inputs += 1;
  try {
    await prove(stage);
    sandbox.faults.clear();
    proxy.clear();
    if (options.recovers !== undefined) await options.recovers(stage);
    else expect(await stage.ask(ordinaryQuery)).toMatchObject({ data: ordinaryAnswer, errors: [] });
    expect(logs.flatMap((line) => leaks.find(withoutStack(line)))).toEqual([]);
  } finally {
    sandbox.faults.clear();
    program.server.closeAllConnections();
    program.server.close();
    await Promise.all([agent.destroy(), proxy.close(), listening.close()]);
    await program.close();
  }
}

/** Proves the same of several faults, each on a stage of its own; `atOnce` of them side by side. */
export async function eachOn<Input>(
  inputs: readonly Input[],
  options: FaultStageOptions | ((input: Input) => FaultStageOptions),
  prove: (stage: FaultStage, input: Input) => Promise<void>,
  atOnce = 1,
): Promise<void> {
  const one = (input: Input) =>
    withStage(typeof options === 'function' ? options(input) : options, async (stage) => {
      try {
        await prove(stage, input);
      } catch (error) {
        throw new Error(`With ${JSON.stringify(input).slice(0, 300)}`, { cause: error });
      }
    });
  for (let start = 0; start < inputs.length; start += atOnce) {
    await Promise.all(inputs.slice(start, start + atOnce).map(one));
  }
}

/** A line of the log without stacks and the reasons of failed calls, which are for operators. */
function withoutStack(line: string): string {
  return line.replace(/"(stack|reason)":"(?:[^"\\]|\\.)*"/g, '');
}
