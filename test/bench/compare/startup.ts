import { comparedOperations } from '../operations.ts';
import { type ServerPlan, startServer } from '../servers/servers.ts';
import { comparedAccount, createAccount } from '../upstream/account.ts';
import { startUpstream } from '../upstream/upstream.ts';
import { prepareRequest, readForeknowledge } from './request.ts';

/** Milliseconds from the start of the process to the whole first answer of `tiny`, once for each round. */
export async function firstAnswers(plan: ServerPlan, rounds: number): Promise<number[]> {
  const sandbox = createAccount(comparedAccount);
  const upstream = await startUpstream(comparedAccount);
  const known = await readForeknowledge(sandbox);
  const [tiny] = comparedOperations(sandbox);
  const times: number[] = [];
  for (let round = 0; round < rounds && tiny !== undefined; round += 1) {
    const begun = performance.now();
    const server = await startServer(plan, upstream);
    const { url, headers, body } = prepareRequest(plan.name, server.url, tiny, known);
    const answer = await fetch(url, { method: 'POST', headers, body });
    const text = await answer.text();
    if (answer.status !== 200 || text.includes('"errors"')) throw new Error(`${plan.name} did not answer: ${text}`);
    times.push(performance.now() - begun);
    await server.stop();
  }
  await upstream.stop();
  return times;
}
