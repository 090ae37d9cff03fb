import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAssignmentRecord } from '../../../src/graph/domain-assignment/model.ts';
import { WixError } from '../../../src/wix/error.ts';

const record = (raw: Record<string, unknown>) => toAssignmentRecord({ domain: 'a.com', ...raw }, 'account', 'List');

describe('a domain assignment', () => {
  it('takes over everything that Wix sends', () => {
    const raw = {
      id: 'A.com',
      siteInfo: { id: 'site', assignmentType: 'PRIMARY' },
      createdDate: '2026-01-02T03:04:05.000Z',
      updatedDate: '2026-02-03T04:05:06.000Z',
    };
    expect(toAssignmentRecord(raw, 'account', 'List')).toEqual({
      accountId: 'account',
      domainName: 'a.com',
      siteId: 'site',
      role: 'PRIMARY',
      roleRaw: 'PRIMARY',
      createdAt: '2026-01-02T03:04:05.000Z',
      updatedAt: '2026-02-03T04:05:06.000Z',
    });
  });

  it('finds the site under either of the names that its id may have', () => {
    expect(record({ siteInfo: { siteId: 'site', assignmentType: 'REDIRECT' } })).toMatchObject({
      siteId: 'site',
      role: 'REDIRECT',
    });
  });

  it.each([[undefined], [null], [''], [[]], [{}], ['x']])('has nothing where Wix sends %j', (nothing) => {
    expect(record({ siteInfo: nothing, createdDate: nothing, updatedDate: nothing })).toEqual({
      accountId: 'account',
      domainName: 'a.com',
      siteId: null,
      role: 'UNKNOWN',
      roleRaw: null,
      createdAt: null,
      updatedAt: null,
    });
  });

  it('is refused without a domain', () => {
    for (const raw of [{}, { id: '', domain: null }])
      expect(() => toAssignmentRecord(raw, 'account', 'List')).toThrow(WixError);
  });

  it('never throws over odd parts', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (siteInfo, date) => void record({ siteInfo, createdDate: date })),
    );
  });
});
