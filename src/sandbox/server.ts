import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { AppEnvironment } from './app-environment.ts';
import type { World } from './world.ts';

/** A sandbox that listens on a real port. */
export interface ListeningSandbox {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and drops every open connection. */
  close(): Promise<void>;
}

/**
 * Serves the sandbox over HTTP. Rejects if the port is not free.
 * @param options port 0 (default) takes any free port; the default host is 127.0.0.1
 */
export async function listen(
  app: Hono<AppEnvironment>,
  world: World,
  { port = 0, host = '127.0.0.1' }: { port?: number; host?: string },
): Promise<ListeningSandbox> {
  // The global Request and Response belong to the process, which may run other servers.
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        world.faults.letGo();
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
