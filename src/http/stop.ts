import type { Server } from 'node:http';
import type { HttpServer } from './http-server.ts';

export interface StopOptions {
  /** Time for which new requests are still accepted after `/ready` returns 503, so that load balancers can react. */
  readonly delayMs: number;
  /** Time that requests in progress have to finish after that. */
  readonly graceMs: number;
  /** Aborts the requests that are still in flight shortly before the grace period ends, so that they get a response with errors. */
  readonly cutOff: () => void;
}

export interface Stopping {
  /** Resolves when the last request has ended, to true; or when the grace period ends before that, to false. */
  readonly ended: Promise<boolean>;
  /** Skips the rest of the delay, for a second signal. */
  hurry(): void;
}

/**
 * Time before the end of `graceMs` at which requests are aborted, so that their responses can still be written.
 * responseMarginMs
 */
const responseMarginMs = 1_000;

/** Stops a server without losing requests: `/ready` fails at once, connections are refused after the delay, and it closes after the last response. */
export function stopServer(http: HttpServer, { delayMs, graceMs, cutOff }: StopOptions): Stopping {
  const { promise: ended, resolve } = Promise.withResolvers<boolean>();
  http.announceStop();
  let isClosing = false;
  const close = () => {
    if (isClosing) return;
    isClosing = true;
    http.server.close(() => resolve(true));
    closeIdle(http.server);
    setTimeout(cutOff, Math.max(0, graceMs - responseMarginMs)).unref();
    setTimeout(() => resolve(false), graceMs).unref();
  };
  const delay = setTimeout(close, delayMs);
  return {
    ended,
    hurry: () => {
      clearTimeout(delay);
      close();
    },
  };
}

/** Closes idle connections repeatedly, because one that becomes idle later would also keep the server open. */
function closeIdle(server: Server): void {
  const timer = setInterval(() => server.closeIdleConnections(), 100);
  server.once('close', () => clearInterval(timer));
}
