import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/observe/log.ts';

const secret = 'a-router-secret-of-some-length';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog({ secrets: [secret], write: (line) => lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it('writes an error as one line of JSON with its causes, and nothing else of it', () => {
    const error = Object.assign(new Error('outer\nline', { cause: new Error('inner') }), {
      opts: { token: 'not this' },
    });
    const text = logged((log) => log.error({ errorId: '1', err: error }, 'unexpected'));
    expect(text.split('\n')).toHaveLength(2);
    expect(JSON.parse(text)).toMatchObject({
      level: 'error',
      errorId: '1',
      msg: 'unexpected',
      err: { type: 'Error', message: 'outer\nline', cause: { message: 'inner' } },
    });
    expect(text).not.toContain('not this');
  });

  it.each([
    ['plain', secret],
    ['in a URL', `https://x/?s=${encodeURIComponent(secret)}`],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64 after a letter', Buffer.from(`x${secret}`).toString('base64')],
    ['in base64 after two letters, for URLs', Buffer.from(`xy${secret}`).toString('base64url')],
    ['in hexadecimal', Buffer.from(secret).toString('hex')],
  ])('holds no secret: %s', (_name, text) => {
    const line = logged((log) => log.error({ err: new Error(text), deep: [{ a: { b: text } }] }, text));
    expect(line).not.toContain(text.slice(-16));
    expect(line).toContain('[redacted]');
  });

  it.each([
    'IST.eyJraWQiOiJ4In0.eyJkYXRhIjoieCJ9.c2lnbmF0dXJl',
    'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl',
    'someone@example.com',
    'someone%40example.com',
    'Bearer abc123',
  ])('holds nothing that looks like a credential or a person: %s', (text) => {
    const line = logged((log) => log.error({ authorization: text, nested: { headers: text } }, `about ${text} here`));
    expect(line).not.toContain(text);
    expect(line).toContain('here');
  });

  it('says nothing below its level', () => {
    expect(logged((log) => log.info('started'))).toBe('');
  });
});
