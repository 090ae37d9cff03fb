import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureOf, readErrorBody, WixError } from '../../src/wix/error.ts';

function withViolations(...fieldViolations: unknown[]): string {
  return JSON.stringify({ message: 'no', details: { validationError: { fieldViolations } } });
}

describe('an error body of Wix', () => {
  it.each([
    [
      'the standard application error',
      '{"message":"Payment failed","details":{"applicationError":{"code":"NO_FUNDS","description":"No money","data":{"availableFunds":75.22}}}}',
      { code: 'NO_FUNDS' },
    ],
    [
      'an application error without data',
      '{"message":"Unsupported TLD","details":{"applicationError":{"code":"DOMAINS_UNSUPPORTED_TLD","description":"Unsupported TLD"}}}',
      { code: 'DOMAINS_UNSUPPORTED_TLD' },
    ],
    [
      'an application error without a description',
      '{"message":"No","details":{"applicationError":{"code":"PREMIUM_ONLY"}}}',
      { code: 'PREMIUM_ONLY' },
    ],
    [
      'a sentence as the code',
      '{"details":{"applicationError":{"code":"Invalid domain"}}}',
      { code: 'Invalid domain' },
    ],
    ['a code at the top', '{ "code": "IMPORT_IN_PROGRESS" }', { code: 'IMPORT_IN_PROGRESS' }],
    [
      'two codes, of which the inner one counts',
      '{"code":"OUTER","details":{"applicationError":{"code":"INNER"}}}',
      { code: 'INNER' },
    ],
    ['an empty code', '{"details":{"applicationError":{"code":""}}}', {}],
    ['a code that is a number', '{"details":{"applicationError":{"code":7}}}', { code: '7' }],
    ['an application error that is null', '{"details":{"applicationError":null}}', {}],
    ['the empty system form', '{"message":"","details":{}}', {}],
    ['a message alone', '{"message":"Expected an object"}', {}],
    [
      'a message that is a tree of text',
      '{"message":"address is invalid:\\n`-- tag enum must be in [UNKNOWN(0), HOME(2)]"}',
      {},
    ],
    ['details that are null', '{"message":"x","details":null}', {}],
    ['details that are text', '{"message":"x","details":"y"}', {}],
    ['details that are a list', '{"message":"x","details":[1]}', {}],
    ['nothing', '', {}],
    ['white space', ' \n', {}],
    ['JSON that is null', 'null', {}],
    ['JSON that is a list', '[{"code":"X"}]', {}],
    ['JSON that is text', '"X"', {}],
    ['JSON that is a number', '7', {}],
    ['JSON that ends early', '{"details":{"applicationError":{"code":"NO_FUN', {}],
    ['HTML', '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>', {}],
    ['text', 'upstream connect error or disconnect/reset before headers', {}],
    ['a code that only the prototype has', '{"details":{"applicationError":{"__proto__":{"code":"X"}}}}', {}],
  ])('is read as far as it goes: %s', (_name, text, expected) => {
    expect(readErrorBody(text)).toEqual(expected);
  });

  it('tells every violated field with what is known of it', () => {
    const text = withViolations(
      {
        field: 'fieldA',
        description: 'Invalid note.',
        violatedRule: 'CUSTOM',
        ruleName: 'INVALID_NOTE',
        data: { value: 'FI' },
      },
      { field: 'fieldB', description: 'Out of range.', violatedRule: 'MAX', data: { threshold: 20 } },
      { field: 'value', description: "Field 'name.first' is not declared as filterable" },
      { field: 'addresses[0].subdivision', description: 7, violatedRule: null },
      { field: '' },
    );
    expect(readErrorBody(text)).toEqual({
      violations: [
        { field: 'fieldA', description: 'Invalid note.', rule: 'CUSTOM' },
        { field: 'fieldB', description: 'Out of range.', rule: 'MAX' },
        { field: 'value', description: "Field 'name.first' is not declared as filterable" },
        { field: 'addresses[0].subdivision', description: '' },
        { field: '', description: '' },
      ],
    });
  });

  it.each([
    ['none', withViolations()],
    ['violations of no form', withViolations(null, 'field', 7, [], {}, { field: 7 }, { description: 'x' })],
    ['no list of them', '{"details":{"validationError":{"fieldViolations":{"field":"a"}}}}'],
    ['a validation error that is null', '{"details":{"validationError":null}}'],
  ])('tells no violated field where it names none: %s', (_name, text) => {
    expect(readErrorBody(text)).toEqual({});
  });

  it('keeps the violations that have a form beside those that have none', () => {
    expect(readErrorBody(withViolations(null, { field: 'a' }, 7)).violations).toEqual([
      { field: 'a', description: '' },
    ]);
  });

  it('never throws, and answers texts only, whatever is sent', () => {
    const details = fc.record(
      {
        applicationError: fc.oneof(fc.jsonValue(), fc.record({ code: fc.jsonValue() })),
        validationError: fc.oneof(
          fc.jsonValue(),
          fc.record({ fieldViolations: fc.oneof(fc.jsonValue(), fc.array(fc.record({ field: fc.jsonValue() }))) }),
        ),
      },
      { requiredKeys: [] },
    );
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ message: fc.jsonValue(), code: fc.jsonValue(), details }, { requiredKeys: [] })
        .map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(body, (text) => {
        const { code, violations } = readErrorBody(text);
        expect(code === undefined || (typeof code === 'string' && code !== '')).toBe(true);
        for (const { field, description, rule } of violations ?? []) {
          expect([typeof field, typeof description]).toEqual(['string', 'string']);
          expect(['string', 'undefined']).toContain(typeof rule);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a status other than 200', () => {
  it.each([
    [400, 'refused'],
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [409, 'conflict'],
    [428, 'preconditionFailed'],
    [429, 'rateLimited'],
    [500, 'unavailable'],
    [501, 'unavailable'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
    [599, 'unavailable'],
    [201, 'invalidResponse'],
    [202, 'invalidResponse'],
    [204, 'invalidResponse'],
    [206, 'invalidResponse'],
    [301, 'invalidResponse'],
    [302, 'invalidResponse'],
    [304, 'invalidResponse'],
    [402, 'invalidResponse'],
    [405, 'invalidResponse'],
    [408, 'invalidResponse'],
    [413, 'invalidResponse'],
    [422, 'invalidResponse'],
    [499, 'invalidResponse'],
  ])('means, for %i: %s', (status, failure) => {
    expect(failureOf(status)).toBe(failure);
  });
});

describe('an error of the REST floor', () => {
  it('has a value for everything that is not known', () => {
    const error = new WixError('unavailable', 'no answer', { endpoint: 'Query Sites' });
    expect(error).toMatchObject({
      name: 'WixError',
      message: 'Query Sites: no answer',
      failure: 'unavailable',
      endpoint: 'Query Sites',
      permission: null,
      violations: [],
      notSent: false,
    });
    expect([error.status, error.code, error.requestId, error.retryAfterMs, error.cause]).toEqual(
      Array.from({ length: 5 }),
    );
    expect('cause' in error).toBe(false);
  });
});
