import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { configuredCaller } from '../../src/http/identity.ts';
import { createLog } from '../../src/observe/log.ts';
import { openAudit } from '../../src/program/audit-destination.ts';
import { ConfigError, readConfig } from '../../src/program/config.ts';
import { createProgram } from '../../src/program/program.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { ApiKey } from '../../src/wix/credential.ts';

const folder = mkdtempSync(join(tmpdir(), 'audit-'));
afterAll(() => rmSync(folder, { recursive: true }));
const secret = 'a-router-secret-of-some-length';

describe('the audit log of the program', () => {
  it('is off in the sandbox, and on stderr elsewhere', () => {
    expect(readConfig({}).audit.destination).toBe('off');
    const guid = '8c1f3c1e-0d0a-4b53-9d0e-6f3a1d2b4c5d';
    expect(readConfig({ WIX_API_KEY: 'IST.key', WIX_ACCOUNT_ID: guid }).audit).toEqual({
      destination: 'stderr',
      personalData: 'marked',
      readsBefore: true,
    });
  });

  it('does not start with a file that cannot be appended to', () => {
    const log = createLog({ secrets: [], write: () => {} });
    expect(() => openAudit(readConfig({ AUDIT_LOG: folder }), log)).toThrow(ConfigError);
    expect(() => openAudit(readConfig({ AUDIT_LOG: join(folder, 'no', 'audit.log') }), log)).toThrow(
      /AUDIT_LOG must be/,
    );
  });

  it('is a file of its own, which only its owner reads, and is whole when the program has closed', async () => {
    const sandbox = createSandbox();
    const listening = await sandbox.listen();
    const path = join(folder, 'audit.log');
    const logged: string[] = [];
    const config = readConfig({ AUDIT_LOG: path, ROUTER_SECRET: secret });
    const log = createLog({ level: 'info', secrets: [secret], write: (line) => logged.push(line) });
    const identify = configuredCaller(new ApiKey(sandbox.keys.owner), sandbox.accountId);
    const program = createProgram(config, { origin: listening.url, identify, accountId: sandbox.accountId }, log);
    program.server.listen(0, '127.0.0.1');
    await once(program.server, 'listening');
    const { port } = program.server.address() as AddressInfo;
    const send = (name: string, headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-request-id': name, ...headers },
        body: JSON.stringify({ query: `mutation { createFolder(input: { name: "${name}" }) { folder { id } } }` }),
      });
    await send('first', { 'x-router-secret': secret });
    expect((await send('stranger', { 'x-router-secret': 'wrong' })).status).toBe(401);
    await send('second', { 'x-router-secret': secret });
    program.server.closeAllConnections();
    program.server.close();
    await program.close();
    await listening.close();
    const text = readFileSync(path, 'utf8');
    const records = text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    expect(records).toMatchObject([
      {
        audit: 'write',
        requestId: 'first',
        mutation: 'createFolder',
        result: 'done',
        calls: [{ call: 'Create Folder' }],
      },
      { audit: 'refusedIdentity', requestId: 'stranger', by: 'graph', reason: 'secret' },
      {
        audit: 'write',
        requestId: 'second',
        mutation: 'createFolder',
        result: 'done',
        calls: [{ call: 'Create Folder' }],
      },
    ]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(logged.join('')).not.toContain('"audit"');
    expect(text + logged.join('')).not.toContain(secret);
    expect(text).not.toContain(sandbox.keys.owner);
  });
});
