import { describe, expect, it } from 'vitest';
import { useGraph } from '../support/graph.ts';

const origin = 'https://app.example.com';
const json = { 'content-type': 'application/json' };
const body = '{"query":"{ account { id } }"}';

describe('pages of other origins', () => {
  const shared = useGraph({ server: { corsOrigins: [origin], checkOrigin: true } });
  const alone = useGraph({ server: { checkOrigin: true } });
  const send = (graph: typeof shared, init: RequestInit) => graph.fetch(new Request('http://graph/graphql', init));
  const preflight = (from: string) => ({
    method: 'OPTIONS',
    headers: {
      origin: from,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,wix-account-id',
    },
  });

  it('get permission and responses where they are named', async () => {
    const asked = await send(shared, preflight(origin));
    expect([asked.status, await asked.text()]).toEqual([204, '']);
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization,content-type,wix-account-id',
      vary: 'origin',
    });
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
    const answer = await send(shared, { method: 'POST', headers: { ...json, origin }, body });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
    expect(answer.headers.get('access-control-expose-headers')).toBe('x-request-id, retry-after, www-authenticate');
    expect(answer.headers.get('vary')).toBe('origin');
  });

  it.each(['https://app.example.com.evil.example', 'http://app.example.com', 'https://app.example.com:8443', 'null'])(
    'get nothing as %s',
    async (from) => {
      const asked = await send(shared, preflight(from));
      expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([405, null]);
      const answer = await send(shared, { method: 'POST', headers: { ...json, origin: from }, body });
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null]);
      expect(answer.headers.get('vary')).toBe('origin');
    },
  );

  it('get nothing where none are named', async () => {
    const asked = await send(alone, preflight(origin));
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([405, null]);
    const answer = await send(alone, { method: 'POST', headers: { ...json, origin }, body });
    expect([answer.status, answer.headers.get('vary')]).toEqual([403, null]);
  });
});
