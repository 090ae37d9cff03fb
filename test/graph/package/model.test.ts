import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBilling } from '../../../src/graph/package/billing.ts';
import { toPackage } from '../../../src/graph/package/model.ts';
import type { WixPackage, WixProductInstance } from '../../../src/graph/package/rest.ts';
import { WixError } from '../../../src/wix/error.ts';

const instance = {
  instanceId: 'i1',
  siteId: 's1',
  catalogProductId: 'c1',
  status: 'FAILED',
  failure: { code: 'DELIVERY_TIMEOUT', message: 'Too late.' },
  billingInfo: { type: 'RECURRING', cycleDuration: { unit: 'YEAR', count: 1 } },
  createdDate: '2021-12-02T15:45:31.815Z',
  updatedDate: '2021-12-03T15:45:31.815Z',
  countryCode: 'BR',
  expirationDate: '2022-12-02T15:45:31.815Z',
  discountCode: 'SPRING',
  referenceProductInstanceId: 'i0',
};

const whole: WixPackage = {
  id: 'p1',
  accountId: 'A1',
  externalId: 'order-1',
  productInstances: [instance],
  createdDate: '2021-12-02T15:45:31.815Z',
  updatedDate: '2021-12-03T15:45:31.815Z',
};

const read = (raw: WixPackage) => toPackage(raw, 'Get Package');
const readInstance = (raw: WixProductInstance) => read({ ...whole, productInstances: [raw] }).productInstances[0];

describe('toPackage', () => {
  it('takes over what Wix sends', () => {
    const { productInstances, ...facts } = read(whole);
    expect(facts).toEqual({
      id: 'p1',
      accountId: 'a1',
      externalId: 'order-1',
      createdAt: '2021-12-02T15:45:31.815Z',
      updatedAt: '2021-12-03T15:45:31.815Z',
    });
    expect(productInstances).toEqual([
      {
        id: 'i1',
        package: expect.objectContaining({ id: 'p1', productInstances }),
        siteId: 's1',
        catalogProductId: 'c1',
        status: 'FAILED',
        statusRaw: 'FAILED',
        failure: { code: 'DELIVERY_TIMEOUT', codeRaw: 'DELIVERY_TIMEOUT', message: 'Too late.' },
        billing: { type: 'RECURRING', typeRaw: 'RECURRING', cycle: { unit: 'YEAR', unitRaw: 'YEAR', count: 1 } },
        countryCode: 'BR',
        createdAt: '2021-12-02T15:45:31.815Z',
        updatedAt: '2021-12-03T15:45:31.815Z',
        expiresAt: '2022-12-02T15:45:31.815Z',
        discountCode: 'SPRING',
        referencedInstanceId: 'i0',
      },
    ]);
  });

  it('reads a package of which only id and account are there', () => {
    expect(read({ id: 'p1', accountId: 'a1' })).toEqual({
      id: 'p1',
      accountId: 'a1',
      externalId: null,
      productInstances: [],
      createdAt: null,
      updatedAt: null,
    });
  });

  it.each([
    ['nothing but its id', { instanceId: 'i1' }],
    ['null everywhere', Object.fromEntries(Object.keys(instance).map((key) => [key, null]))],
    ['empty texts everywhere', Object.fromEntries(Object.keys(instance).map((key) => [key, '']))],
    ['other shapes everywhere', Object.fromEntries(Object.keys(instance).map((key) => [key, [7]]))],
    ['empty objects', { failure: {}, billingInfo: {} }],
  ])('reads an instance with %s', (_name, raw) => {
    expect(readInstance({ ...raw, instanceId: 'i1' })).toMatchObject({
      id: 'i1',
      siteId: null,
      catalogProductId: null,
      status: 'UNKNOWN',
      statusRaw: null,
      failure: null,
      billing: null,
      countryCode: null,
      createdAt: null,
      updatedAt: null,
      expiresAt: null,
      discountCode: null,
      referencedInstanceId: null,
    });
  });

  it.each(['PENDING', 'ENABLED', 'CANCELED', 'FAILED', 'AWAITING_ACTION'])('knows the status %s', (status) => {
    expect(readInstance({ ...instance, status })).toMatchObject({ status, statusRaw: status });
  });

  it.each(['Enabled', 'ACTIVE', 'UNKNOWN', 'toString'])(
    'keeps the word of a status that it does not know: %s',
    (status) => {
      expect(readInstance({ ...instance, status })).toMatchObject({ status: 'UNKNOWN', statusRaw: status });
    },
  );

  it.each([
    [{ code: 'EXTERNAL_FAILURE' }, { code: 'EXTERNAL_FAILURE', codeRaw: 'EXTERNAL_FAILURE', message: null }],
    [
      { code: 'UNKNOWN', message: 'x' },
      { code: 'UNKNOWN', codeRaw: 'UNKNOWN', message: 'x' },
    ],
    [{ code: 'NEW' }, { code: 'UNKNOWN', codeRaw: 'NEW', message: null }],
    [{ message: 'x' }, { code: 'UNKNOWN', codeRaw: null, message: 'x' }],
    [{ code: '', message: '' }, null],
    [null, null],
    ['text', null],
  ])('reads the failure %j', (failure, expected) => {
    expect(readInstance({ ...instance, failure })?.failure).toEqual(expected);
  });

  it.each([
    ['no id', { ...whole, id: undefined }],
    ['an empty id', { ...whole, id: '' }],
    ['no account', { ...whole, accountId: undefined }],
    ['an account that is no text', { ...whole, accountId: 7 }],
    ['an instance without an id', { ...whole, productInstances: [instance, { ...instance, instanceId: '' }] }],
    ['an instance that is none', { ...whole, productInstances: [null] }],
  ])('refuses a package with %s', (_name, raw) => {
    expect(() => read(raw)).toThrow(WixError);
    expect(() => read(raw)).toThrow(expect.objectContaining({ failure: 'invalidResponse', endpoint: 'Get Package' }));
  });

  it('never throws for what it can do without', () => {
    const odd = fc.dictionary(fc.constantFrom(...Object.keys(instance)), fc.jsonValue());
    fc.assert(
      fc.property(odd, odd, (facts, part) => {
        const raw = { ...facts, id: 'p1', accountId: 'a1', productInstances: [{ ...part, instanceId: 'i1' }] };
        expect(read(raw)).toMatchObject({ id: 'p1', productInstances: [{ id: 'i1' }] });
      }),
    );
  });
});

