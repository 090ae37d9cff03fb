import { describe, expect, it } from 'vitest';
import type { ServedCall } from '../../src/sandbox/calls.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { placesOf } from './judge/mutants.ts';
import { tryFaults } from './judge/trial.ts';
import { accountCall, agencySites, call, first, siteCall } from './support.ts';

interface Refused {
  readonly message: string;
  readonly details?: { readonly validationError?: { readonly fieldViolations: readonly Violation[] } };
}
interface Violation {
  readonly field: string;
  readonly violatedRule?: string;
}

const contact = '/site-properties/v4/properties/business-contact';
const region = '/site-properties/v4/properties/business-region';
const schedule = '/site-properties/v4/properties/business-schedule';
const rules = ({ body }: { body: Refused }) =>
  body.details?.validationError?.fieldViolations.map(({ field, violatedRule }) => [field, violatedRule]);

const update = (sandbox: Sandbox, path: string, body: unknown) =>
  siteCall<Refused>(sandbox, first(agencySites(sandbox)).id, path, body);

describe('a request that does not fit the contract', () => {
  const sandbox = createSandbox();

  it('is refused with every fault at once', async () => {
    const day = { openDay: 'FUNDAY', openTime: '99:99', closeDay: 'MONDAY', closeTime: 12 };
    const reply = await update(sandbox, schedule, {
      businessSchedule: { periods: [day], specialHourPeriod: [{ startDate: 'soon', endDate: 5, note: '' }] },
      fields: 'periods',
    });
    expect(reply.status).toBe(400);
    const at = (name: string) => `businessSchedule.${name}`;
    expect(rules(reply)).toEqual([
      [at('periods[0].openDay'), 'ENUM'],
      [at('periods[0].openTime'), 'FORMAT'],
      [at('periods[0].closeTime'), 'TYPE'],
      [at('specialHourPeriod[0].startDate'), 'FORMAT'],
      [at('specialHourPeriod[0].endDate'), 'TYPE'],
      [at('specialHourPeriod[0].note'), 'UNKNOWN_FIELD'],
      ['fields', 'UNKNOWN_FIELD'],
    ]);
  });

  it.each([
    ['a currency that does not exist', { businessRegion: { paymentCurrency: 'POTATO' } }],
    ['a time zone that does not exist', { businessRegion: { timeZone: 'Mars/Olympus' } }],
    ['a path of the mask that does not exist', { businessRegion: {}, fields: 'paymentCurrency,timezone' }],
    ['a mask of the wrong type', { businessRegion: {}, fields: 5 }],
  ])('is refused for %s', async (_what, body) => {
    expect((await update(sandbox, region, body)).status).toBe(400);
  });

  it('lists one fault alone, or types without details, by quirk', async () => {
    const body = { businessContact: { phone: 5, email: 'none', fox: 'x' } };
    expect(rules(await update(sandbox, contact, body))).toHaveLength(3);
    const terse = createSandbox({ quirks: { violations: 'first', typeErrors: 'messageOnly' } });
    expect((await update(terse, contact, { businessContact: { fox: 5, email: 'none' } })).body).toMatchObject({
      details: { validationError: { fieldViolations: [{ field: 'businessContact.email' }] } },
    });
    expect((await update(terse, contact, { businessContact: { phone: 5 } })).body).toEqual({
      message: 'Expected a string',
    });
  });

  it('is accepted where a quirk reads it leniently, and keeps what fits', async () => {
    const lenient = createSandbox({
      quirks: { unknownFields: 'ignore', formats: 'ignore', snakeCaseNames: 'accept', numbersAsText: 'accept' },
    });
    const site = first(agencySites(lenient));
    const reply = await siteCall(lenient, site.id, contact, {
      business_contact: { email: 'none', fox: 'x', address: { coordinates: { latitude: '1.5', longitude: 2 } } },
      fields: 'email,address',
    });
    expect(reply.status).toBe(200);
    expect(lenient.state.siteProperties.get(site.id)?.properties).toMatchObject({
      email: 'none',
      address: { coordinates: { latitude: 1.5, longitude: 2 } },
    });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'is refused as %s, or accepted by quirk',
    async (type) => {
      const headers = { authorization: sandbox.keys.owner, 'wix-account-id': sandbox.accountId, 'content-type': type };
      const send = (to: Sandbox) => call(to, '/site-list/v2/sites/query', { body: {}, headers });
      expect((await send(sandbox)).status).toBe(400);
      expect((await send(createSandbox({ quirks: { contentType: 'ignore' } }))).status).toBe(200);
    },
  );

  it('is refused for a parameter that does not exist, or that is sent twice', async () => {
    expect((await accountCall(sandbox, '/roles-management/roles?language=de')).status).toBe(400);
    expect((await accountCall(sandbox, '/roles-management/roles?locale=de&locale=en')).status).toBe(400);
    const lenient = createSandbox({ quirks: { unknownParameters: 'ignore' } });
    expect((await accountCall(lenient, '/roles-management/roles?language=de')).status).toBe(200);
  });

  it.each(['/site-list/v2/sites/query', '/site-folders/v2/folders/query', '/resellers/v1/packages/query'])(
    'is refused for an undeclared filter or sort: %s',
    async (path) => {
      const query = async (body: object) => (await accountCall(sandbox, path, { query: body })).status;
      expect(await query({ filter: { shoeSize: { $eq: '5' } } })).toBe(400);
      expect(await query({ filter: { id: { $like: 'x' } } })).toBe(400);
      expect(await query({ filter: { id: { $eq: 5 } } })).toBe(400);
      expect(await query({ filter: { id: { $in: 'x' } } })).toBe(400);
      expect(await query({ sort: [{ fieldName: 'shoeSize', order: 'ASC' }] })).toBe(400);
      expect(await query({ filter: { id: { $eq: 'x' } } })).toBe(200);
      const lenient = createSandbox({ quirks: { undeclaredFilters: 'ignore', undeclaredSiteFilters: 'ignore' } });
      const body = { query: { filter: { shoeSize: 5 }, sort: [{ fieldName: 'shoeSize' }] } };
      expect((await accountCall(lenient, path, body)).status).toBe(200);
    },
  );

  it('is refused for a limit above the largest page, or its limit is cut by quirk', async () => {
    const body = { query: { cursorPaging: { limit: 500 } } };
    expect((await accountCall(sandbox, '/site-list/v2/sites/query', body)).status).toBe(400);
    const lenient = createSandbox({ quirks: { sitesAboveMaximum: 'clamp' } });
    const reply = await accountCall<{ cursorPaging: unknown }>(lenient, '/site-list/v2/sites/query', body);
    expect(reply.body.cursorPaging).toMatchObject({ limit: 100 });
  });

  it('is refused before anything is written, however late the fault stands', async () => {
    const fresh = createSandbox();
    const before = fresh.state.accountInvites.size;
    const good = { subjectEmail: 'good@guest.example', assignments: [{ policyId: '6642345101181663232' }] };
    const reply = await accountCall(fresh, '/invites/account-invite/create', {
      subjectsAssignments: [good, { ...good, subjectEmail: 5 }],
    });
    expect(reply.status).toBe(400);
    expect(fresh.state.accountInvites.size).toBe(before);
  });
});

describe('the judge', () => {
  const sandbox = createSandbox();
  const request: ServedCall = {
    operation: 'Query Folders',
    method: 'POST',
    path: '/site-folders/v2/folders/query',
    query: {},
    accountId: sandbox.accountId,
    body: { query: { sort: [{ fieldName: 'name', order: 'ASC' }], paging: { limit: 5, offset: 0 } } },
    status: 200,
    at: '',
  };

  it('finds a fault in every place of a request', async () => {
    const verdicts = await tryFaults(request, placesOf(request));
    expect(new Set(verdicts.map(({ mutant }) => mutant.field))).toEqual(
      new Set([
        ...['body.query', 'body.query.sort', 'body.query.sort[]', 'body.query.sort[].fieldName'],
        ...['body.query.sort[].order', 'body.query.paging', 'body.query.paging.limit', 'body.query.paging.offset'],
      ]),
    );
    expect(verdicts.filter(({ isCaught }) => !isCaught)).toEqual([]);
  });

  it('reports what a lenient sandbox lets through', async () => {
    const verdicts = await tryFaults(request, placesOf(request), { unknownFields: 'ignore' });
    const survivors = verdicts.filter(({ isCaught }) => !isCaught);
    expect(new Set(survivors.map(({ mutant }) => mutant.fault))).toEqual(new Set(['misspelt']));
    expect(survivors).toHaveLength(7);
  });
});
