import type { AddressInfo } from 'node:net';
import { configuredCaller, forwardedCaller } from '../http/identity.ts';
import type { Stopping } from '../http/stop.ts';
import { createLog, type Log } from '../observe/log.ts';
import { openLogOutput } from '../observe/log-output.ts';
import { type OutputError, openOutput } from '../observe/text-output.ts';
import { quirksAsSeen } from '../sandbox/quirks.ts';
import { createSandbox } from '../sandbox/sandbox.ts';
import { ApiKey } from '../wix/credential.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { loadEnvFile } from './env-file.ts';
import { exitCodes } from './exit-code.ts';
import { createProgram, secretsOf, type Upstream } from './program.ts';

/** Time that requests in progress have to finish after an internal fault. */
const faultGraceMs = 3_000;

const output = openOutput('standard output', process.stdout);
const notes = openOutput('standard error', process.stderr);

interface OpenUpstream extends Upstream {
  readonly description: string;
  close(): Promise<void>;
}

async function openUpstream({ backend, store }: Config): Promise<OpenUpstream> {
  const namedBy = store?.secret ?? null;
  if (backend.mode === 'sandbox') {
    const sandbox = createSandbox({ size: backend.size, seed: backend.seed, quirks: quirksAsSeen });
    const listening = await sandbox.listen();
    return {
      origin: listening.url,
      identify: configuredCaller(new ApiKey(sandbox.keys.owner, namedBy), sandbox.accountId),
      accountId: sandbox.accountId,
      description: `the sandbox (${backend.size}) at ${listening.url}`,
      close: () => listening.close(),
    };
  }
  const { origin } = backend;
  const known = { origin, description: `Wix at ${origin}`, close: async () => {} };
  if (backend.mode === 'forward') return { ...known, identify: forwardedCaller(namedBy), accountId: '' };
  const { accountId } = backend;
  return { ...known, identify: configuredCaller(new ApiKey(backend.apiKey, namedBy), accountId), accountId };
}

async function start(config: Config): Promise<void> {
  // The server keeps running without a log, but the exit code reports the loss.
  const logOutput = openLogOutput(process.stderr, () => {
    process.exitCode ||= exitCodes.outputFault;
  });
  const log = createLog({
    level: config.logLevel,
    secrets: secretsOf(config),
    write: (line) => logOutput.write(line),
  });
  const upstream = await openUpstream(config);
  const program = createProgram(config, upstream, log);
  const { server } = program;

  let stopping: Stopping | undefined;
  const stop = () => {
    if (stopping !== undefined) return stopping.hurry();
    log.info('stopping');
    stopping = program.stop();
    void stopping.ended.then(async (isClean) => {
      if (!isClean) {
        log.error('requests were still in progress at the end of STOP_GRACE_MS');
        await logOutput.flush();
        // They could run forever.
        process.exit(exitCodes.failure);
      }
      await Promise.all([program.close(), upstream.close()]);
    });
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  stopOnFault(log, () => {
    stop();
    stopping?.hurry();
  });

  server.once('error', (error: NodeJS.ErrnoException) => {
    const { port, host } = config;
    const message =
      error.code === 'EADDRINUSE'
        ? `Port ${port} is in use. Set PORT to use another one.`
        : `Cannot listen on HOST ${host} and PORT ${port}: ${error.message}`;
    void exitWith(message, exitCodes.wrongSettings);
  });
  server.listen(config.port, config.host, () => {
    // Later errors concern connections that could not be accepted, for instance because there are no file descriptors left.
    server.removeAllListeners('error').on('error', (error) => log.error({ err: error }, 'connection not accepted'));
    const { address, port, family } = server.address() as AddressInfo;
    const host = family === 'IPv6' ? `[${address}]` : address === '127.0.0.1' ? 'localhost' : address;
    output
      .write(`The account graph is at http://${host}:${port}/graphql, backed by ${upstream.description}\n`)
      .catch((error: OutputError) => exitWith(error.message, exitCodes.outputFault));
    log.info({ mode: config.backend.mode, port }, 'started');
  });
}

async function exitWith(message: string, exitCode: number): Promise<never> {
  await notes.write(`${message}\n`).catch(() => false);
  process.exit(exitCode);
}

/** Stops after an uncaught error, because the state is unknown: requests in progress can finish, and no new ones begin. */
function stopOnFault(log: Log, stop: () => void): void {
  const onFault = (error: unknown) => {
    log.fatal({ err: error }, 'internal error: the program is stopping');
    process.exitCode = exitCodes.failure;
    stop();
    setTimeout(() => process.exit(exitCodes.failure), faultGraceMs).unref();
  };
  process.on('uncaughtException', onFault).on('unhandledRejection', onFault);
}

try {
  loadEnvFile();
  await start(readConfig(process.env));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  await exitWith(error.message, exitCodes.wrongSettings);
}
