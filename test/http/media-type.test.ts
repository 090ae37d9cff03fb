import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonTypeFor } from '../../src/http/media-type.ts';
import { type TestError, useGraph } from '../support/graph.ts';

const json = 'application/json';
const modern = 'application/graphql-response+json';

describe('the media type of a response', () => {
  const fast = useGraph();
  const slow = useGraph({ server: { fastPath: false } });

  it.each([
    [`${modern};q=0.1, ${json};q=0.9`, json],
    [`${modern};q=0, ${json}`, json],
    [`${json};q=0, */*`, modern],
    [`${json};q=0.5, ${modern}`, modern],
    [`${json}, ${modern}`, json],
    [`${modern}, ${json}`, modern],
    [`${modern}, ${json};q=0.9`, modern],
    [`application/*;q=0.2, ${modern};q=0.1`, json],
    ['*/*', json],
    [`text/html, */*;q=0.1`, json],
    [`${modern};q=0.000, ${json};q=0.001`, json],
    [`${json};q=0`, null],
    ['text/html', null],
    ['*/*;q=0', null],
    [`${json};charset=latin1`, null],
    [`multipart/mixed;deferSpec=20220824, ${modern}, ${json};q=0.9`, modern],
  ])('for %s is %s, on every path', async (accept, type) => {
    for (const graph of [fast, slow]) {
      for (const query of ['{ account { id } }', '{ accuont }']) {
        const response = await graph.fetch(
          new Request('http://graph/graphql', {
            method: 'POST',
            headers: { 'content-type': json, accept },
            body: JSON.stringify({ query }),
          }),
        );
        expect(response.headers.get('content-type')).toBe(`${type ?? json}; charset=utf-8`);
        const { errors } = (await response.json()) as { errors?: readonly TestError[] };
        if (type === null) {
          expect([response.status, errors?.[0]?.extensions.code]).toEqual([406, 'NOT_ACCEPTABLE']);
        } else {
          expect(response.status).toBe(query === '{ accuont }' && type === modern ? 400 : 200);
        }
      }
    }
  });

  it('never has the weight 0, and never a smaller one than the other', () => {
    const weight = fc.constantFrom('', ';q=0', ';q=0.0', ';q=0.3', ';q=0.7', ';q=1');
    const weightOf = (text: string) => (text === '' ? 1 : Number(text.slice(3)));
    fc.assert(
      fc.property(weight, weight, fc.boolean(), (first, second, isTurned) => {
        const parts = [`${json}${first}`, `${modern}${second}`];
        const chosen = jsonTypeFor((isTurned ? parts.reverse() : parts).join(', '));
        const weights = { [json]: weightOf(first), [modern]: weightOf(second) };
        const greatest = Math.max(weightOf(first), weightOf(second));
        expect(chosen === null ? 0 : weights[chosen]).toBe(greatest);
      }),
    );
    expect(jsonTypeFor(undefined)).toBe(json);
  });
});
