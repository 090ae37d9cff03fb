import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ApiKey, revealApiKey } from '../../src/wix/credential.ts';
import { WixError } from '../../src/wix/error.ts';

const secret = 'IST.eyJraWQiOiJ0ZXN0In0.eyJkYXRhIjoie30ifQ.c2lnbmF0dXJl';

describe('an API key', () => {
  const key = new ApiKey(secret);

  it.each([
    ['as text', () => String(key)],
    ['in a template', () => `${key}`],
    ['joined to text', () => `key: ${[key].join()}`],
    ['as JSON', () => JSON.stringify({ key, keys: [key] })],
    ['inspected', () => inspect(key)],
    ['inspected inside of something', () => inspect({ a: { b: [key] } }, { depth: 9 })],
    ['inspected to the bottom', () => inspect(key, { showHidden: true, depth: 9, customInspect: false })],
    ['as entries', () => JSON.stringify([Object.entries(key), Reflect.ownKeys(key), { ...key }])],
    ['cloned', () => inspect(structuredClone({ key }))],
    ['as the cause of an error', () => inspect(new WixError('unavailable', 'no', { endpoint: 'x', cause: { key } }))],
    ['in the message of an error', () => new Error(`with ${key}`).stack],
  ])('does not show itself %s', (_name, print) => {
    expect(print()).not.toMatch(/IST|eyJ|c2ln/);
  });

  it('is revealed to the one who builds the header', () => {
    expect(revealApiKey(key)).toBe(secret);
  });

  it.each(['', 'with space', `${secret}\r\nwix-account-id: x`, `${secret}\0`])(
    'is refused without being repeated when it could not be sent: %j',
    (text) => {
      expect(() => new ApiKey(text)).toThrow(
        new TypeError('An API key consists of 1 to 8,192 visible ASCII characters.'),
      );
    },
  );
});
