import { isDeepStrictEqual } from 'node:util';
import { readSample, sampleNames } from '../../src/graph/samples.ts';
import { configuredCaller } from '../../src/http/identity.ts';
import { createGraphServer } from '../../src/http/server.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createWixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { minimumCalls } from '../support/minimum-calls.ts';
import { textTable } from './report/table.ts';
import { type Counts, total } from './upstream/upstream.ts';

/** The REST calls of every operation of the library on the demo account, beside the fewest that could answer it. */
export async function compareCalls(): Promise<{ readonly table: string; readonly faults: readonly string[] }> {
  const faults: string[] = [];
  const rows: string[][] = [];
  for (const name of sampleNames().toSorted()) {
    const made = await callsOf(name);
    const minimum = minimumCalls[name];
    if (!isDeepStrictEqual(made, minimum?.calls)) {
      faults.push(`${name}: made ${JSON.stringify(made)}, where ${JSON.stringify(minimum?.calls)} would do`);
    }
    const least = minimum === undefined ? '?' : String(total(minimum.calls));
    rows.push([name, String(total(made)), least, minimum?.because ?? '']);
  }
  return { table: textTable(['operation', 'calls', 'minimum', 'because'], rows), faults };
}

async function callsOf(name: string): Promise<Counts> {
  const sandbox = createSandbox();
  const { url, close } = await sandbox.listen();
  const client = createWixClient({ origin: url });
  const identify = configuredCaller(new ApiKey(sandbox.keys.owner), sandbox.accountId);
  const server = createGraphServer({ client, identify, errors: { callersKey: false, onUnexpected: () => {} } });
  const { document, variables } = readSample(name) ?? {};
  const answer = await server.fetch(
    new Request('http://graph/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: document, variables }),
    }),
  );
  const { errors } = (await answer.json()) as { errors?: unknown };
  if (errors !== undefined) throw new Error(`${name}: ${JSON.stringify(errors)}`);
  const calls = sandbox.calls.counts();
  await client.close();
  await close();
  return calls;
}
