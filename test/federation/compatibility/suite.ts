import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { printSubgraphSchema } from '@apollo/subgraph';
import { createSchemaServer } from '../../../src/http/server.ts';
import type { composers, Subgraph } from '../supergraph/composers.ts';
import type { StartGateway } from '../supergraph/gateways.ts';
import { listen, type Running } from '../supergraph/listen.ts';
import { createProductSchema } from './products.ts';

/** A test of Apollo's compatibility suite, after it was run. */
export interface SuiteTest {
  /** The federation feature that it is about. */
  readonly assertion: string;
  readonly title: string;
  /** Why it failed; null if it passed. */
  readonly failure: string | null;
}

const suite = dirname(dirname(fileURLToPath(import.meta.resolve('@apollo/federation-subgraph-compatibility-tests'))));

/** Runs the whole suite against our `products` subgraph and its own two, composed and served by the given tools. */
export async function runSuite(
  compose: (typeof composers)[keyof typeof composers],
  startGateway: StartGateway,
): Promise<SuiteTest[]> {
  const running: Running[] = [];
  try {
    const products = await startProducts();
    running.push(products);
    const users = await startReference('users');
    running.push(users);
    const inventory = await startReference('inventory');
    running.push(inventory);
    const { supergraphSdl, errors } = compose([products, users, inventory]);
    if (supergraphSdl === undefined) throw new Error(`The suite's subgraphs do not compose: ${errors.join('\n')}`);
    const gateway = await startGateway({ supergraphSdl, routerSecret: '' });
    running.push(gateway);
    return await runJest({ PRODUCTS_URL: products.url, GATEWAY_URL: gateway.url });
  } finally {
    await Promise.all(running.map((server) => server.close()));
  }
}

async function startProducts(): Promise<Subgraph & Running> {
  const schema = createProductSchema();
  const server = createSchemaServer({
    schema,
    context: () => ({}),
    errors: {
      callersKey: false,
      onUnexpected: ({ error }) => {
        throw error;
      },
    },
  });
  const running = await listen(server);
  return { ...running, name: 'products', url: `${running.url}/graphql`, sdl: printSubgraphSchema(schema) };
}

/** One of the two subgraphs that come with the suite, in a process of its own. */
async function startReference(name: 'users' | 'inventory'): Promise<Subgraph & Running> {
  const folder = join(suite, 'dist', 'subgraphs', name);
  const port = await freePort();
  const child = spawn(process.execPath, [join(folder, 'index.js')], {
    env: { ...process.env, [`${name.toUpperCase()}_PORT`]: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let ready = false;
  for await (const line of createInterface(child.stdout)) {
    ready = line.includes('ready');
    if (ready) break;
  }
  if (!ready) throw new Error(`The suite's subgraph ${name} does not start.`);
  return {
    name,
    url: `http://127.0.0.1:${port}/`,
    sdl: readFileSync(join(folder, `${name}.graphql`), 'utf8'),
    close: () => {
      child.kill();
      return exited;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

interface JestReport {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

async function runJest(env: Readonly<Record<string, string>>): Promise<SuiteTest[]> {
  const config = {
    rootDir: join(suite, 'dist'),
    testEnvironment: 'node',
    transform: {},
    // The suite lies in node_modules, which Jest passes over unless told otherwise.
    haste: { retainAllFiles: true },
    testPathIgnorePatterns: ['^$'],
    moduleNameMapper: { '^make-fetch-happen$': join(import.meta.dirname, 'redirecting-fetch.cjs') },
  };
  const jest = join(dirname(fileURLToPath(import.meta.resolve('jest/package.json'))), 'bin', 'jest.js');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [jest, '--ci', '--json', '--runInBand', '--config', JSON.stringify(config)],
    { env: { ...process.env, ...env }, maxBuffer: 16 * 1024 * 1024 },
  ).catch((error: { stdout?: string }) => {
    // Jest exits with 1 when a test failed, and reports all the same.
    if (error.stdout?.startsWith('{')) return { stdout: error.stdout };
    throw error;
  });
  return (JSON.parse(stdout) as JestReport).testResults.flatMap(({ message, assertionResults }) => {
    if (assertionResults.length === 0) throw new Error(message);
    return assertionResults.map(({ ancestorTitles, title, status, failureMessages }) => ({
      assertion: ancestorTitles[0] ?? title,
      title,
      failure: status === 'passed' ? null : failureMessages.join('\n'),
    }));
  });
}
