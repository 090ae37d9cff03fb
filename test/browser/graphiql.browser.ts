import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LibraryOperation, operations } from '../support/operations.ts';
import { type RunningProgram, startProgram } from '../support/program.ts';
import { executablePath, openBrowser } from './chromium.ts';

const isCi = process.env['CI'] === 'true';
if (executablePath === undefined && !isCi) {
  process.stdout.write('No Chromium on this machine: the tests of GraphiQL are skipped. apt-get install chromium\n');
}

const commentOf = ({ document }: LibraryOperation) => document.match(/^# (.*)/)?.[1] ?? '';
const nameOf = ({ document }: LibraryOperation) => document.match(/^(?:query|mutation) (\w+)/m)?.[1] ?? '';

describe.skipIf(executablePath === undefined && !isCi)('GraphiQL in a browser', () => {
  let program: RunningProgram;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;
  const requested: string[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    program = await startProgram(['src/program/main.ts'], { PORT: '0' });
    browser = await openBrowser();
    browser.context.on('request', (request) => requested.push(request.url()));
    page = browser.context.pages()[0] ?? (await browser.context.newPage());
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(program.url);
    await page.getByRole('tab', { name: 'AccountOverview' }).waitFor();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    program?.child.kill('SIGTERM');
  });

  const open = async (name: string) => {
    const isOpen = (await page.locator('.graphiql-tab-active').textContent())?.startsWith(name);
    await page.getByRole('button', { name, exact: true }).click();
    // GraphiQL writes the query to the address once it has read it; what runs before that is the tab left behind.
    if (isOpen !== true) await page.waitForURL((url) => url.searchParams.get('query')?.includes(` ${name}`) ?? false);
  };
  const run = async (name: string) => {
    await open(name);
    const answered = page.waitForResponse((response) =>
      new RegExp(`"(query|mutation) ${name}\\b`).test(response.request().postData() ?? ''),
    );
    await page.getByRole('button', { name: /execute query/i }).click();
    return (await (await answered).json()) as { data: Record<string, unknown>; extensions: Record<string, unknown> };
  };
  const shown = (text: RegExp) =>
    page.waitForFunction(
      (source) => new RegExp(source).test(document.querySelector('.graphiql-response')?.textContent ?? ''),
      text.source,
    );

  it('has a tab for every operation of the library', async () => {
    const names = operations.map(nameOf);
    const tabs = await page.locator('.graphiql-tab > button:first-child').allTextContents();
    expect(tabs.sort()).toEqual(names.sort());
  });

  it('opens with the tab that was left, when it is loaded again', async () => {
    const active = page.locator('.graphiql-tab-active > button:first-child');
    await page.goto(program.url);
    await active.waitFor();
    expect(await active.textContent()).toBe('AccountOverview');
    await open('DomainRepair');
    // GraphiQL keeps which tab is open, some moments later.
    await page.waitForFunction(() => JSON.parse(localStorage.getItem('graphiql:tabState') ?? '{}').activeTabIndex > 0);
    await page.goto(program.url);
    await active.waitFor();
    expect(await active.textContent()).toBe('DomainRepair');
    await page.reload();
    await active.waitFor();
    expect(await active.textContent()).toBe('DomainRepair');
    expect((await run('DomainRepair')).data).toMatchObject({ domain: { propagationStatus: 'FAILED' } });
    expect(await page.locator('.graphiql-tab').count()).toBe(operations.length);
  });

  it('shows the comment of a tab whole, also in a smaller window', async () => {
    const usual = page.viewportSize();
    await page.setViewportSize({ width: 1280, height: 800 });
    const longest = operations.reduce((a, b) => (commentOf(b).length > commentOf(a).length ? b : a));
    await open(nameOf(longest));
    const found = await page.locator('.graphiql-query-editor .view-line').filter({ hasText: /^#/ }).all();
    const lines = await Promise.all(
      found.map(async (line) => {
        const { x = 0, y = 0, width = 0 } = (await line.locator('span').first().boundingBox()) ?? {};
        return { text: ((await line.textContent()) ?? '').replaceAll('\u00a0', ' '), top: y, right: x + width };
      }),
    );
    lines.sort((a, b) => a.top - b.top);
    expect(lines.map(({ text }) => text.replace(/^# /, '')).join(' ')).toBe(commentOf(longest));
    const { x: buttons = 0 } = (await page.locator('.graphiql-toolbar').boundingBox()) ?? {};
    expect(Math.max(...lines.map(({ right }) => right))).toBeLessThan(buttons);
    await page.setViewportSize(usual ?? { width: 1440, height: 860 });
  });

  it('runs a tab and shows its answer, with what it cost', async () => {
    const answer = await run('AccountOverview');
    expect(answer.data).toMatchObject({ account: { name: 'Northwind Studio' } });
    expect(answer.extensions).toMatchObject({ upstream: { calls: 5 } });
    await shown(/Northwind\s*Studio/);
  });

  it('runs a tab that has variables', async () => {
    expect((await run('DomainRepair')).data).toMatchObject({ domain: { propagationStatus: 'FAILED' } });
    await shown(/saffron-accounting\.com/);
  });

  it('runs a dry run of a mutation', async () => {
    const { data } = await run('PreviewTrash');
    expect(data).toMatchObject({ moveSitesToTrash: { dryRun: { isPossible: true }, userErrors: [] } });
    await shown(/goes\s*offline/);
  });

  it('opens the documentation, with its descriptions', async () => {
    await page.getByRole('button', { name: /documentation explorer/i }).click();
    const docs = page.locator('.graphiql-doc-explorer');
    await docs.getByText('Query', { exact: true }).click();
    await docs.getByText('domainAvailability').first().click();
    await docs.getByText('Whether a domain name can be registered.').waitFor();
    // The picture in the README.
    await page.screenshot({ path: 'docs/graphiql.png' });
  });

  it('has asked nobody but the graph, and met no fault', () => {
    const { origin } = new URL(program.url);
    const outside = requested.filter((url) => !/^(data|blob):/.test(url) && new URL(url).origin !== origin);
    expect(outside).toEqual([]);
    expect(requested.some((url) => url.startsWith(origin))).toBe(true);
    expect(faults).toEqual([]);
  });
});
