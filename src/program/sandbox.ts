import process from 'node:process';
import { OutputError, openOutput } from '../observe/text-output.ts';
import { quirksAsSeen } from '../sandbox/quirks.ts';
import { createSandbox } from '../sandbox/sandbox.ts';
import { type SandboxSize, sizePlans } from '../sandbox/seed/sizes.ts';
import { ConfigError, refuseMisspelled } from './config.ts';
import { loadEnvFile } from './env-file.ts';
import { exitCodes } from './exit-code.ts';

const [output, notes] = [openOutput('standard output', process.stdout), openOutput('standard error', process.stderr)];

async function fail(message: string, code: number): Promise<never> {
  await notes.write(`${message}\n`).catch(() => false);
  process.exit(code);
}

function mustBe(variable: string, wanted: string): Promise<never> {
  return fail(`${variable} must be ${wanted}`, exitCodes.wrongSettings);
}

async function readInteger(variable: string, fallback: number, maximum: number): Promise<number> {
  const text = process.env[variable];
  if (text === undefined || text === '') return fallback;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return value <= maximum ? value : mustBe(variable, `an integer from 0 to ${maximum}`);
}

async function readSize(variable: string): Promise<SandboxSize> {
  const text = process.env[variable] || 'demo';
  const sizes = Object.keys(sizePlans) as SandboxSize[];
  return sizes.find((size) => size === text) ?? mustBe(variable, `one of ${sizes.join(', ')}`);
}

try {
  loadEnvFile();
  refuseMisspelled(Object.keys(process.env), 'environment');
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  await fail(error.message, exitCodes.wrongSettings);
}

const port = await readInteger('PORT', 4010, 65_535);
const size = await readSize('SANDBOX_SIZE');
const seed = await readInteger('SANDBOX_SEED', 1, 0xffff_ffff);
const sandbox = createSandbox({ size, seed, quirks: quirksAsSeen });

const listening = await sandbox.listen({ port }).catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : 'unknown reason';
  return fail(
    reason.includes('EADDRINUSE')
      ? `Port ${port} is in use. Set PORT to use another one.`
      : `Cannot listen on port ${port}: ${reason}`,
    exitCodes.wrongSettings,
  );
});

const lines = [
  `Wix sandbox (${size}) at ${listening.url}`,
  `Account id: ${sandbox.accountId}`,
  `API keys:   GET ${listening.url}/_sandbox`,
  '',
];
try {
  await output.write(lines.join('\n'));
} catch (error) {
  if (!(error instanceof OutputError)) throw error;
  await fail(error.message, exitCodes.outputFault);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void listening.close();
  });
}
