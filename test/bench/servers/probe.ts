/** Loaded into every server before its own code: tells the benchmark what the process uses. */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answerParent } from '../support/ipc.ts';

const session = new Session();

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
}

answerParent({
  cpuMicros: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  rss: () => process.memoryUsage.rss(),
  // A forced collection slows the process for a long while (it was seen to take 20 % more CPU after five seconds of load): nothing may be timed
  // after it.
  heapAfterCollection: () => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  },
  profile: async () => {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
  },
  profileEnd: async (path: string) => {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    writeFileSync(path, JSON.stringify(profile));
  },
});
// A server that has closed ends by itself, as it would without the benchmark.
process.channel?.unref();
