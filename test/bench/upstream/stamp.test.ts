import { expect, it } from 'vitest';
import { ageOf, stampNow, withStamps } from './stamp.ts';

it('tells the age of the oldest part of an answer', () => {
  const template = Buffer.from(withStamps('{"sites":[{"id":"1","displayName":"One"},{"id":"2","displayName":"Two"}]}'));
  const early = stampNow(template, 1_700_000_000_000).toString();
  const late = stampNow(template, 1_700_000_000_400).toString();
  expect(JSON.parse(early).sites[0].displayName).toBe('One @1700000000000');
  expect(ageOf(late + early, 1_700_000_000_500)).toBe(500);
});

it('has no age for an answer without a stamp, and one length for every time', () => {
  expect(ageOf('{"data":{}}')).toBeNull();
  expect(stampNow(Buffer.from('@0000000000000')).length).toBe(14);
});
