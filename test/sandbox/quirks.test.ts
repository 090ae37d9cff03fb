import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { QuirkTable } from '../../src/sandbox/quirks/quirk.ts';
import { chooseQuirks, quirkTable } from '../../src/sandbox/quirks.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { call } from './support.ts';

const table: QuirkTable = quirkTable;
const names = Object.keys(table);

/** Another value than the default, of those that a quirk takes. */
function otherValue(name: string): unknown {
  const quirk = table[name];
  const listed = [...(quirk?.values.matchAll(/`([^`]*)`/g) ?? [])].map(([, text]) => text);
  const candidates = [...listed, ...listed.map(Number), true, false, null, 7, 'another'];
  const fits = (value: unknown) => value !== quirk?.standard && quirk?.schema.safeParse(value).success;
  return candidates.find(fits);
}

describe('every quirk', () => {
  it.each(names)('can be read, set and set back over HTTP: %s', async (name) => {
    const sandbox = createSandbox();
    const value = otherValue(name);
    expect(value).toBeDefined();
    const set = await call(sandbox, '/_sandbox/quirks', { body: { [name]: value } });
    expect(set).toMatchObject({ status: 200, body: { quirks: { ...chooseQuirks(), [name]: value } } });
    expect((await call(sandbox, '/_sandbox')).body).toMatchObject({ quirks: { [name]: value } });
    const explained = await call<{ quirks: { name: string }[] }>(sandbox, '/_sandbox/quirks');
    expect(explained.body.quirks.find((one) => one.name === name)).toMatchObject({
      value,
      default: table[name]?.standard,
      about: table[name]?.about,
    });
    await call(sandbox, '/_sandbox/quirks', { method: 'DELETE' });
    expect((await call(sandbox, '/_sandbox')).body).toMatchObject({ quirks: chooseQuirks() });
  });

  it('decides something', () => {
    const sources = globSync('src/sandbox/**/*.ts').filter((path) => !path.includes('/quirks'));
    const text = sources.map((path) => readFileSync(path, 'utf8')).join('\n');
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  });

  it('says in a sentence what it decides', () => {
    for (const { about, values } of Object.values(table)) {
      expect(about).toMatch(/^[A-Z`].*\.$/);
      expect(values).toMatch(/^`/);
    }
  });
});

describe('quirks that cannot be read', () => {
  it.each([{ nothing: 1 }, { bearerPrefix: 'perhaps' }, { indexLagMs: -1 }, { callsPerMinute: '5' }])(
    'are refused with their names, and none is set: %j',
    async (wrong) => {
      const sandbox = createSandbox();
      const reply = await call(sandbox, '/_sandbox/quirks', { body: { unknownFields: 'ignore', ...wrong } });
      expect(reply).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining(Object.keys(wrong)[0] ?? '') },
      });
      expect((await call(sandbox, '/_sandbox')).body).toMatchObject({ quirks: chooseQuirks() });
    },
  );
});
