import { Agent, request } from 'undici';
import { errorCodes } from '../../../src/http/error-code.ts';
import type { Tally } from './tally.ts';
import type { Told } from './truth.ts';

export interface CallerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string };
}

export interface CallerAnswer extends Told {
  // biome-ignore lint/suspicious/noExplicitAny: each caller knows the shape that it asked for.
  readonly data?: any;
  readonly errors?: readonly CallerError[];
  /** The code of the first error. */
  readonly code: string | undefined;
  /** When it was asked and answered, by `performance.now()`. */
  readonly from: number;
  readonly to: number;
}

export interface Tenant {
  readonly name: string;
  readonly key: string;
  readonly accountId: string;
}

export interface CallerOptions {
  readonly url: () => string;
  readonly tally: Tally;
  /** The time that the program has for an operation. */
  readonly deadlineMs: number;
  /** How much later an answer may come. */
  readonly toleranceMs: number;
  /** What no answer may hold. */
  readonly secrets: readonly string[];
  /** Maximum number of connections; null for one for each request that finds none idle, so that none waits here. @default 128 */
  readonly connections?: number | null;
}

export type Ask = (tenant: Tenant, query: string, variables?: object, to?: string) => Promise<CallerAnswer | null>;

/** Asks as a tenant and notes what every answer must be: in time, coded, without secrets. Null when there was no answer at all. */
export function createCaller(options: CallerOptions): {
  ask: Ask;
  close(): Promise<void>;
} {
  const { url, tally, deadlineMs, toleranceMs, secrets, connections = 128 } = options;
  const agent = new Agent({ connections });
  const ask: Ask = async (tenant, query, variables, to = url()) => {
    tally.operations += 1;
    const from = performance.now();
    let text: string;
    try {
      const { body } = await request(to, {
        dispatcher: agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
          authorization: tenant.key,
          'wix-account-id': tenant.accountId,
        },
        body: JSON.stringify({ query, ...(variables === undefined ? {} : { variables }) }),
      });
      text = await body.text();
    } catch {
      tally.notAnswered += 1;
      return null;
    }
    const end = performance.now();
    const tookMs = end - from;
    tally.latestMs = Math.max(tally.latestMs, tookMs);
    if (tookMs > deadlineMs + toleranceMs) tally.late += 1;
    for (const secret of secrets) if (text.includes(secret)) tally.isWrong(tenant.name, ['a secret in the answer']);
    let parsed: { data?: unknown; errors?: readonly CallerError[] };
    try {
      parsed = JSON.parse(text);
    } catch {
      tally.isWrong(tenant.name, [`no JSON: ${text.slice(0, 80)}`]);
      return null;
    }
    for (const { extensions, message } of parsed.errors ?? []) {
      const code = extensions?.code ?? 'NO CODE';
      tally.code(code);
      if (!(errorCodes as readonly string[]).includes(code)) tally.isWrong(tenant.name, [`the code ${code}`]);
      if (code === 'INTERNAL_SERVER_ERROR') tally.isWrong(tenant.name, [`an internal error: ${message}`]);
    }
    return { ...parsed, code: parsed.errors?.[0]?.extensions?.code, from, to: end };
  };
  return { ask, close: () => agent.destroy() };
}
