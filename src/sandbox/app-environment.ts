import type { HttpBindings } from '@hono/node-server';

/** The node connection of a request. Calls made in process have none. */
export interface AppEnvironment {
  Bindings: Partial<HttpBindings>;
}
