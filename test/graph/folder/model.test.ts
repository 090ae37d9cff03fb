import { describe, expect, it } from 'vitest';
import { toFolder } from '../../../src/graph/folder/model.ts';
import type { WixFolder } from '../../../src/graph/folder/rest.ts';
import { WixError } from '../../../src/wix/error.ts';

const whole = {
  id: 'f1',
  name: 'Clients',
  parentId: 'f0',
  siteCount: 3,
  createdDate: '2023-02-01T14:56:09.831Z',
  updatedDate: '2024-02-01T14:56:09.831Z',
};

describe('toFolder', () => {
  it('takes over what Wix sends', () => {
    expect(toFolder(whole, 'a1')).toEqual({
      id: 'f1',
      accountId: 'a1',
      name: 'Clients',
      parentId: 'f0',
      siteCount: 3,
      createdAt: '2023-02-01T14:56:09.831Z',
      updatedAt: '2024-02-01T14:56:09.831Z',
    });
  });

  it('reads a folder of which only the id is there', () => {
    expect(toFolder({ id: 'f1' }, 'a1')).toEqual({
      id: 'f1',
      accountId: 'a1',
      name: '',
      parentId: null,
      siteCount: null,
      createdAt: null,
      updatedAt: null,
    });
  });

  it.each([
    ['no parent', undefined],
    ['null', null],
    ['an empty parent', ''],
    ['the word for the root', 'root'],
    ['a parent that is no text', 7],
  ])('has a folder at the root for %s', (_name, parentId) => {
    expect(toFolder({ ...whole, parentId }, 'a1').parentId).toBeNull();
  });

  it.each([
    ['int64 as text', '12', 12],
    ['nothing', undefined, null],
    ['null', null, null],
    ['a broken number', '1.5', null],
    ['zero', 0, 0],
  ])('counts sites from %s', (_name, siteCount, expected) => {
    expect(toFolder({ ...whole, siteCount }, 'a1').siteCount).toBe(expected);
  });

  it.each([[{}], [{ ...whole, id: '' }], [{ ...whole, id: null }], [{ ...whole, id: 5 }]] as [WixFolder][])(
    'refuses a folder without an id: %j',
    (raw) => {
      expect(() => toFolder(raw, 'a1')).toThrow(WixError);
    },
  );
});
