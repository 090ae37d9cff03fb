import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isObjectType } from 'graphql';
import { describe, expect, vi } from 'vitest';
import { ConfigError, readConfig } from '../../src/program/config.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { searchFor } from './leaks.ts';
import { ledger, row } from './ledger.ts';
import { routerSecret, useStage } from './stage.ts';

/** A fault in the program itself, planted behind Account.name. */
const planted = vi.hoisted(() => ({ fail: null as (() => never) | null }));

vi.mock('../../src/graph/schema.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../src/graph/schema.ts')>();
  return {
    ...original,
    buildSchema: (...options: Parameters<typeof original.buildSchema>) => {
      const schema = original.buildSchema(...options);
      const account = schema.getType('Account');
      if (!isObjectType(account)) throw new Error('There is no Account');
      const field = account.getFields()['name'];
      const { resolve } = field ?? {};
      if (field === undefined || resolve === undefined) throw new Error('There is no Account.name');
      field.resolve = (...args) => (planted.fail === null ? resolve(...args) : planted.fail());
      return schema;
    },
  };
});

const canaryKey = 'IST.canary-header.canary-payload.canary-signature';

function plant(message: string, cause?: unknown): void {
  planted.fail = () => {
    throw new Error(message, { cause });
  };
}

async function expectMasked(stage: ReturnType<typeof useStage>) {
  const encoded = [canaryKey, encodeURIComponent(canaryKey), Buffer.from(canaryKey).toString('base64')];
  for (const text of encoded) {
    plant(`${text} for someone@example.com at /srv/app/x.js:1:2`, new Error(`authorization: ${text}`));
    const answer = await stage.ask('{ account { id name } }');
    planted.fail = null;
    expect(answer.data).toEqual({ account: { id: stage.sandbox.accountId, name: null } });
    const [error] = answer.errors;
    expect(error?.message).toBe('Unexpected error.');
    expect(Object.keys(error?.extensions ?? {}).toSorted()).toEqual(['code', 'errorId']);
    expect(answer.code).toBe('INTERNAL_SERVER_ERROR');
    const line = stage.logs.find((entry) => entry.includes(String(error?.extensions['errorId'])));
    expect(line).toBeDefined();
    expect(line).not.toMatch(/someone@example/);
    expect(
      searchFor([stage.sandbox.keys.owner])
        .find(String(line))
        .filter((sign) => !sign.startsWith('\\n') && sign !== 'node_modules'),
    ).toEqual([]);
    if (text === canaryKey) expect(line).toContain('[redacted]');
  }
}

describe('an error of the program', () => {
  const stage = useStage();
  row('S1', 'is masked with an id that is in the log, where nothing secret stands', async () => {
    await expectMasked(stage);
    plant(
      `${stage.sandbox.keys.owner} ${Buffer.from(`x${stage.sandbox.keys.owner}`).toString('base64')} ${routerSecret} ${stage.sandbox.accountId}`,
    );
    await stage.ask('{ account { name } }');
    planted.fail = null;
    const log = stage.logs.join('');
    for (const secret of [stage.sandbox.keys.owner, routerSecret, stage.sandbox.accountId]) {
      expect(
        searchFor([secret])
          .find(log)
          .filter((sign) => sign.includes(secret.slice(0, 12))),
      ).toEqual([]);
    }
  });
});

describe('an error of the program in development', () => {
  const stage = useStage({ env: { NODE_ENV: 'development' } });
  row('S5', 'is masked just the same', () => expectMasked(stage));
});

