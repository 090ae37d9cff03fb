import { existsSync, readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';

const text = readFileSync('Dockerfile', 'utf8');
const last = text.slice(text.lastIndexOf('\nFROM '));

describe('the Dockerfile', () => {
  it('has nothing that the linter objects to', () => {
    expect(validate(text)).toEqual([]);
    expect(validate('FROM node\nNONSENSE x\n')).not.toEqual([]);
  });

  it('copies only what there is, past .dockerignore', () => {
    const sent = readFileSync('.dockerignore', 'utf8').match(/(?<=^!).*/gm) ?? [];
    for (const [, sources] of text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)) {
      for (const source of String(sources).split(' ')) {
        const name = source.replace('./', '');
        expect([name, existsSync(name)]).toEqual([name, true]);
        expect(sent.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name))).toBe(true);
      }
    }
  });

  it('runs the command line without root and without what only tests need', () => {
    expect(text).toContain('npm prune --omit=dev');
    expect(last).toMatch(/^USER node$/m);
    expect(last.indexOf('USER node')).toBeLessThan(
      last.indexOf('CMD ["node", "--max-semi-space-size=64", "dist/program/cli.js"'),
    );
    expect(last).toMatch(/^HEALTHCHECK /m);
  });
});
