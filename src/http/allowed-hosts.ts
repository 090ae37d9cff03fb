/** Whether a request for this `Host` is meant for this server. */
export type IsAllowedHost = (host: string) => boolean;

const wildcards = new Set(['0.0.0.0', '::', '[::]']);

/**
 * Allows the names of the loopback addresses, `listensOn` and `more`; every name where the server listens on all addresses and `more` is
 * empty, since nobody can tell then by which names it is reached. Browsers send the name that a page was loaded from: a page whose name
 * was made to lead here gets nothing.
 */
export function allowedHosts(listensOn: string, more: readonly string[] = []): IsAllowedHost {
  if (more.length === 0 && wildcards.has(listensOn)) return () => true;
  const names = new Set([listensOn, ...more].map((name) => name.toLowerCase()));
  return (host) => {
    const name = nameOf(host.toLowerCase());
    return isLoopbackName(name) || names.has(name) || names.has(host.toLowerCase());
  };
}

/** A host without its port and, of IPv6, without its brackets. */
function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}
