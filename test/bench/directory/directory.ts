import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { fold } from '../../../src/directory/fold.ts';
import type { Entry } from '../../../src/directory/record.ts';
import { SearchIndex } from '../../../src/directory/search-index.ts';
import { readQuery } from '../../../src/directory/search-query.ts';
import { SortedIndex } from '../../../src/directory/sorted-index.ts';
import { Directories } from '../../../src/graph/directory/directories.ts';
import { createSandbox } from '../../../src/sandbox/sandbox.ts';
import type { SandboxSize } from '../../../src/sandbox/seed/sizes.ts';
import { createWixClient } from '../../../src/wix/client.ts';
import { ApiKey } from '../../../src/wix/credential.ts';
import { median } from '../report/statistics.ts';
import { short, textTable } from '../report/table.ts';

setFlagsFromString('--expose-gc');
/** Collects garbage, so that what is measured is in use. */
const collectGarbage = runInNewContext('gc') as () => void;

interface Result {
  readonly table: string;
  readonly faults: readonly string[];
}

/** Measures the crawl of accounts of several sizes, and searches and pages over many records. */
export async function measureDirectory(isShort: boolean, report: (progress: string) => void): Promise<Result> {
  const crawls = await measureCrawls(isShort ? ['demo'] : ['demo', 'large', 'huge', 'partner'], report);
  const searches = await measureSearches(isShort ? [1_000] : [10_000, 100_000], report);
  return { table: `${crawls.table}\n\n${searches.table}`, faults: [...crawls.faults, ...searches.faults] };
}

/** Reads the directory of each size once. A page more than the lists have is a fault. */
async function measureCrawls(sizes: readonly SandboxSize[], report: (progress: string) => void): Promise<Result> {
  const rows: string[][] = [];
  const faults: string[] = [];
  for (const size of sizes) {
    report(`crawl: ${size}`);
    const sandbox = createSandbox({ size });
    const listening = await sandbox.listen();
    const client = createWixClient({ origin: listening.url });
    const directories = new Directories({ client, lagMs: 0, freshnessMs: 86_400_000 });
    const key = new ApiKey(sandbox.keys.owner);
    const start = performance.now();
    directories.start(key, sandbox.accountId);
    await directories.quiet(key);
    const wallMs = performance.now() - start;
    const types = new Set(['Site', 'Domain', 'TeamMember', 'AccountInvite', 'Folder', 'Account']);
    const open = directories.of(key, sandbox.accountId).view({ root: sandbox.accountId, accountIds: null, types });
    const status = open?.status(types);
    const fewest = fewestCalls(sandbox);
    if (status?.isComplete !== true) faults.push(`crawl of ${size}: not complete`);
    if ((open?.calls ?? 0) > fewest) faults.push(`crawl of ${size}: ${open?.calls} calls, ${fewest} would do`);
    const minutes = ((open?.calls ?? 0) / 160).toFixed(1);
    rows.push([
      size,
      String(open?.view.accountIds.size),
      String(status?.records),
      String(open?.calls),
      String(fewest),
      short(wallMs),
      minutes,
    ]);
    directories.close();
    await client.close();
    await listening.close();
  }
  const head = ['size', 'accounts', 'records', 'calls', 'fewest', 'ms here', 'minutes at 160 a minute'];
  return { table: textTable(head, rows), faults };
}

/** Returns the number of pages of all lists of the tree, and one call for each account. */
function fewestCalls({ state, accountId }: ReturnType<typeof createSandbox>): number {
  const children = [...state.accounts.values()].filter(({ parentAccountId }) => parentAccountId === accountId);
  const count = (items: Iterable<{ readonly accountId: string }>, owner: string) =>
    [...items].filter((item) => item.accountId === owner).length;
  // Each page of an offset list repeats the last item of the one before.
  const overlapping = (items: number) => (items <= 50 ? 1 : 1 + Math.ceil((items - 50) / 49));
  const pages = (items: number, size: number) => Math.max(1, Math.ceil(items / size));
  let calls = overlapping(children.length);
  for (const id of [accountId, ...children.map((child) => child.id)]) {
    calls += 1 + pages(count(state.sites.values(), id), 100) + pages(count(state.domains.values(), id), 100);
    const team = count(state.teamMembers.values(), id) + count(state.accountInvites.values(), id);
    calls += overlapping(team);
    calls += pages(count(state.folders.values(), id), 1_000);
  }
  return calls;
}

const brands = ['Oslo', 'Zürich', 'Harbour', 'Copper', 'Silver', 'Wren', 'Łódź', 'Northgate', 'Iris', 'Maple'];
const trades = [
  'Bakery',
  'Uhrenhaus',
  'Tailors',
  'Gallery',
  'Outdoor',
  'Cheese',
  'Roasters',
  'Books',
  'Garden',
  'Studio',
];

async function measureSearches(counts: readonly number[], report: (progress: string) => void): Promise<Result> {
  const rows: string[][] = [];
  const faults: string[] = [];
  for (const count of counts) {
    report(`search: ${count}`);
    collectGarbage();
    const heapBefore = process.memoryUsage().heapUsed;
    const index = new SearchIndex();
    const entries = Array.from({ length: count }, (_, at): Entry => {
      const name = `${brands[at % 10]} ${trades[Math.floor(at / 10) % 10]} ${at}`;
      return {
        key: `account-${at % 500} Site ${at}`,
        type: 'Site',
        id: String(at),
        accountId: `account-${at % 500}`,
        list: 'sites',
        value: { name },
        at: 0,
        wroteAt: 0,
      };
    });
    for (const entry of entries) {
      const { name } = entry.value as { name: string };
      index.put(entry, { name, hosts: [`www-${entry.id}.example.com`], slugs: [`slug-${entry.id}`] });
    }
    const sorted = new SortedIndex(entries, (value) => fold((value as { name: string }).name));
    collectGarbage();
    const megabytes = (process.memoryUsage().heapUsed - heapBefore) / 1_048_576;
    for (const text of [
      'uhrenhaus 512',
      'uhren',
      'renhau',
      'uhrenhuas',
      'zurich uhrenhaus',
      'www-77.example.com',
      'harbour',
    ]) {
      const query = readQuery(text);
      if (query === null) continue;
      const times: number[] = [];
      let total = 0;
      for (let round = 0; round < 15; round += 1) {
        const start = performance.now();
        ({ total } = await index.search(query, { isVisible: () => true, limit: 20 }));
        times.push(performance.now() - start);
      }
      if (total === 0) faults.push(`search for ${text}: nothing found`);
      rows.push([`search "${text}"`, count.toLocaleString('en'), total.toLocaleString('en'), short(median(times)), '']);
    }
    const middle = sorted.positionOf(entries[Math.floor(count / 2)] as Entry);
    const pages: number[] = [];
    for (let round = 0; round < 50; round += 1) {
      const start = performance.now();
      const page: Entry[] = [];
      for (const entry of sorted.after(middle, false)) if (page.push(entry) === 100) break;
      pages.push(performance.now() - start);
    }
    rows.push(['page of 100', count.toLocaleString('en'), '100', median(pages).toFixed(3), short(megabytes)]);
  }
  const head = ['what', 'records', 'found', 'median ms', 'heap MB of index and order'];
  return { table: textTable(head, rows), faults };
}
