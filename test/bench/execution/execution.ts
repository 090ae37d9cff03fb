/** Measures what an executor costs alone: no HTTP, no REST calls, a list of plain objects from memory. */
import { createRequire } from 'node:module';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { PlannedOperation } from '../../../src/execution/planned-operation.ts';
import { medianRatio } from '../report/comparison.ts';
import { rotated, spread } from '../report/statistics.ts';
import { markdownTable, short } from '../report/table.ts';

const items = 1_000;
const leaves = 15;
const document = `{ items { ${Array.from({ length: leaves }, (_, at) => `field${at}`).join(' ')} } }`;
const sdl = `type Query { items: [Item!]! } type Item { ${Array.from({ length: leaves }, (_, at) => `field${at}: String`).join(' ')} }`;
const data = Array.from({ length: items }, (_, item) =>
  Object.fromEntries(Array.from({ length: leaves }, (_, at) => [`field${at}`, `value ${item} ${at}`])),
);

type Graphql = typeof import('graphql');
type Run = () => Promise<unknown> | unknown;

const here = createRequire(import.meta.url);
const project = createRequire(new URL('../../../package.json', import.meta.url));

/** Each executor gets a schema and a document from the copy of graphql that it runs on. */
function prepared(graphql: Graphql) {
  const schema = graphql.buildSchema(sdl);
  const field = schema.getQueryType()?.getFields()['items'];
  if (field !== undefined) field.resolve = () => data;
  return { schema, document: graphql.parse(document) };
}

function byGraphqlJs(graphql: Graphql): Run {
  const request = prepared(graphql);
  return () => graphql.execute(request);
}

function byJit(graphql: Graphql): Run {
  const { schema, document } = prepared(graphql);
  const compiled = compileQuery(schema, document);
  if (!isCompiledQuery(compiled)) throw new Error('graphql-jit did not compile the query.');
  return () => compiled.query(undefined, undefined, {});
}

function byPlans(graphql: Graphql): Run {
  const { schema, document } = prepared(graphql);
  const node = graphql.getOperationAST(document);
  if (!node) throw new Error('The document holds no operation.');
  const operation = new PlannedOperation(schema, document, node);
  return () => {
    const coerced = operation.coerce({});
    if (coerced.errors !== undefined) throw coerced.errors[0];
    return operation.run(coerced.variables, {});
  };
}

const executors: readonly { readonly name: string; readonly run: Run }[] = [
  { name: 'graphql-js 16', run: byGraphqlJs(here('graphql') as Graphql) },
  { name: 'graphql-js 17', run: byGraphqlJs(here('graphql-17') as Graphql) },
  { name: 'graphql-jit', run: byJit(here('graphql') as Graphql) },
  { name: 'src/execution', run: byPlans(project('graphql') as Graphql) },
];

/** Returns the CPU milliseconds of one execution, averaged over `repetitions`. */
async function measure(run: Run, repetitions: number): Promise<number> {
  const before = process.cpuUsage();
  for (let done = 0; done < repetitions; done += 1) await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / repetitions;
}

/** Compares the executors round by round. A result that differs from the data is a fault. */
export async function measureExecution(rounds: number, repetitions: number) {
  const expected = JSON.stringify({ items: data });
  const faults: string[] = [];
  for (const { name, run } of executors) {
    const { data: found } = (await run()) as { data: unknown };
    if (JSON.stringify(found) !== expected) faults.push(`${name} returned other data`);
    await measure(run, repetitions);
  }
  const times = new Map(executors.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1)
    for (const { name, run } of rotated(executors, round)) times.get(name)?.push(await measure(run, repetitions));
  const reference = times.get('src/execution') ?? [];
  const rows = executors.map(({ name }) => {
    const own = times.get(name) ?? [];
    const { min, median, max } = spread(own);
    return [name, ...[min, median, max].map(short), medianRatio(own, reference)];
  });
  const head = [`${items.toLocaleString('en')} objects of ${leaves} fields`, 'CPU ms, min', 'median', 'max', 'ratio'];
  return { table: markdownTable(head, rows), faults };
}
