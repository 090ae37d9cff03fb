import { median } from '../report/statistics.ts';
import { short, textTable } from '../report/table.ts';
import { routerSecret, servers, startServer } from '../servers/servers.ts';
import { createAccount } from '../upstream/account.ts';
import { startUpstream, total } from '../upstream/upstream.ts';
import { type Ask, type Walk, walks } from './walks.ts';

interface Measured {
  readonly items: number;
  readonly calls: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly heapBytes: number;
  readonly rss: number;
}

/** Reads large accounts at a quarter, half and full size. The growth beside each number is against the size before: 2 is linear. */
export async function measureScale(
  factor: number,
  report: (progress: string) => void,
): Promise<{ table: string; faults: readonly string[] }> {
  const rows: string[][] = [];
  const faults: string[] = [];
  for (const walk of walks) {
    let before: Measured | undefined;
    for (const part of [0.25, 0.5, 1]) {
      const size = Math.ceil(walk.full * factor * part);
      report(`${walk.name}: ${size}`);
      const measured = await measureWalk(walk, size);
      if (measured.items !== size) faults.push(`${walk.name}: ${measured.items} of ${size} came`);
      const grown = (quantity: keyof Measured) =>
        before === undefined ? '' : `x${(measured[quantity] / before[quantity]).toFixed(1)}`;
      rows.push([
        walk.name,
        measured.items.toLocaleString('en'),
        String(measured.calls),
        grown('calls'),
        short(measured.wallMs),
        grown('wallMs'),
        short(measured.cpuMs),
        grown('cpuMs'),
        short(measured.heapBytes / 1_048_576),
        short(measured.rss / 1_048_576),
      ]);
      before = measured;
    }
  }
  const head = ['what', 'items', 'calls', '', 'wall ms', '', 'CPU ms', '', 'heap MB after', 'RSS MB after'];
  return { table: textTable(head, rows), faults };
}

const product = servers.find(({ name }) => name === 'product');
const repetitions = 5;

async function measureWalk(walk: Walk, size: number): Promise<Measured> {
  if (product === undefined) throw new Error('There is no product.');
  const account = walk.accountOf(size);
  const upstream = await startUpstream(account);
  const server = await startServer(product, upstream, { MAX_REST_CALLS: '100000', OPERATION_TIMEOUT_MS: '120000' });
  const sandbox = createAccount(account);
  const ask: Ask = async (query, variables = {}) => {
    const answer = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-router-secret': routerSecret },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await answer.json()) as { data: never; errors?: unknown };
    if (errors !== undefined) throw new Error(JSON.stringify(errors).slice(0, 500));
    return data;
  };
  // The first time warms the server, and makes the stub ask the sandbox for every page.
  await walk.read(ask, sandbox);
  const callsBefore = total(await upstream.counts());
  const wall: number[] = [];
  const cpu: number[] = [];
  let items = 0;
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const cpuBefore = await server.ask<number>('cpuMicros');
    const begun = performance.now();
    items = await walk.read(ask, sandbox);
    wall.push(performance.now() - begun);
    cpu.push(((await server.ask<number>('cpuMicros')) - cpuBefore) / 1_000);
  }
  const calls = (total(await upstream.counts()) - callsBefore) / repetitions;
  const rss = await server.ask<number>('rss');
  const heapBytes = await server.ask<number>('heapAfterCollection');
  await Promise.all([server.stop(), upstream.stop()]);
  return { items, calls, wallMs: median(wall), cpuMs: median(cpu), heapBytes, rss };
}
