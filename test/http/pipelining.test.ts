import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpServer, type HttpServer } from '../../src/http/http-server.ts';

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

describe('requests that are sent on one connection before the response of an earlier one', () => {
  const seen: string[] = [];
  const held: ServerResponse[] = [];
  let http: HttpServer;
  let port: number;

  beforeAll(async () => {
    http = createHttpServer({
      graph: (request, response) => {
        seen.push(request.url ?? '');
        if (request.url === '/held') held.push(response);
        else response.end(request.url);
      },
    });
    http.server.listen(0, '127.0.0.1');
    await once(http.server, 'listening');
    port = (http.server.address() as AddressInfo).port;
  });
  beforeEach(() => {
    seen.length = 0;
    held.length = 0;
  });
  afterAll(() => {
    http.server.closeAllConnections();
    http.server.close();
  });

  it('begin when that is written, and none is lost', async () => {
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.write(get('/held') + get('/a') + get('/live') + get('/b'));
    await expect.poll(() => held.length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen).toEqual(['/held']);
    held[0]?.end('first');
    await expect.poll(() => text).toContain('/b');
    expect(seen).toEqual(['/held', '/a', '/b']);
    expect([...text.matchAll(/first|\/a|\/b/g)].map(String)).toEqual(['first', '/a', '/b']);
    expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(4);
    socket.destroy();
  });

  it('are few: the connection is closed at once where more wait', async () => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    socket.write(get('/held') + get('/live').repeat(10_000));
    await new Promise((resolve) => socket.resume().on('close', resolve));
    expect(seen).toEqual(['/held']);
  });
});
