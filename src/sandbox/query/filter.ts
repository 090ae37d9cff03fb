import { Refusal, validationError } from '../answer.ts';
import { isObject, type JsonObject } from '../input.ts';
import { comparisons, type FilterOperator, type FilterValue, isOperator } from './operators.ts';

/** A field a filter may name: the operators it takes and where its value is. */
export interface FilterField<T> {
  readonly operators: readonly FilterOperator[];
  read(item: T): FilterValue;
}

/** The fields one operation lets filters name. */
export type FilterFields<T> = Readonly<Record<string, FilterField<T>>>;

/** A filter ready to be asked about items. */
export interface CompiledFilter<T> {
  matches(item: T): boolean;
  /** Every field the filter names, undeclared ones included. */
  readonly fields: ReadonlySet<string>;
}

type Test<T> = (item: T) => boolean;

interface Compilation<T> {
  readonly declared: FilterFields<T>;
  readonly undeclared: 'ignore' | 'reject';
  readonly named: Set<string>;
}

function undeclared<T>(compilation: Compilation<T>, field: string): undefined {
  if (compilation.undeclared === 'ignore') return undefined;
  const description = `Field '${field}' is not declared as filterable`;
  throw new Refusal(validationError([{ field: 'value', description }]));
}

function compileField<T>(compilation: Compilation<T>, name: string, condition: unknown): Test<T> | undefined {
  compilation.named.add(name);
  const field = Object.hasOwn(compilation.declared, name) ? compilation.declared[name] : undefined;
  if (field === undefined) return undeclared(compilation, name);
  const conditions: JsonObject = isObject(condition) ? condition : { $eq: condition };
  const tests: Test<T>[] = [];
  for (const [operator, operand] of Object.entries(conditions)) {
    if (!isOperator(operator) || !field.operators.includes(operator)) {
      undeclared(compilation, name);
      continue;
    }
    const compare = comparisons[operator](operand);
    tests.push((item) => compare(field.read(item)));
  }
  return tests.length === 0 ? undefined : (item) => tests.every((test) => test(item));
}

function compileClauses<T>(compilation: Compilation<T>, clauses: unknown): readonly (Test<T> | undefined)[] {
  const list = Array.isArray(clauses) ? clauses : [];
  return list.map((clause) => (isObject(clause) ? compileClause(compilation, clause) : undefined));
}

function every<T>(tests: readonly (Test<T> | undefined)[]): Test<T> | undefined {
  const present = tests.filter((test) => test !== undefined);
  return present.length === 0 ? undefined : (item) => present.every((test) => test(item));
}

/** A clause that says nothing, because all it names is ignored, compiles to undefined. */
function compileClause<T>(compilation: Compilation<T>, clause: JsonObject): Test<T> | undefined {
  return every(
    Object.entries(clause).map(([name, condition]) => {
      if (name === '$and') return every(compileClauses(compilation, condition));
      if (name === '$or') {
        const tests = compileClauses(compilation, condition);
        const present = tests.filter((test) => test !== undefined);
        return present.length < tests.length || present.length === 0
          ? undefined
          : (item: T) => present.some((test) => test(item));
      }
      if (name === '$not') {
        const test = isObject(condition)
          ? compileClause(compilation, condition)
          : every(compileClauses(compilation, condition));
        return test === undefined ? undefined : (item: T) => !test(item);
      }
      return compileField(compilation, name, condition);
    }),
  );
}

/**
 * Reads a filter of Wix's query language (dev.wix.com/docs/api/rest/getting-started/api-query-language).
 * @param undeclaredFields what to do with a field or operator that is not declared: drop it, or refuse with 400
 */
export function compileFilter<T>(
  filter: JsonObject | undefined,
  declared: FilterFields<T>,
  undeclaredFields: 'ignore' | 'reject',
): CompiledFilter<T> {
  const compilation: Compilation<T> = { declared, undeclared: undeclaredFields, named: new Set() };
  const test = compileClause(compilation, filter ?? {});
  return { matches: (item) => test?.(item) ?? true, fields: compilation.named };
}
