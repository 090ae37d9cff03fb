import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectId, readObjectId } from '../../src/graph/object-id.ts';
import { InputError } from '../../src/lib/input-error.ts';

const account = '71bfc3a9-8262-476c-82d1-bcfee18fa242';

describe('an id of the graph', () => {
  it('is read as it was made, whatever its parts hold', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { maxLength: 3 }), (accountId, parts) => {
        const id = objectId('Role', accountId, ...parts);
        if (id.length > 2_048) return;
        expect(readObjectId('id', 'Role', parts.length, id)).toEqual({ accountId, parts });
      }),
    );
  });

  it('differs by type, account and each part', () => {
    const ids = [
      objectId('Role', account, '1'),
      objectId('Domain', account, '1'),
      objectId('Role', '', '1'),
      objectId('Role', account, '1', ''),
      objectId('Role', account, '', '1'),
      objectId('Role', account, '2'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    ['nothing', ''],
    ["Wix's own id", '6601492336091027458'],
    ['a GUID', account],
    ['the id of another type', objectId('Domain', account, '1')],
    ['too few parts', objectId('Role', account)],
    ['too many parts', objectId('Role', account, '1', '2')],
    ['an id with an ending', `${objectId('Role', account, '1')}=`],
    ['a cut id', objectId('Role', account, '1').slice(0, -2)],
    ['JSON of another form', Buffer.from('{"a":1}').toString('base64url')],
    ['parts that are no text', Buffer.from(JSON.stringify(['Role', account, 1])).toString('base64url')],
    ['an endless id', 'a'.repeat(100_000)],
  ])('is refused with its field for %s', (_name, id) => {
    expect(() => readObjectId('id', 'Role', 1, id)).toThrow(
      new InputError('id', 'id must be the id of a Role, as returned by Role.id.'),
    );
  });
});
