import fc from 'fast-check';
import { createSchema, createYoga } from 'graphql-yoga';
import { expect, it } from 'vitest';
import { jsonTypeFor } from '../../src/http/media-type.ts';

const yoga = createYoga({ schema: createSchema({ typeDefs: 'type Query { a: Int }' }), logging: false });

const part = fc
  .tuple(
    fc.constantFrom(
      'application/json',
      'application/graphql-response+json',
      'application/*',
      '*/*',
      '*/json',
      'text/*',
      'text/html',
      'text/event-stream',
      'multipart/mixed',
      'APPLICATION/JSON',
      '',
      'toString',
    ),
    fc.constantFrom('', ';q=0.5', '; charset=utf-8', ';charset=UTF-8', ';charset=latin1', ';q=0.1; charset=utf-8'),
  )
  .map((parts) => parts.join(''));

it('the media type is the one that yoga would choose, where one is chosen', async () => {
  let chosen = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 4 }), fc.constantFrom(',', ', '), async (parts, comma) => {
      const accept = parts.join(comma);
      const type = jsonTypeFor(accept);
      if (type === null) return;
      chosen += 1;
      const response = await yoga.fetch('http://graph/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept },
        body: '{"query":"{ a }"}',
      });
      expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    }),
    { numRuns: 500 },
  );
  expect(chosen).toBeGreaterThan(100);
  expect(jsonTypeFor(undefined)).toBe('application/json');
});
