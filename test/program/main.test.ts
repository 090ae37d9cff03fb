import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { postGraphQL } from '../support/post-graphql.ts';

/** Starts the program with only these variables beside the PATH. */
function start(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ['src/program/main.ts'], { env: { PATH: process.env['PATH'] ?? '', ...env } });
  running.push(child);
  return child;
}

const running: ChildProcess[] = [];

async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += String(chunk);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr };
}

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

describe('the program', () => {
  it('serves the graph and GraphiQL on the sandbox, and stops on SIGTERM', async () => {
    const child = start({ PORT: '0' });
    const url = (await firstLine(child)).match(/http:\/\/\S+\/graphql/)?.[0] ?? '';
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ account { name } }' }),
    });
    expect(await answer.json()).toEqual({ data: { account: { name: 'Northwind Studio' } } });
    const host = await fetch(new URL('/', url), { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect([host.status, host.headers.get('location')]).toEqual([302, '/graphql']);
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await page.text()).not.toMatch(/<(script|link)[^>]+(src|href)="https?:/);
    child.kill('SIGTERM');
    expect(await ended(child)).toEqual({ code: 0, stderr: '' });
  });

  it('goes on when nobody reads its log any more', async () => {
    const child = start({ PORT: '0', LOG_LEVEL: 'info' });
    const url = (await firstLine(child)).match(/http:\/\/\S+\/graphql/)?.[0] ?? '';
    child.stderr?.destroy();
    const ask = () =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ __typename }"}',
      });
    expect((await ask()).status).toBe(200);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  it('names in its log why Wix was not reached', async () => {
    const child = start({
      PORT: '0',
      WIX_API_KEY: 'not-printed',
      WIX_ACCOUNT_ID: '71bfc3a9-8262-476c-82d1-bcfee18fa242',
      WIX_API_ORIGIN: 'http://127.0.0.1:1',
      WIX_MAX_RETRIES: '0',
      HTTPS_PROXY: 'http://user:proxy-password@proxy.example',
    });
    const url = (await firstLine(child)).match(/http:\/\/\S+\/graphql/)?.[0] ?? '';
    const over = ended(child);
    await postGraphQL(url, '{ account { name } }');
    child.kill('SIGTERM');
    const { stderr } = await over;
    expect(JSON.parse(stderr)).toMatchObject({
      failedCalls: [{ call: 'Get Account', failure: 'unavailable', reason: 'ECONNREFUSED' }],
    });
    expect(stderr).not.toMatch(/not-printed|proxy-password/);
  });

  it('stops at once with one line for each setting at fault', async () => {
    const { code, stderr } = await ended(start({ PORT: 'abc', WIX_API_KEY: 'not to be printed' }));
    expect(code).toBe(78);
    expect(stderr).toBe(
      'PORT must be a whole number from 0 to 65535.\nWIX_API_KEY must be an API key of 1 to 8192 visible ASCII characters.\n',
    );
  });

  it('says so when the port is taken', async () => {
    const first = start({ PORT: '0' });
    const port = (await firstLine(first)).match(/:(\d+)\/graphql/)?.[1] ?? '';
    const { code, stderr } = await ended(start({ PORT: port }));
    expect(code).toBe(78);
    expect(stderr).toBe(`Port ${port} is in use. Set PORT to use another one.\n`);
  });
});
