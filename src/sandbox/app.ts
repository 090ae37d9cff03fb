import { type Context, Hono } from 'hono';
import { addAdminRoutes } from './admin.ts';
import type { AppEnvironment } from './app-environment.ts';
import { type Route, specificFirst } from './route.ts';
import { routes } from './routes.ts';
import { type IncomingCall, serveCall } from './serve-call.ts';
import type { World } from './world.ts';

function incomingCall(context: Context<AppEnvironment>): IncomingCall {
  // Hono leaves `env` undefined when fetch is called without bindings.
  const { incoming, outgoing } = context.env ?? {};
  return {
    request: context.req.raw,
    path: context.req.path,
    params: context.req.param() as Record<string, string>,
    query: context.req.queries(),
    socket: incoming === undefined || outgoing === undefined ? undefined : { incoming, outgoing },
  };
}

/** The HTTP surface of one sandbox: the contract's routes, and its own under `/_sandbox`. */
export function createApp(world: World): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>();
  // A fault that cannot be delivered and a bug in a rule are errors of the sandbox's user, not responses of Wix.
  app.onError((error) => {
    throw error;
  });
  addAdminRoutes(app, world);
  const ordered: readonly Route[] = specificFirst(routes);
  for (const route of ordered) {
    app.on(route.method, route.path, (context) => {
      const exists = route.exists?.(world.quirks) ?? true;
      return serveCall(world, exists ? route : world.quirks.wrongVerb, incomingCall(context));
    });
  }
  for (const path of new Set(ordered.map((route) => route.path))) {
    app.all(path, (context) => serveCall(world, world.quirks.wrongVerb, incomingCall(context)));
  }
  app.notFound((context) => serveCall(world, 404, incomingCall(context)));
  return app;
}
