import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

/** The commands of the README and its chapters that run here, and what their output holds. */
const runHere: Record<string, string> = {
  'npm run --silent query -- team-size': '"members": 14',
  'npm run --silent query -- domain-repair --var name=saffron-accounting.com': '"recordType": "A"',
  'npm run --silent query -- domain-health --format table': 'propagationStatus',
  'npm run --silent check:wix': 'GRANTED  SITE_LIST.READ',
  'npm run --silent query -- sites-without-folder --all': '"displayName":"',
  'npm run --silent query -- domain-health --explain': '"upstream": {',
};

/** The commands that need more than a moment, with what runs them instead. */
const runElsewhere: Record<string, string> = {
  'npm ci && npm start': 'test/program/main.test.ts starts the program',
  'npm ci && npm test': '.ci/run',
  'curl http://localhost:4000/graphql': 'test/readme.test.ts sends its query',
  'PERSISTED_DOCUMENTS=schema/typed/persisted-documents.json PERSISTED_DOCUMENTS_ONLY=true npm start':
    'test/http/trusted-documents.test.ts',
  'docker build --tag wix-account-graph .': 'test/dockerfile.test.ts looks the file over',
  'node examples/workflows/onboard-clients.ts clients.csv': 'npm run test:workflows, with a file of its own',
  'docker run --rm --env-file .env --publish 127.0.0.1:4000:4000 wix-account-graph': 'nothing: it needs Docker',
  'npm install @opentelemetry/sdk-node': 'nothing: it is the choice of whoever runs the program',
  'NODE_OPTIONS="--import ./tracing.mjs" npm start': 'test/observe/spans.test.ts, with an SDK in the process',
  'cd examples/compose': 'test/federation/compose.fed.ts, as far as that goes without Docker',
  'cp .env.example .env': 'the same',
  'docker compose up --build': 'the same',
  'WIX_API_KEY=IST... WIX_ACCOUNT_ID=0c87cd5d-... npm run --silent check:wix': 'test/program/check.test.ts',
  'docker run --rm --env-file .env wix-account-graph node': 'nothing: it needs Docker',
  'WIX_API_KEY=IST... WIX_ACCOUNT_ID=0c87cd5d-... npm start':
    'test/program/account-graph.test.ts, with a key of the sandbox',
};

const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/*.md')].map((page) => readFileSync(page, 'utf8'));
const commands = [...pages.join('\n').matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block]) =>
  String(block)
    .split(/(?<!\\)\n/)
    .map((line) => line.replace(/\s+#.*/, '').trim())
    .filter((line) => line !== ''),
);

describe('the commands of the README and its chapters', () => {
  it('are all run somewhere', () => {
    const isKnown = (command: string) =>
      command in runHere || Object.keys(runElsewhere).some((start) => command.startsWith(start));
    expect(commands.filter((command) => !isKnown(command))).toEqual([]);
    expect(Object.keys(runHere).filter((command) => !commands.includes(command))).toEqual([]);
  });

  it.each(Object.entries(runHere))('work: %s', async (command, output) => {
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command]);
    expect(stdout).toContain(output);
  });
});
