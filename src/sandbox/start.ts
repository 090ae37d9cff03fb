import process from 'node:process';
import { createSandbox } from './sandbox.ts';
import { type SandboxSize, sizePlans } from './seed/sizes.ts';

/** The exit code for a configuration that cannot be used (EX_CONFIG of sysexits). */
const configurationFault = 78;

function fail(variable: string, wanted: string): never {
  process.stderr.write(`${variable} must be ${wanted}\n`);
  process.exit(configurationFault);
}

function readInteger(variable: string, fallback: number, maximum: number): number {
  const text = process.env[variable];
  if (text === undefined || text === '') return fallback;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return value <= maximum ? value : fail(variable, `an integer from 0 to ${maximum}`);
}

function readSize(variable: string): SandboxSize {
  const text = process.env[variable] || 'demo';
  const sizes = Object.keys(sizePlans) as SandboxSize[];
  return sizes.find((size) => size === text) ?? fail(variable, `one of ${sizes.join(', ')}`);
}

const port = readInteger('PORT', 4010, 65_535);
const size = readSize('SANDBOX_SIZE');
const sandbox = createSandbox({ size, seed: readInteger('SANDBOX_SEED', 1, 0xffff_ffff) });

const listening = await sandbox.listen({ port }).catch((error: unknown) => {
  process.stderr.write(`Cannot listen on port ${port}: ${error instanceof Error ? error.message : 'unknown reason'}\n`);
  return process.exit(configurationFault);
});

process.stdout.write(
  [
    `Wix sandbox (${size}) at ${listening.url}`,
    `Account id: ${sandbox.accountId}`,
    `API keys:   GET ${listening.url}/_sandbox`,
    '',
  ].join('\n'),
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void listening.close();
  });
}
