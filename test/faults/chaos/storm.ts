import type { FaultProxy } from '../fault-proxy.ts';
import type { Toxic } from '../toxics.ts';

function answer(
  status: string,
  body = '{"message":"","details":{}}',
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const lines = Object.entries({
    'content-type': 'application/json',
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
  });
  return Buffer.from(
    `HTTP/1.1 ${status}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  );
}

const html = '<!DOCTYPE html><html><body>Bad gateway</body></html>';

/** Everything that can go wrong with one call: before Wix hears of it, after it has done it, or on the way. */
const kinds: readonly Toxic[] = [
  { kind: 'latency', delayMs: 5, jitterMs: 200 },
  { kind: 'slicer', sliceBytes: 400, pauseMs: 2 },
  { kind: 'slicer', sliceBytes: 1, pauseMs: 3 },
  { kind: 'bandwidth', bytesPerSecond: 20_000 },
  { kind: 'reset', direction: 'up' },
  { kind: 'reset', direction: 'up', afterBytes: 120 },
  { kind: 'reset' },
  { kind: 'reset', afterBytes: 300 },
  { kind: 'truncate' },
  { kind: 'truncate', afterBytes: 300 },
  { kind: 'hang', direction: 'up' },
  { kind: 'hang' },
  { kind: 'hang', afterBytes: 300 },
  { kind: 'idleEnd', idleMs: 0, jitterMs: 10 },
  { kind: 'answer', bytes: answer('500 Internal Server Error') },
  { kind: 'answer', bytes: answer('502 Bad Gateway', html, { 'content-type': 'text/html' }) },
  { kind: 'answer', bytes: answer('503 Service Unavailable') },
  { kind: 'answer', bytes: answer('503 Service Unavailable', '{}', { 'retry-after': '0' }) },
  { kind: 'answer', bytes: answer('504 Gateway Timeout') },
  { kind: 'answer', bytes: answer('429 Too Many Requests', '{}', { 'retry-after': '0' }) },
  { kind: 'answer', bytes: answer('429 Too Many Requests', '{}', { 'retry-after': 'abc' }) },
  { kind: 'answer', bytes: answer('403 Forbidden') },
  { kind: 'answer', bytes: answer('200 OK', html, { 'content-type': 'text/html' }) },
  { kind: 'answer', bytes: answer('200 OK', '{"sites":[{"id":') },
  { kind: 'answer', bytes: answer('200 OK', 'null') },
  { kind: 'answer', bytes: Buffer.from('no HTTP at all\r\n\r\n'), ends: true },
  { kind: 'replace', bytes: answer('500 Internal Server Error') },
  { kind: 'replace', bytes: answer('504 Gateway Timeout', html, { 'content-type': 'text/html' }) },
  { kind: 'replace', bytes: answer('200 OK', '{"cut') },
];

/** Lets one of them strike each call with this probability together. */
export function storm(proxy: FaultProxy, probability: number): void {
  for (const kind of kinds) proxy.add({ ...kind, chance: 1 - (1 - probability) ** (1 / kinds.length) });
}
