import { describe, expect, it } from 'vitest';
import { guidInput, guidInputs } from '../../src/lib/guid-input.ts';

const id = '0A0B0C0D-0000-4000-8000-00000000000F';

describe('a GUID of the caller', () => {
  it('is returned in lower case', () => {
    expect(guidInput('id', id, 'a site')).toBe(id.toLowerCase());
    expect(guidInputs('ids', [id, id], 'a site')).toEqual([id.toLowerCase(), id.toLowerCase()]);
  });

  it('is refused at its place if it is none', () => {
    expect(() => guidInput('id', 'home', 'a site')).toThrow('id must be the GUID of a site.');
    expect(() => guidInputs('ids', [id, `${id}0`], 'a site')).toThrow('ids.1 must be the GUID of a site.');
  });
});