describe('what Wix says', () => {
  let body = '';
  let status = 500;
  const stage = useStage({
    env: { WIX_MAX_RETRIES: '0' },
    upstream: (call) => {
      if (body === '') return null;
      const headers = {
        'x-wix-request-id': `id ${call.headers.authorization}`,
        'set-cookie': 'secret=1',
        server: 'internal-host-7',
      };
      return new Response(body.replaceAll('KEY', String(call.headers.authorization)), { status, headers });
    },
  });

  row(
    'S2',
    'about our key, its hosts and its statements is in no answer',
    async () => {
      stage.watch('internal-host-7', 'DROP TABLE secrets', 'secret=1');
      const text = 'Authorization KEY at http://internal-host-7/x DROP TABLE secrets';
      const siteId = [...stage.sandbox.state.sites.values()].find(
        (site) => site.accountId === stage.sandbox.accountId,
      )?.id;
      for (const given of [
        text,
        `<html><body>${text}</body></html>`,
        JSON.stringify({ message: text, details: {} }),
        JSON.stringify({
          message: text,
          details: { applicationError: { code: text, description: text, data: { text } } },
        }),
        JSON.stringify({ message: text, details: { applicationError: { code: 'KEY', description: text } } }),
        JSON.stringify({
          message: text,
          details: { validationError: { fieldViolations: [{ field: text, description: text, violatedRule: text }] } },
        }),
        JSON.stringify({
          message: text,
          details: { validationError: { fieldViolations: [{ field: 'KEY', description: 'KEY' }] } },
        }),
        JSON.stringify({ code: text }),
      ]) {
        for (status of [200, 400, 403, 409, 428, 500]) {
          body = given;
          await stage.ask('{ account { name sites { nodes { id } } domains { nodes { name } } } }');
          await stage.ask(
            `mutation { createFolder(input: { name: "x" }) { userErrors { code message path upstreamCode } } }`,
          );
          await stage.ask(
            `mutation { publishSite(input: { siteId: "${siteId}" }) { userErrors { code message path upstreamCode } } }`,
          );
        }
      }
      body = '';
    },
    120_000,
  );

  row('S3', 'nor what a caller puts into a variable by mistake', async () => {
    stage.watch('my-own-secret-value');
    for (const [type, use, value] of [
      ['RoleLevel', 'account { roles(assignableTo: $v) { id } }', 'my-own-secret-value'],
      ['Int!', 'account { sites(first: $v) { totalCount } }', 'my-own-secret-value'],
      ['ID!', 'site(id: $v) { id }', 'my-own-secret-value'],
      ['DomainName!', 'domain(name: $v) { name }', 'my-own-secret-value'],
      ['SiteFilter', 'account { sites(filter: $v) { totalCount } }', { isPublished: 'my-own-secret-value' }],
      ['SiteFilter', 'account { sites(filter: $v) { totalCount } }', { 'my-own-secret-value': 1 }],
      ['SiteFilter', 'account { sites(filter: $v) { totalCount } }', 'my-own-secret-value'],
      ['[_Any!]!', '_entities(representations: $v) { __typename }', [{ __typename: 'my-own-secret-value' }]],
      [
        '[_Any!]!',
        '_entities(representations: $v) { __typename }',
        [{ __typename: 'Site', id: 'my-own-secret-value' }],
      ],
    ] as const) {
      const answer = await stage.ask(`query ($v: ${type}) { ${use} }`, { v: value });
      expect([use, answer.code]).toEqual([use, 'BAD_USER_INPUT']);
    }
  });

  row(
    'S8',
    'and how long a wrong secret takes tell nothing about the right one',
    async () => {
      const wrong = [`X${routerSecret.slice(1)}`, `${routerSecret.slice(0, -1)}X`] as const;
      const times: [number[], number[]] = [[], []];
      for (let n = 0; n < 10_000; n += 1) {
        const side = n % 2 === 0 ? 0 : 1;
        const { elapsedMs } = await stage.send({ body: '{}', headers: { 'x-router-secret': wrong[side] } });
        times[side].push(elapsedMs);
      }
      // What the machine did in between is cut off on both sides alike.
      const kept = times.map((list) => list.toSorted((a, b) => a - b).slice(0, 4_500));
      const [a = [], b = []] = kept;
      const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
      const variance = (list: number[]) =>
        list.reduce((sum, value) => sum + (value - mean(list)) ** 2, 0) / list.length;
      const spread = Math.sqrt(variance(a) / a.length + variance(b) / b.length);
      expect(Math.abs(mean(a) - mean(b)) / spread).toBeLessThan(4.5);
    },
    120_000,
  );
});

describe('the metrics', () => {
  const stage = useStage({ env: { METRICS: 'true' } });
  const metrics = async () => (await stage.send({ method: 'GET', path: '/metrics' })).text;

  row('S7', 'have a bounded number of labels, and no id among them', async () => {
    const { state, accountId } = stage.sandbox;
    const sites = [...state.sites.values()].filter((site) => site.accountId === accountId).map(({ id }) => id);
    await stage.ask('query A1 { account { name } }');
    const before = await metrics();
    for (let index = 0; index < 500; index += 1) {
      const site = sites[index % sites.length];
      await stage.ask(`query Site_${index} { site(id: "${site}") { displayName } }`);
      await stage.send({
        path: `/${site}/${index}`,
        headers: { 'x-request-id': `id-${index}`, 'wix-account-id': site },
      });
    }
    const after = await metrics();
    // The sites are another REST call than the account: its name is all that came anew.
    const labels = (text: string) => new Set(text.match(/^(graph|wix)_\w+(\{.*\})?/gm));
    const added = [...labels(after)].filter((label) => !labels(before).has(label));
    expect(added.every((label) => /operation="Query Sites"|status="404"/.test(label))).toBe(true);
    stage.watch(...sites, accountId);
    stage.check(after);
    expect(after).not.toMatch(/[\da-f]{8}-[\da-f]{4}|Site_\d/);
  });
});

