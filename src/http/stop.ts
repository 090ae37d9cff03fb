import type { Server } from 'node:http';
import type { HttpServer } from './http-server.ts';

export interface StopOptions {
  /** Time in which new requests are still answered after `/ready` returns 503, so that load balancers can react. */
  readonly delayMs: number;
  /** Time that requests in progress have to finish after that. */
  readonly graceMs: number;
  /** Makes the requests that are still under way shortly before the grace ends come to an end: with errors, but answered. */
  readonly cutOff: () => void;
}

export interface Stopping {
  /** Resolves when the last request has ended: true if all did, false if the grace was over before. */
  readonly ended: Promise<boolean>;
  /** Ends the delay: a second signal says that it is urgent. */
  hurry(): void;
}

/**
 * Time before the end of `graceMs` at which requests are aborted, so that their responses can still be written.
 * responseMarginMs
 */
const responseMarginMs = 1_000;

/** Stops a server without losing a request: not ready at once, no new connections after the delay, closed when the last answer is out. */
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

/** A connection that waits for a next request would keep the server open, also one that came to wait after it was told to close. */
function closeIdle(server: Server): void {
  const timer = setInterval(() => server.closeIdleConnections(), 100);
  server.once('close', () => clearInterval(timer));
}
