import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpServer } from '../../src/http/http-server.ts';

export interface ListeningGraph {
  readonly port: number;
  close(): void;
}

/** Serves a graph on a free port as the program does, but however much there is to do. */
export async function listenOn(graph: RequestListener): Promise<ListeningGraph> {
  const { server } = createHttpServer({ graph });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
