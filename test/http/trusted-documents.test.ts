import { type ChildProcess, execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { readPersistedDocuments } from '../../src/program/persisted-documents.ts';
import { startProgram } from '../support/program.ts';

const path = 'schema/typed/persisted-documents.json';
const documents = Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>);
const [id, text] = documents.find(([, document]) => document.includes('query TeamSize')) ?? [];

describe('trusted documents', () => {
  const running: ChildProcess[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'documents-'));
  afterAll(() => {
    for (const child of running) child.kill('SIGTERM');
    rmSync(folder, { recursive: true });
  });

  const start = async (env: Record<string, string>) => {
    const { url, child } = await startProgram(['src/program/main.ts'], { PORT: '0', ...env });
    running.push(child);
    return async (body: object) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      // biome-ignore lint/suspicious/noExplicitAny: each test states the shape of its answer.
      return (await response.json()) as any;
    };
  };

  it('are the only ones where the settings say so', async () => {
    const ask = await start({ PERSISTED_DOCUMENTS: path, PERSISTED_DOCUMENTS_ONLY: 'true' });
    expect((await ask({ documentId: id })).data.account.teamCounts.members).toBe(14);
    const only = 'This graph accepts only trusted documents: send the documentId of one';
    expect(await ask({ query: text })).toEqual(refusal('CANNOT_SEND_PQ_ID_AND_BODY', `${only}, without a text.`));
    expect(await ask({ documentId: id, query: text })).toEqual(await ask({ query: text }));
    expect(await ask({ variables: {} })).toEqual(refusal('PERSISTED_QUERY_ID_REQUIRED', `${only}.`));
    expect(await ask({ documentId: 'another' })).toEqual(
      refusal('PERSISTED_QUERY_NOT_IN_LIST', 'No trusted document has this id.'),
    );
  });

  it('stand beside all others by default', async () => {
    const ask = await start({ PERSISTED_DOCUMENTS: path });
    expect((await ask({ documentId: id })).data.account.teamCounts.members).toBe(14);
    expect((await ask({ query: '{ account { name } }' })).data.account.name).toBe('Northwind Studio');
  });

  it('come from several files: of codegen, relay-compiler and Apollo', async () => {
    const apollo = join(folder, 'apollo.json');
    const operations = [{ id: 'apollo-1', name: 'A', type: 'query', body: 'query A { account { id } }' }];
    writeFileSync(apollo, JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
    const relay = join(folder, 'relay.json');
    writeFileSync(relay, JSON.stringify({ 'relay-1': 'query R { account { name } }', [`${id}`]: text }));
    const files = [path, apollo, relay].join(', ');
    const ask = await start({ PERSISTED_DOCUMENTS: files, PERSISTED_DOCUMENTS_ONLY: 'true' });
    expect((await ask({ documentId: id })).data.account.teamCounts.members).toBe(14);
    expect(await ask({ documentId: 'apollo-1' })).toEqual({ data: { account: { id: expect.any(String) } } });
    expect((await ask({ documentId: 'relay-1' })).data.account.name).toBe('Northwind Studio');
  });

  it.each([
    ['that is not there', null],
    ['that is not JSON', 'query { account { name } }'],
    ['of other things', '{ "id": { "query": "{ account { name } }" } }'],
    ['of another version', '{ "format": "apollo-persisted-query-manifest", "version": 2, "operations": [] }'],
  ])('stop the start with a file %s', async (_, content) => {
    const file = join(folder, 'documents.json');
    if (content !== null) writeFileSync(file, content);
    const env = { PATH: process.env['PATH'] ?? '', PORT: '0', PERSISTED_DOCUMENTS: `${path},${file}` };
    const started = promisify(execFile)(process.execPath, ['src/program/main.ts'], { env });
    await expect(started).rejects.toMatchObject({ code: 78, stderr: expect.stringContaining('PERSISTED_DOCUMENTS') });
    await expect(started).rejects.toMatchObject({ stderr: expect.stringContaining(file) });
  });

  it('stop the start with two documents of one id', () => {
    const other = join(folder, 'other.json');
    writeFileSync(other, JSON.stringify({ [`${id}`]: '{ account { name } }' }));
    expect(() => readPersistedDocuments([path, other], true)).toThrow(/other\.json gives the id sha256:\w+ to another/);
  });
});

function refusal(code: string, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}
