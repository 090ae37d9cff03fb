import { ConfigError } from './config.ts';

/** Loads the file `.env` of the working directory, where there is one. Throws a {@link ConfigError} for one that cannot be read. */
export function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw new ConfigError(['The file .env cannot be read.']);
  }
}
