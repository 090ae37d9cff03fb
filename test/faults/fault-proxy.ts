import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { createRandom } from '../../src/sandbox/seed/random.ts';
import { Relay } from './relay.ts';
import type { Toxic } from './toxics.ts';

export interface FaultProxyOptions {
  /** Where connections go on to. */
  readonly target: { readonly host?: string; readonly port: number };
  /** Same seed, same draws in the same order. @default 1 */
  readonly seed?: number;
}

/** A TCP proxy that spoils what passes through it, as it is told to. */
export interface FaultProxy {
  readonly port: number;
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** Since the beginning: connections that were accepted, requests that began on them, and how many of these were struck. */
  readonly seen: { readonly connections: number; readonly exchanges: number; readonly struck: number };
  /** Connections that the client has not closed. */
  readonly openConnections: number;
  /** Spoils exchanges from now on; the function that comes back takes it away again. */
  add(toxic: Toxic): () => void;
  /** Takes all toxics away. What they have cut stays cut. */
  clear(): void;
  /** Stops carrying anything on the connections that are open; new ones work. */
  freeze(): void;
  /** Breaks every connection and refuses new ones. */
  refuse(): Promise<void>;
  /** Accepts connections again, on the same port. */
  accept(): Promise<void>;
  close(): Promise<void>;
}

export async function startFaultProxy({ target, seed = 1 }: FaultProxyOptions): Promise<FaultProxy> {
  const { host = '127.0.0.1', port: targetPort } = target;
  const random = createRandom(seed, 'fault proxy').next;
  const toxics = new Map<Toxic, number>();
  const relays = new Set<Relay>();
  const seen = { connections: 0, exchanges: 0, struck: 0 };
  let server: Server;
  let port = 0;

  const strike = (first: Buffer): readonly Toxic[] => {
    const head = first.toString('latin1');
    seen.exchanges += 1;
    const struck: Toxic[] = [];
    for (const [toxic, left] of toxics) {
      if (left <= 0 || toxic.match?.test(head) === false) continue;
      if (toxic.chance !== undefined && random() >= toxic.chance) continue;
      toxics.set(toxic, left - 1);
      struck.push(toxic);
    }
    if (struck.length > 0) seen.struck += 1;
    return struck;
  };

  const listen = async () => {
    server = createServer({ allowHalfOpen: true }, (client) => {
      seen.connections += 1;
      const upstream = connect({ host, port: targetPort, allowHalfOpen: true });
      upstream.on('error', () => {});
      client.on('error', () => {});
      const relay = new Relay({ client, server: upstream, strike, random });
      relays.add(relay);
      client.on('close', () => relays.delete(relay));
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  };

  const refuse = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const relay of relays) relay.destroy();
    await closed;
  };

  await listen();
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    seen,
    get openConnections() {
      return [...relays].filter((relay) => !relay.isLeft).length;
    },
    add: (toxic) => {
      // Two equal toxics are two.
      const own = { ...toxic };
      toxics.set(own, toxic.times ?? Number.POSITIVE_INFINITY);
      return () => toxics.delete(own);
    },
    clear: () => toxics.clear(),
    freeze: () => {
      for (const relay of relays) relay.freeze();
    },
    refuse,
    accept: listen,
    close: () => (server.listening ? refuse() : Promise.resolve()),
  };
}
