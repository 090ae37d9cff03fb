import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { TicketDesk } from '../tickets/desk.ts';
import { type AccountSupergraph, startAccountSupergraph } from './account-supergraph.ts';
import { composers, type Subgraph } from './composers.ts';
import { type GatewayOptions, gateways } from './gateways.ts';
import type { Running } from './listen.ts';

export type GatewayName = keyof typeof gateways;

export const gatewayNames = Object.keys(gateways) as readonly GatewayName[];

/** The composer that each gateway's own project uses. */
const composerOf = { apollo: 'apollo', hive: 'guild', 'hive-rust': 'guild' } as const;

export interface SupergraphOptions extends Pick<GatewayOptions, 'maxRetries' | 'hive'> {
  /** Whether our SDL tells permissions. Apollo Gateway refuses such a supergraph. @default false */
  readonly authDirectives?: boolean;
  /** Changes our SDL before it is composed. */
  readonly publish?: (sdl: string) => string;
}

/** What a gateway answered, and what it cost. */
export interface GatewayAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests state the shape of each answer in their expectations.
  readonly data: any;
  readonly errors: readonly GatewayError[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
  /** How many requests each subgraph got; a subgraph that got none is left out. */
  readonly requests: Readonly<Record<string, number>>;
  /** How many REST calls the account graph made, by operation. */
  readonly calls: Readonly<Record<string, number>>;
}

export interface GatewayError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface TestSupergraph {
  readonly sandbox: Sandbox;
  readonly desk: TicketDesk;
  readonly hosted: AccountSupergraph['hosted'];
  /** The gateway's own URL. */
  readonly url: string;
  ask(document: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<GatewayAnswer>;
}

/** A supergraph behind a gateway, for all tests of a describe block. Faults and request logs are cleared between tests. */
export function useSupergraph(gateway: GatewayName, options: SupergraphOptions = {}): TestSupergraph {
  const { authDirectives = false, publish = (sdl) => sdl, ...gatewayOptions } = options;
  let supergraph: AccountSupergraph;
  let running: Running;

  beforeAll(async () => {
    supergraph = await startAccountSupergraph({ profile: 'portable', authDirectives });
    const published: Subgraph[] = supergraph.subgraphs.map((subgraph) =>
      subgraph.name === 'account' ? { ...subgraph, sdl: publish(subgraph.sdl) } : subgraph,
    );
    const { supergraphSdl, errors } = composers[composerOf[gateway]](published);
    if (supergraphSdl === undefined) throw new Error(`The supergraph does not compose: ${errors.join('\n')}`);
    const { routerSecret } = supergraph;
    running = await gateways[gateway]({ ...gatewayOptions, supergraphSdl, routerSecret });
  });

  afterEach(() => {
    supergraph.sandbox.faults.clear();
    forget(supergraph);
    const masked = supergraph.unexpected.splice(0);
    if (masked.length > 0) throw masked[0]?.error;
  });

  afterAll(async () => {
    await running.close();
    await supergraph.close();
  });

  return {
    get sandbox() {
      return supergraph.sandbox;
    },
    get desk() {
      return supergraph.desk;
    },
    get hosted() {
      return supergraph.hosted;
    },
    get url() {
      return running.url;
    },
    ask: async (query, variables, headers) => {
      forget(supergraph);
      const response = await fetch(running.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, ...(variables === undefined ? {} : { variables }) }),
      });
      const answer = (await response.json()) as Pick<GatewayAnswer, 'data' | 'errors' | 'extensions'>;
      const requests = Object.entries(supergraph.hosted).map(([name, host]) => [name, host.requests.length] as const);
      return {
        status: response.status,
        data: answer.data,
        errors: answer.errors,
        extensions: answer.extensions,
        requests: Object.fromEntries(requests.filter(([, count]) => count > 0)),
        calls: supergraph.sandbox.calls.counts(),
      };
    },
  };
}

function forget({ hosted, sandbox }: AccountSupergraph): void {
  for (const host of Object.values(hosted)) {
    host.requests.length = 0;
    host.answers.length = 0;
  }
  sandbox.calls.clear();
}
