import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serialKey } from '../../../src/graph/certificate/serial.ts';
import { agencyDomain } from '../../support/domains.ts';
import { useGraph } from '../../support/graph.ts';

const number = fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 160n - 1n }), fc.bigInt({ min: 0n, max: 100_000n }));

/** The spellings of a serial number that only it has. */
function spellingsOf(value: bigint): string[] {
  const digits = value.toString(16);
  const padded = digits.padStart(digits.length + (digits.length % 2) || 2, '0');
  const colons = `00:${(padded.match(/../g) ?? []).join(':')}`;
  return [value.toString(), `0x${digits}`, `0${digits}`, `00${digits.toUpperCase()}`, colons, colons.toUpperCase()];
}

it('all spellings of a serial number identify it, and no other one', () => {
  fc.assert(
    fc.property(number, number, (one, other) => {
      const [first, second] = [one, other].map((value) => new Set(spellingsOf(value).map(serialKey)));
      expect([first?.size, second?.size]).toEqual([1, 1]);
      expect([...(first ?? [])].some((key) => second?.has(key))).toBe(one === other);
    }),
    {
      examples: [
        [0n, 1n],
        [1234n, 0x1234n],
        [10n, 16n],
      ],
    },
  );
});

it.each(['serial no. 7', '0x', '12:zz', '-5', '1.5e+30'])('a text that is no number identifies itself: %s', (text) => {
  expect(serialKey(text)).toBe(text);
});

describe('the id of a certificate', () => {
  const graph = useGraph();
  const { sandbox } = graph;
  const { domain } = agencyDomain(sandbox, (it) => sandbox.state.certificates.has(it.domain));

  async function idOf(certificate: object): Promise<string> {
    sandbox.faults.inject({
      operation: 'Get Active Certificate',
      kind: 'body',
      body: { certificate: { commonName: domain, notAfter: '2027-06-01T00:00:00Z', ...certificate } },
    });
    const { data, errors } = await graph.ask(`{ domain(name: "${domain}") { certificate { id } } }`);
    expect(errors).toBeUndefined();
    return data.domain.certificate.id;
  }

  it('is the same for all spellings, and differs by number', async () => {
    const ids = new Map<string, bigint>();
    const sample = [...fc.sample(fc.bigInt({ min: 2n ** 63n, max: 2n ** 160n - 1n }), 8), 0n, 7n, 1234n, 0x1234n];
    for (const value of new Set(sample)) {
      const spelled: string[] = [];
      // One by one: equal reads at the same time would share a call.
      for (const serialNumber of spellingsOf(value)) spelled.push(await idOf({ serialNumber }));
      expect(new Set(spelled).size).toBe(1);
      expect(ids.get(spelled[0] ?? '')).toBeUndefined();
      ids.set(spelled[0] ?? '', value);
    }
  });

  it('holds where Wix sends a number, or none', async () => {
    expect(await idOf({ serialNumber: 1234 })).toBe(await idOf({ serialNumber: '1234' }));
    const [one, renewed] = [await idOf({}), await idOf({ notAfter: '2028-06-01T00:00:00Z' })];
    expect(one).not.toBe(renewed);
    expect(await idOf({ notAfter: '2027-06-01T02:00:00.000+02:00' })).toBe(one);
  });
});
