import type { AddressInfo } from 'node:net';
import { configuredCaller, forwardedCaller } from '../http/identity.ts';
import type { Stopping } from '../http/stop.ts';
import { createLog, type Log } from '../observe/log.ts';
import { createSandbox } from '../sandbox/sandbox.ts';
import { ApiKey } from '../wix/credential.ts';
import { type Backend, type Config, ConfigError, readConfig } from './config.ts';
import { loadEnvFile } from './env-file.ts';
import { createProgram, secretsOf, type Upstream } from './program.ts';

/** The exit code of sysexits.h for settings that cannot be used. */
const configFault = 78;

/** How long requests under way may take to end after a fault of the program itself. */
const lastMomentsMs = 3_000;

interface OpenUpstream extends Upstream {
  readonly description: string;
  close(): Promise<void>;
}

async function openUpstream(backend: Backend): Promise<OpenUpstream> {
  if (backend.mode === 'sandbox') {
    const sandbox = createSandbox({ size: backend.size, seed: backend.seed });
    const listening = await sandbox.listen();
    return {
      origin: listening.url,
      identify: configuredCaller(new ApiKey(sandbox.keys.owner), sandbox.accountId),
      accountId: sandbox.accountId,
      description: `the sandbox (${backend.size}) at ${listening.url}`,
      close: () => listening.close(),
    };
  }
  const { origin } = backend;
  const known = { origin, description: `Wix at ${origin}`, close: async () => {} };
  if (backend.mode === 'forward') return { ...known, identify: forwardedCaller(), accountId: '' };
  const { accountId } = backend;
  return { ...known, identify: configuredCaller(new ApiKey(backend.apiKey), accountId), accountId };
}

async function start(config: Config): Promise<void> {
  const log = createLog({
    level: config.logLevel,
    secrets: secretsOf(config),
    write: (line) => process.stderr.write(line),
  });
  const upstream = await openUpstream(config.backend);
  const program = createProgram(config, upstream, log);
  const { server } = program;

  let stopping: Stopping | undefined;
  const stop = () => {
    if (stopping !== undefined) return stopping.hurry();
    log.info('stopping');
    stopping = program.stop();
    void stopping.ended.then(async (isClean) => {
      if (!isClean) {
        log.error('requests were still under way when the time to stop was over');
        // What they wait for is not known to end.
        process.exit(1);
      }
      await Promise.all([program.close(), upstream.close()]);
    });
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  stopOnFault(log, () => {
    stop();
    stopping?.hurry();
  });

  server.once('error', (error) => {
    process.stderr.write(`Cannot listen on HOST and PORT: ${error.message}\n`);
    process.exit(configFault);
  });
  server.listen(config.port, config.host, () => {
    // From now on it is a connection that could not be accepted, for want of file descriptors for instance.
    server.removeAllListeners('error').on('error', (error) => log.error({ err: error }, 'connection not accepted'));
    const { address, port, family } = server.address() as AddressInfo;
    const host = family === 'IPv6' ? `[${address}]` : address === '127.0.0.1' ? 'localhost' : address;
    process.stdout.write(`The account graph is at http://${host}:${port}/graphql, backed by ${upstream.description}\n`);
    log.info({ mode: config.backend.mode, port }, 'started');
  });
}

/** After an error that nobody caught, the state is unknown: what runs may end, nothing begins. */
function stopOnFault(log: Log, stop: () => void): void {
  const onFault = (error: unknown) => {
    log.fatal({ err: error }, 'the program stops after a fault of its own');
    process.exitCode = 1;
    stop();
    setTimeout(() => process.exit(1), lastMomentsMs).unref();
  };
  process.on('uncaughtException', onFault).on('unhandledRejection', onFault);
}

/** A log that nobody reads, or whose disk is full, is no reason to stop serving. */
function outliveOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

try {
  outliveOutput();
  loadEnvFile();
  await start(readConfig(process.env));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(configFault);
}
