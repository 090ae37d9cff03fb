import type { HttpBindings } from '@hono/node-server';

/** What comes with a request: the node connection, which calls made in process do not have. */
export interface AppEnvironment {
  Bindings: Partial<HttpBindings>;
}
