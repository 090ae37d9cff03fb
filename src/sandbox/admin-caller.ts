import type { Context } from 'hono';
import { plainError, Refusal } from './answer.ts';
import type { AppEnvironment } from './app-environment.ts';

/**
 * Rejects a request to the admin paths that a browser sends for a page of another server. The admin paths need no key, so such a page
 * could otherwise change the sandbox of the user who opens it. Allows calls in process. Throws a Refusal (403 or 421).
 */
export function checkCaller({ env, req }: Context<AppEnvironment>): void {
  // Hono leaves `env` undefined when fetch is called without bindings.
  const incoming = env?.incoming;
  if (incoming === undefined) return;
  const host = (req.header('host') ?? '').toLowerCase();
  const isLoopback = isLoopbackAddress(incoming.socket.localAddress ?? '');
  if (isLoopback && !isLoopbackName(host.replace(/:\d+$/, ''))) {
    throw new Refusal(plainError(421, 'The admin paths accept only loopback host names, such as localhost'));
  }
  const origin = req.header('origin');
  if (origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host)) {
    throw new Refusal(plainError(403, 'The admin paths reject requests from pages of other servers'));
  }
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}
