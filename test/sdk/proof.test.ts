import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allEndpoints } from '../support/coverage.ts';
import { proofOf, provenEndpoints, runEndpoints } from '../support/proof.ts';

describe('the proof of an endpoint', () => {
  it('is given once, and only to endpoints', async () => {
    const names = (await allEndpoints()).map(({ name }) => name);
    expect(new Set(provenEndpoints).size).toBe(provenEndpoints.length);
    expect(provenEndpoints.filter((name) => !names.includes(name))).toEqual([]);
    expect(names.filter((name) => proofOf(name) === 'documented').length).toBeGreaterThan(10);
  });

  it("is that Wix's SDK runs it exactly where a pair of test/sdk compares the two clients", async () => {
    const text = readFileSync('test/sdk/same-requests.test.ts', 'utf8');
    const imported = [...text.matchAll(/import \{([^}]*)\} from '(\.\.\/\.\.\/src\/graph\/[\w-]+\/rest\.ts)'/g)];
    const run = await Promise.all(
      imported.map(async ([, names = '', path = '']) => {
        const module = (await import(`../../${path.slice(6)}`)) as Record<string, { readonly name: string }>;
        return names.split(',').flatMap((name) => module[name.trim()]?.name ?? []);
      }),
    );
    expect(run.flat().sort()).toEqual([...runEndpoints].sort());
    expect(globSync('test/sdk/*.test.ts').length).toBeGreaterThan(3);
  });
});
