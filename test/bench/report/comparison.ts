import type { Series } from '../compare/compare.ts';
import type { Sample } from '../compare/measure.ts';
import { median, pairedRatios, type Spread, spread } from './statistics.ts';
import { markdownTable, short, textTable } from './table.ts';

/** What all servers are compared with. */
const reference = 'limit';

type Quantity = 'cpuMicros' | 'perSecond' | 'p50Ms' | 'p99Ms' | 'callsPerRequest';

function values(series: Series, quantity: Quantity): number[] {
  return series.samples.map((sample: Sample) => sample[quantity]);
}

function ratios(series: Series, all: readonly Series[], quantity: Quantity): Spread | null {
  const limit = all.find(({ server, operation }) => server === reference && operation === series.operation);
  return limit === undefined ? null : pairedRatios(values(series, quantity), values(limit, quantity));
}

/** The median of paired ratios for a table; nothing if there were too few rounds for one. */
export function medianRatio(values: readonly number[], references: readonly number[]): string {
  const ratios = pairedRatios(values, references);
  return ratios === null ? '' : short(ratios.median);
}

const range = ({ min, median: middle, max }: Spread) => `${short(min)} / ${short(middle)} / ${short(max)}`;
const megabytes = (bytes: number) => (bytes / 1_048_576).toFixed(1);

/** Each operation with all servers, everything that was measured. */
export function detailedTables(all: readonly Series[]): string {
  const operations = [...new Set(all.map(({ operation }) => operation))];
  const head = [
    'server',
    'CPU / limit',
    'CPU us a request',
    'requests/s',
    'p50 ms',
    'p50 / limit',
    'p99 ms',
    'calls',
    'RSS MB',
    'heap +MB',
  ];
  return operations
    .map((operation) => {
      const rows = all
        .filter((series) => series.operation === operation)
        .map((series) => {
          const cpu = ratios(series, all, 'cpuMicros');
          const p50 = ratios(series, all, 'p50Ms');
          return [
            series.server,
            cpu === null ? '' : range(cpu),
            range(spread(values(series, 'cpuMicros'))),
            range(spread(values(series, 'perSecond'))),
            range(spread(values(series, 'p50Ms'))),
            p50 === null ? '' : short(p50.median),
            range(spread(values(series, 'p99Ms'))),
            short(median(values(series, 'callsPerRequest'))),
            megabytes(series.rssBytes),
            megabytes(series.heapGrowthBytes),
          ];
        });
      return `${operation} (min / median / max over the rounds)\n${textTable(head, rows)}`;
    })
    .join('\n\n');
}

/** The README's table: CPU of the server for each request, paired with the limit's of the same round; empty for fewer than three rounds. */
export function summaryTable(all: readonly Series[], as: 'text' | 'markdown'): string {
  const operations = [...new Set(all.map(({ operation }) => operation))];
  const servers = [...new Set(all.map(({ server }) => server))];
  const head = ['CPU for each request, limit = 1 (min / median / max)', ...operations];
  const rows = servers.map((server) => [
    server,
    ...operations.map((operation) => {
      const series = all.find((one) => one.server === server && one.operation === operation);
      const ratio = series === undefined ? null : ratios(series, all, 'cpuMicros');
      return ratio === null ? '' : range(ratio);
    }),
  ]);
  return as === 'text' ? textTable(head, rows) : markdownTable(head, rows);
}
