import type { RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests that may wait on one connection. Hardly any client sends one before the response of the last. */
const maxWaiting = 32;

/**
 * Handles the requests of a connection one after the other. Otherwise the responses of those that were sent ahead would wait in memory for
 * that of the first, where neither their bytes nor their number count. A connection with too many of them is closed.
 */
export function createPipelineGuard(listener: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, number>();
  return (request, response) => {
    // Node assigns the connection when the response before it has been written.
    if ((response as Queued).socket !== null) return listener(request, response);
    const { socket } = request;
    const count = (waiting.get(socket) ?? 0) + 1;
    if (count > maxWaiting) {
      socket.destroy();
      return;
    }
    waiting.set(socket, count);
    response.once('socket', () => {
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1);
      // Node still prepares the response.
      process.nextTick(listener, request, response);
    });
  };
}

/** Node's types leave out that there is none before it is assigned. */
type Queued = Omit<ServerResponse, 'socket'> & { readonly socket: Socket | null };
