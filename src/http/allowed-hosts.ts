/** Whether the server accepts requests with this `Host`. */
export type IsAllowedHost = (host: string) => boolean;

const wildcards = new Set(['0.0.0.0', '::', '[::]']);

/**
 * Allows the loopback names, `listensOn` and `more`. If the server listens on all addresses and `more` is empty, allows every name,
 * because its public names are unknown. This protects against DNS rebinding: a browser sends the host name of the page that it loaded.
 */
export function allowedHosts(listensOn: string, more: readonly string[] = []): IsAllowedHost {
  if (more.length === 0 && wildcards.has(listensOn)) return () => true;
  const names = new Set([listensOn, ...more].map((name) => name.toLowerCase()));
  return (host) => {
    const name = nameOf(host.toLowerCase());
    return isLoopbackName(name) || names.has(name) || names.has(host.toLowerCase());
  };
}

/** Returns a host without its port and without the brackets of an IPv6 address. */
function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}
