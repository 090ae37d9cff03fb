import type { CallEnd } from '../../wix/observer.ts';

/** Advice for each reason, for the person who sets up the connection. */
const advice: readonly (readonly [RegExp, string])[] = [
  [
    /^(ENOTFOUND|EAI_AGAIN|EAI_FAIL)$/,
    'the host name could not be resolved. Check DNS, WIX_API_ORIGIN and HTTPS_PROXY.',
  ],
  [/^ECONNREFUSED$/, 'nothing listens there, or a firewall refuses. Check WIX_API_ORIGIN and HTTPS_PROXY.'],
  [
    /^(ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/,
    'no way leads there. Check the network, the firewall and HTTPS_PROXY.',
  ],
  [/^PROXY_STATUS_407$/, 'the proxy wants credentials. Put them into HTTPS_PROXY: http://user:password@host:port.'],
  [/^PROXY_STATUS_/, 'the proxy did not open the connection. Ask who runs it.'],
  [
    /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS)/,
    'the certificate is not trusted. For a company CA set NODE_EXTRA_CA_CERTS to its PEM file.',
  ],
  [/^ERR_SSL|^EPROTO$/, 'what answers there does not speak TLS. Check WIX_API_ORIGIN and HTTPS_PROXY.'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'the connection was cut. Check the firewall and HTTPS_PROXY, or try again.'],
];

/** Says in one sentence why a call failed without an answer of Wix that counts; null if it has one. */
export function connectionTrouble({ failure, status, reason }: CallEnd): string | null {
  if (failure === 'timeout') return 'Wix did not answer in time (TIMEOUT). Try again, or raise WIX_CALL_TIMEOUT_MS.';
  if (failure === 'invalidResponse') {
    return `The answer is not one of Wix's API (HTTP ${status ?? 'unknown'}). Check WIX_API_ORIGIN and HTTPS_PROXY.`;
  }
  if (failure !== 'unavailable') return null;
  if (status !== undefined) return `Wix failed with HTTP status ${status}. Try again later.`;
  const code = reason ?? 'no reason known';
  const [, text] = advice.find(([pattern]) => pattern.test(code)) ?? [];
  return `Wix could not be reached (${code})${text === undefined ? '.' : `: ${text}`}`;
}
