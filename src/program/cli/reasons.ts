import type { CallEnd } from '../../wix/observer.ts';

/** Advice for each reason of a failure, for the person who configures the connection. */
const advice: readonly (readonly [RegExp, string])[] = [
  [
    /^(ENOTFOUND|EAI_AGAIN|EAI_FAIL)$/,
    'the host name could not be resolved. Check DNS, WIX_API_ORIGIN and HTTPS_PROXY.',
  ],
  [
    /^ECONNREFUSED$/,
    'no server listens at that address, or a firewall rejects the connection. Check WIX_API_ORIGIN and HTTPS_PROXY.',
  ],
  [
    /^(ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/,
    'the host is unreachable from this network. Check the network, the firewall and HTTPS_PROXY.',
  ],
  [/^PROXY_STATUS_407$/, 'the proxy requires credentials. Set HTTPS_PROXY to http://user:password@host:port.'],
  [/^PROXY_STATUS_/, 'the proxy rejected the connection. Contact its administrator.'],
  [
    /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS)/,
    'the certificate is not trusted. If your company has its own CA, set NODE_EXTRA_CA_CERTS to its PEM file.',
  ],
  [/^ERR_SSL|^EPROTO$/, 'the server at that address does not use TLS. Check WIX_API_ORIGIN and HTTPS_PROXY.'],
  [
    /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,
    'the connection was closed unexpectedly. Check the firewall and HTTPS_PROXY, or try again.',
  ],
];

/** Returns why a call got no usable response from Wix, and what to check; null for any other call. */
export function connectionTrouble({ failure, status, reason }: CallEnd): string | null {
  if (failure === 'timeout') return 'Wix did not respond in time (TIMEOUT). Try again, or raise WIX_CALL_TIMEOUT_MS.';
  if (failure === 'invalidResponse') {
    return `The response is not from Wix's API (HTTP ${status ?? 'unknown'}). Check WIX_API_ORIGIN and HTTPS_PROXY.`;
  }
  if (failure !== 'unavailable') return null;
  if (status !== undefined) return `Wix failed with HTTP status ${status}. Try again later.`;
  const code = reason ?? 'unknown reason';
  const [, text] = advice.find(([pattern]) => pattern.test(code)) ?? [];
  return `Wix could not be reached (${code})${text === undefined ? '.' : `: ${text}`}`;
}
