import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { afterEach, expect, it, vi } from 'vitest';
import { PlannedOperation } from '../../src/execution/planned-operation.ts';

const schema = buildSchema('type Query { things: [Thing!]! } type Thing { id: ID! size: Int name: String }');
const things = Array.from({ length: 200 }, (_, at) => ({ id: `t${at}`, size: at % 3 === 0 ? null : at }));
const field = schema.getQueryType()?.getFields()['things'];
if (field !== undefined) field.resolve = () => things;

async function ask() {
  const document = parse('{ things { id called: size name } }');
  const [node] = document.definitions as readonly OperationDefinitionNode[];
  if (node === undefined) throw new Error('no operation');
  const operation = new PlannedOperation(schema, document, node);
  const coerced = operation.coerce({});
  return coerced.errors === undefined ? operation.run(coerced.variables, {}) : coerced;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it('objects are read by written code once there are many of them', async () => {
  const written = vi.fn(Function);
  vi.stubGlobal('Function', written);
  const expected = things.map(({ id, size }) => ({ id, called: size, name: null }));
  expect(await ask()).toEqual({ data: { things: expected } });
  expect(written).toHaveBeenCalledTimes(1);
  expect(await ask()).toEqual({ data: { things: expected } });
});

it('objects are read field by field where the process must not make code', async () => {
  const expected = await ask();
  vi.stubGlobal('Function', () => {
    throw new EvalError('Code generation from strings disallowed for this context');
  });
  expect(await ask()).toEqual(expected);
});
