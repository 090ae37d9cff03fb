import { type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';

/** A proxy for calls to Wix. */
export interface ProxySettings {
  readonly url: string;
  /** Hosts that are reached directly, in the format of `NO_PROXY`. */
  readonly except: string;
}

/** Maximum duration of connecting, TLS included. Short enough to leave time for a retry. */
const connectTimeoutMs = 1_000;

/** Time after which an idle connection is closed. */
const keepAliveMs = 4_000;

/** Opens the connections to one origin, directly or through a proxy. */
export function createDispatcher(origin: string, connections: number, proxy: ProxySettings | null): Dispatcher {
  if (proxy === null) {
    return new Pool(origin, { connections, keepAliveTimeout: keepAliveMs, connectTimeout: connectTimeoutMs });
  }
  return new EnvHttpProxyAgent({
    httpsProxy: proxy.url,
    httpProxy: proxy.url,
    noProxy: proxy.except,
    connections,
    keepAliveTimeout: keepAliveMs,
  });
}
