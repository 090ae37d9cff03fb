import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalog } from '../../src/sandbox/state/product-catalog.ts';
import { useGraph } from '../support/graph.ts';

const [, chapter = ''] =
  /## Rehearse a batch of clients\n([\s\S]*?)\n## /.exec(readFileSync('docs/sandbox.md', 'utf8')) ?? [];

/** The requests of the chapter, in its order. */
const requests = [...chapter.matchAll(/```http\n(GET|POST|DELETE) (\S+)\n(?:\n([\s\S]*?)\n)?```/g)].map(
  ([, method = '', path = '', body]) => ({ method, path, body }),
);

const clients = (/```csv\n.*\n([\s\S]*?)\n```/.exec(chapter)?.[1] ?? '').split('\n').map((line) => {
  const [client = '', domain = ''] = line.split(',');
  return { client, domain };
});

describe('the rehearsal in the docs', () => {
  const graph = useGraph();
  let url = '';
  let close: () => Promise<unknown>;

  beforeAll(async () => {
    ({ url, close } = await graph.sandbox.listen());
  });
  afterAll(() => close());

  const left = [...requests];
  // biome-ignore lint/suspicious/noExplicitAny: each step states the shape of its response.
  const next = async (path: string): Promise<any> => {
    const request = left.shift();
    expect(request?.path).toBe(path);
    const { method, body } = request ?? {};
    const response = await fetch(`${url}${path}`, {
      ...(method === undefined ? {} : { method }),
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
    });
    expect([path, response.status]).toEqual([path, 200]);
    return response.json();
  };

  async function write(name: string, input: object, fields: string) {
    const { data, errors } = await graph.ask(
      `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} userErrors { code } } }`,
      { input },
    );
    expect(errors).toBeUndefined();
    return data[name];
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above.
  async function untilPossible(attempt: () => Promise<any>): Promise<any> {
    for (let tries = 0; tries < 20; tries += 1) {
      const payload = await attempt();
      if (payload.userErrors[0]?.code !== 'FAILED_PRECONDITION') return payload;
    }
    throw new Error('The clock did not reach the end of the lag');
  }

  const connection = (domain: string, siteId?: string) => ({
    name: domain,
    connectionMethod: 'POINTING',
    ...(siteId === undefined ? {} : { siteId, assignAs: 'PRIMARY' }),
  });

  it('has clients and requests', () => {
    expect(clients).toHaveLength(2);
    expect(requests.length).toBeGreaterThan(7);
  });

  it('registers names that could not be connected before', async () => {
    for (const { domain } of clients) {
      const dry = () => write('connectDomain', { ...connection(domain), dryRun: true }, 'dryRun { isPossible }');
      expect((await dry()).dryRun.isPossible).toBe(false);
      await next('/_sandbox/registrations');
      expect((await dry()).dryRun.isPossible).toBe(true);
    }
  });

  it('onboards every client under lag and limit, with a running clock, and shows the calls', async () => {
    expect((await next('/_sandbox/quirks')).quirks).toMatchObject({ indexLagMs: 3000, callsPerMinute: 200 });
    expect((await next('/_sandbox/clock')).tickMs).toBe(250);
    const before = graph.sandbox.clock.now();
    const sites: string[] = [];
    for (const { client } of clients) {
      const { site } = await write('createSite', { name: client }, 'site { id }');
      const billing = { type: 'RECURRING', cycle: { unit: 'YEAR', count: 1 } };
      const product = { catalogProductId: catalog.flexiblePlan.id, siteId: site.id, billing, countryCode: 'NO' };
      expect(await write('createPackage', { products: [product] }, 'package { id }')).toMatchObject({ userErrors: [] });
      sites.push(site.id);
    }
    expect(graph.sandbox.clock.now().getTime() - before.getTime()).toBeGreaterThan(1_000);
    await next('/_sandbox/clock');
    for (const [index, { domain }] of clients.entries()) {
      const connected = await untilPossible(() =>
        write('connectDomain', connection(domain, sites[index]), 'domain { name }'),
      );
      expect(connected).toEqual({ domain: { name: domain }, userErrors: [] });
      expect(await write('publishSite', { siteId: sites[index] }, 'site { isPublished }')).toMatchObject({
        site: { isPublished: true },
      });
    }
    await next('/_sandbox/clock');
    for (const { domain } of clients) {
      const { data } = await graph.ask(`{ domain(name: "${domain}") { propagationStatus site { isPublished url } } }`);
      expect(data.domain).toEqual({
        propagationStatus: 'SUCCEEDED',
        site: { isPublished: true, url: `https://www.${domain}` },
      });
    }

    expect((await next('/_sandbox/calls')).counts).toMatchObject({ 'Get Connected Domain': 1 });
    expect((await next('/_sandbox/quirks')).quirks).toMatchObject({ callsPerMinute: 0, indexLagMs: 0 });
    expect(left).toEqual([]);
  });
});
