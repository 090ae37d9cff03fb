import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigError, refuseMisspelled } from './config.ts';

/**
 * Loads the file `.env` of the working directory, if it exists. Throws a {@link ConfigError} if it cannot be read, or if a name in it
 * looks like a misspelled setting.
 */
export function loadEnvFile(): void {
  let text: string;
  try {
    text = readFileSync('.env', 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw new ConfigError(['The file .env cannot be read.']);
  }
  refuseMisspelled(Object.keys(parseEnv(text)), 'file');
  process.loadEnvFile();
}
