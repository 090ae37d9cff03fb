import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningProgram, startProgram } from '../support/program.ts';
import { executablePath, openBrowser } from './chromium.ts';

const isCi = process.env['CI'] === 'true';

/** Serves an empty page, so that scripts have an origin to run in. */
async function servePage() {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>page</title>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

describe.skipIf(executablePath === undefined && !isCi)('pages of other origins in a browser', () => {
  let named: Awaited<ReturnType<typeof servePage>>;
  let other: Awaited<ReturnType<typeof servePage>>;
  let open: RunningProgram;
  let closed: RunningProgram;
  let browser: Awaited<ReturnType<typeof openBrowser>>;

  beforeAll(async () => {
    named = await servePage();
    other = await servePage();
    open = await startProgram(['src/program/main.ts'], {
      PORT: '0',
      CORS_ORIGINS: `https://a.example, ${named.origin}`,
    });
    closed = await startProgram(['src/program/main.ts'], { PORT: '0' });
    browser = await openBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    open?.child.kill('SIGTERM');
    closed?.child.kill('SIGTERM');
    named?.close();
    other?.close();
  });

  /** Sends an operation from a page, with headers that need permission. */
  const ask = async (from: string, url: string, query = '{ account { name } }') => {
    const page = await browser.context.newPage();
    await page.goto(from);
    const answer = await page.evaluate(
      async ([target, text]) => {
        const headers = {
          'content-type': 'application/json',
          authorization: 'Bearer a.b.c',
          'x-graph-explain': 'trace',
          'apollographql-client-name': 'page',
        };
        const body = JSON.stringify({ query: text });
        try {
          const response = await fetch(String(target), { method: 'POST', headers, body });
          return {
            status: response.status,
            requestId: response.headers.get('x-request-id'),
            body: (await response.json()) as unknown,
          };
        } catch (error) {
          return String(error);
        }
      },
      [url, query],
    );
    await page.close();
    return answer;
  };

  it('are answered where CORS_ORIGINS names them, and read the id of the request', async () => {
    expect(await ask(named.origin, open.url)).toEqual({
      status: 200,
      requestId: expect.stringMatching(/^[\w-]{8,}$/),
      body: expect.objectContaining({ data: { account: { name: 'Northwind Studio' } } }),
    });
  });

  it('read refusals too', async () => {
    expect(await ask(named.origin, open.url, '{ accuont }')).toMatchObject({
      body: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    });
    expect(await ask(named.origin, open.url.replace('/graphql', '/elsewhere'))).toMatchObject({
      status: 404,
      body: { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
    });
  });

  it('are refused by the browser everywhere else', async () => {
    expect(await ask(other.origin, open.url)).toBe('TypeError: Failed to fetch');
    expect(await ask(named.origin, closed.url)).toBe('TypeError: Failed to fetch');
  });
});
