import { createMetrics } from '../../src/observe/metrics.ts';

/** The metrics of the graph's own as rows of a table: name, type, labels and what they tell. */
export async function metricsTable(): Promise<string> {
  const metrics = createMetrics({
    operationNames: new Set(),
    gauges: { requestsInFlight: () => 0, answersCached: () => 0 },
  });
  metrics.store();
  const described = [...(await metrics.text()).matchAll(/^# HELP ((?:graph|wix)_\w+) (.*)\n# TYPE \w+ (\w+)$/gm)];
  metrics.close();
  return ['| metric | type | tells |', '|---|---|---|']
    .concat(described.map(([, name, help, type]) => `| \`${name}\` | ${type} | ${help} |`))
    .join('\n');
}
