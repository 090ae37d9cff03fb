import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { ServedCall } from '../../../src/sandbox/calls.ts';
import { allEndpoints } from '../../support/coverage.ts';
import { recordingSetting } from '../../support/recording.ts';
import { fieldOf, type Path, placesOf } from './mutants.ts';
import { explained, neverSent } from './survivors.ts';
import { statusOf, tryFaults, type Verdict } from './trial.ts';

// Records every request that the graph sends while its tests run, then sends each to the sandbox with one fault at a time.

/**
 * The tests that together send every field that the graph sends. All of `test/graph` would take minutes and send the same ones; a field that
 * none of these sends is a problem of its own.
 */
const recorded = [
  'closed-lists',
  'mutation-examples',
  'operations.test',
  'published-facts',
  'sent-fields',
  'pagination',
  'account/create-child-account',
  'certificate/certificate.test',
  'contributor/contributor-writes',
  'domain-search',
  'folder/folder',
  'invite/invite-team-members',
  'package/adjust',
  'package/assign',
  'package/cancel',
  'package/create-package',
  'package/package.test',
  'registered-domain',
  'site/create',
  'site-invite/invite-contributors',
  'site-invite/open-invites',
  'site-properties/writes',
  'site-url',
  'domain-assignment/redirects',
  'team/update-assignments',
  'operations/team.test',
].map((name) => `test/graph/${name}`);

function record(): readonly ServedCall[] {
  const folder = mkdtempSync(join(tmpdir(), 'judge-'));
  const file = join(folder, 'requests.jsonl');
  try {
    const vitest = join('node_modules', '.bin', 'vitest');
    const run = spawnSync(vitest, ['run', ...recorded, '--reporter=dot'], {
      env: { ...process.env, [recordingSetting]: file },
      encoding: 'utf8',
    });
    if (run.status !== 0) process.stderr.write(`The tests of the graph failed:\n${run.stdout}\n${run.stderr}\n`);
    if (!existsSync(file)) throw new Error('No requests were recorded');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    return [...new Set(lines)].map((line) => JSON.parse(line) as ServedCall);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A request and the places in it that no request before it had. */
interface Sample {
  readonly request: ServedCall;
  readonly places: readonly Path[];
}

/** Chooses requests until every place of every endpoint is in one, those first that a fresh sandbox accepts. */
async function sample(requests: readonly ServedCall[]): Promise<ReadonlyMap<string, readonly Sample[]>> {
  const byShape = new Map<string, ServedCall[]>();
  for (const request of requests) {
    const shape = [request.operation, ...placesOf(request).map(fieldOf)].sort().join('|');
    byShape.set(shape, [...(byShape.get(shape) ?? []), request]);
  }
  const accepted: ServedCall[] = [];
  const others: ServedCall[] = [];
  for (const alike of byShape.values()) {
    let found: ServedCall | undefined;
    for (const request of alike.slice(0, 10)) {
      if ((await statusOf(request)) !== 200) continue;
      found = request;
      break;
    }
    const [first] = alike;
    if (found !== undefined) accepted.push(found);
    else if (first !== undefined) others.push(first);
  }
  const samples = new Map<string, Sample[]>();
  const seen = new Set<string>();
  const longestFirst = accepted.toSorted((a, b) => placesOf(b).length - placesOf(a).length);
  for (const request of [...longestFirst, ...others]) {
    const places = placesOf(request).filter((path) => !seen.has(`${request.operation} ${fieldOf(path)}`));
    for (const path of places) seen.add(`${request.operation} ${fieldOf(path)}`);
    if (places.length > 0) {
      samples.set(request.operation, [...(samples.get(request.operation) ?? []), { request, places }]);
    }
  }
  return samples;
}

const print = (line: string) => process.stdout.write(`${line}\n`);

const samples = await sample(record());
const verdicts = new Map<string, readonly Verdict[]>();
for (const [operation, chosen] of [...samples].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const found: Verdict[] = [];
  for (const { request, places } of chosen) found.push(...(await tryFaults(request, places)));
  verdicts.set(operation, found);
}

const problems: string[] = [];
const total = { fields: 0, faults: 0, caught: 0, explained: 0 };
const used = new Set<string>();
print('| endpoint | fields | faults | caught | explained |');
print('|---|---|---|---|---|');
for (const [operation, found] of verdicts) {
  const fields = new Set(found.map(({ mutant }) => mutant.field)).size;
  const survivors = found.filter(({ isCaught }) => !isCaught);
  const reasons = explained[operation] ?? {};
  const isExplained = ({ mutant: { field, fault } }: Verdict) =>
    fault === 'wrong value' && Object.hasOwn(reasons, field);
  for (const verdict of survivors) {
    const { field, fault } = verdict.mutant;
    if (isExplained(verdict)) used.add(`${operation} ${field}`);
    else problems.push(`${operation}: ${field}, ${fault}, answered ${verdict.status}`);
  }
  const known = survivors.filter(isExplained).length;
  const caught = found.length - survivors.length;
  total.fields += fields;
  total.faults += found.length;
  total.caught += caught;
  total.explained += known;
  print(`| ${operation} | ${fields} | ${found.length} | ${caught} | ${known} |`);
}
print(`| all | ${total.fields} | ${total.faults} | ${total.caught} | ${total.explained} |`);

for (const [operation, reasons] of Object.entries(explained)) {
  for (const field of Object.keys(reasons)) {
    if (!used.has(`${operation} ${field}`))
      problems.push(`${operation}: ${field} is explained, and nothing survives there`);
  }
}
/** Whether a place that was sent is the declared one, or lies in it. Query strings have no marks for lists. */
function isAt(sent: string, declared: string): boolean {
  const place = declared.startsWith('query.') ? declared.replace(/\[\]$/, '') : declared;
  return sent === place || sent.startsWith(`${place}.`);
}

// What an endpoint declares must have been sent, or nothing is known about it.
for (const { name, texts = {} } of await allEndpoints()) {
  const sent = (verdicts.get(name) ?? []).map(({ mutant }) => mutant.field);
  for (const declared of Object.keys(texts)) {
    const isSent = sent.some((field) => isAt(field, declared));
    const isExcused = Object.hasOwn(neverSent[name] ?? {}, declared);
    if (!isSent && !isExcused) problems.push(`${name}: no test of the graph sends ${declared}`);
    if (isSent && isExcused) problems.push(`${name}: ${declared} is sent, against its explanation`);
  }
}

print('');
for (const problem of problems) print(problem);
print(problems.length === 0 ? 'Every fault is caught or explained.' : `${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;