describe('toBilling', () => {
  it.each([
    [{ type: 'ONE_TIME' }, { type: 'ONE_TIME', typeRaw: 'ONE_TIME', cycle: null }],
    [
      { type: 'RECURRING', cycleDuration: { unit: 'MONTH', count: 6 } },
      { type: 'RECURRING', typeRaw: 'RECURRING', cycle: { unit: 'MONTH', unitRaw: 'MONTH', count: 6 } },
    ],
    [
      { type: 'RECURRING', cycleDuration: { unit: 'DECADE', count: '2' } },
      { type: 'RECURRING', typeRaw: 'RECURRING', cycle: { unit: 'UNKNOWN', unitRaw: 'DECADE', count: 2 } },
    ],
    [
      { type: 'RECURRING', cycleDuration: { unit: 'DAY' } },
      { type: 'RECURRING', typeRaw: 'RECURRING', cycle: { unit: 'DAY', unitRaw: 'DAY', count: null } },
    ],
    [
      { cycleDuration: { count: 3 } },
      { type: 'UNKNOWN', typeRaw: null, cycle: { unit: 'UNKNOWN', unitRaw: null, count: 3 } },
    ],
    [
      { type: 'BARTER', cycleDuration: {} },
      { type: 'UNKNOWN', typeRaw: 'BARTER', cycle: null },
    ],
    [
      { type: 'RECURRING', cycleDuration: { unit: 'WEEK', count: -1 } },
      { type: 'RECURRING', typeRaw: 'RECURRING', cycle: { unit: 'WEEK', unitRaw: 'WEEK', count: null } },
    ],
    [{}, null],
    [null, null],
    [undefined, null],
    [[], null],
    ['RECURRING', null],
  ])('reads %j', (raw, expected) => {
    expect(toBilling(raw)).toEqual(expected);
  });
});