describe('an answer with a thousand errors', () => {
  const stage = useStage({ env: { MAX_REST_CALLS: '10000' } });

  row('S9', 'is cut to a hundred, and says so', async () => {
    const { state, accountId } = stage.sandbox;
    const ids = [...state.sites.values()].filter((site) => site.accountId === accountId).map(({ id }) => id);
    const list = Array.from({ length: 100 }, (_, n) => ids[n % ids.length]);
    const fields = Array.from({ length: 10 }, (_, n) => `a${n}: urls { url }`).join(' ');
    stage.sandbox.faults.inject({ operation: 'List Published Site Urls', kind: 'status', status: 403, times: 10_000 });
    const answer = await stage.ask(`query ($ids: [ID!]!) { sites(ids: $ids) { ${fields} } }`, { ids: list });
    expect(answer.errors.length).toBe(100);
    expect(JSON.parse(answer.text).extensions).toEqual({ omittedErrors: 1_000 - 100 });
    expect(answer.text.length).toBeLessThan(1_000_000);
  });
});

describe('the program', () => {
  const sandbox = createSandbox();
  const start = async (env: Record<string, string>, args: string[] = []) => {
    const listening = await sandbox.listen();
    const child = spawn(process.execPath, [...args, 'src/program/main.ts'], {
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE_ENV: 'production',
        PORT: '0',
        ROUTER_SECRET: routerSecret,
        WIX_API_KEY: sandbox.keys.owner,
        WIX_ACCOUNT_ID: sandbox.accountId,
        WIX_API_ORIGIN: listening.url,
        LOG_LEVEL: 'info',
        ...env,
      },
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      output += String(chunk);
    });
    const ended = once(child, 'close').then(([code]) => code as number | null);
    await expect.poll(() => output, { timeout: 20_000 }).toMatch(/\/graphql|Cannot/);
    const url = output.match(/http:\/\/localhost:\d+\/graphql/)?.[0] ?? '';
    return { child, url, ended, output: () => output, close: () => listening.close() };
  };
  const emails = [...sandbox.state.teamMembers.values()].map(({ email }) => email);
  const secrets = () => searchFor([...Object.values(sandbox.keys), routerSecret, sandbox.accountId, ...emails]);

  row('S4', 'writes no key, account or e-mail to its output, whatever it is asked', async () => {
    const program = await start({});
    const answers: string[] = [];
    for (const body of [
      JSON.stringify({ query: '{ account { name owner { email } sites { nodes { displayName urls { url } } } } }' }),
      JSON.stringify({ query: `{ site(id: "${sandbox.keys.owner}") { id } }` }),
      JSON.stringify({ query: `{ ${sandbox.keys.owner} }` }),
      JSON.stringify({ query: '{ a', variables: { key: sandbox.keys.owner } }),
      sandbox.keys.owner,
      '{',
    ]) {
      ledger.inputs += 1;
      const response = await fetch(program.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-router-secret': routerSecret,
          authorization: sandbox.keys.stranger,
        },
        body,
      });
      answers.push(await response.text());
      ledger.answers += 1;
    }
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    await program.close();
    const found = secrets().find(program.output());
    ledger.leaks += found.length;
    expect(found).toEqual([]);
    const inAnswers = searchFor([...Object.values(sandbox.keys), routerSecret]).find(answers.slice(3).join('\n'));
    expect(inAnswers).toEqual([]);
    expect(program.output()).toMatch(/"msg":"started"[\s\S]*"msg":"stopping"/);
  });

  row('S6', 'logs a fault that nobody caught without secrets, and ends with 1', async () => {
    for (const fault of ['throw new Error(text)', 'Promise.reject(new Error(text))']) {
      const code = `const text = ${JSON.stringify(`${sandbox.keys.owner} ${emails[0]} ${sandbox.accountId}`)}; setTimeout(() => { ${fault} }, 1500)`;
      const program = await start({}, ['--import', `data:text/javascript,${encodeURIComponent(code)}`]);
      ledger.inputs += 1;
      expect(await program.ended).toBe(1);
      await program.close();
      expect(program.output()).toMatch(/"level":"fatal"/);
      const found = secrets().find(program.output().replace(/"stack":"(?:[^"\\]|\\.)*"/g, ''));
      ledger.leaks += found.length;
      expect(found).toEqual([]);
    }
  });

  row('S10', 'shows no setting by its value: not at the start, not when it refuses one', async () => {
    const program = await start({});
    program.child.kill('SIGTERM');
    await program.ended;
    await program.close();
    expect(secrets().find(program.output())).toEqual([]);
    for (const env of [
      { WIX_API_KEY: `${canaryKey} with a space`, WIX_ACCOUNT_ID: canaryKey },
      { ROUTER_SECRET: 'canary', HOST: canaryKey },
      { WIX_API_ORIGIN: `https://user:${canaryKey}@x` },
      { JWT_JWKS: `http://${canaryKey}`, PORT: canaryKey },
    ]) {
      ledger.inputs += 1;
      try {
        readConfig(env as Record<string, string>);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
        expect(String(error)).not.toMatch(/canary/);
      }
    }
  });
});
