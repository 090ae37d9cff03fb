import { isObject, type JsonObject } from '../json.ts';
import { comparisons, type FilterOperator, type FilterValue, isOperator } from './operators.ts';

/** A field that a filter can name. */
export interface FilterField<T> {
  readonly operators: readonly FilterOperator[];
  /** The type of its values: text, boolean, a moment, or one of these names. Default `text`. */
  readonly type?: 'text' | 'boolean' | 'moment' | 'integer' | readonly string[];
  /** The value of an item. */
  read(item: T): FilterValue;
}

/** The fields that filters of one endpoint can name. */
export type FilterFields<T> = Readonly<Record<string, FilterField<T>>>;

/** A filter ready to be asked about items. */
export interface CompiledFilter<T> {
  matches(item: T): boolean;
  /** Every declared field that the filter names. */
  readonly fields: ReadonlySet<string>;
}

type Test<T> = (item: T) => boolean;

interface Compilation<T> {
  readonly declared: FilterFields<T>;
  readonly named: Set<string>;
}

function compileField<T>({ declared, named }: Compilation<T>, name: string, condition: unknown): Test<T> | undefined {
  const field = Object.hasOwn(declared, name) ? declared[name] : undefined;
  if (field === undefined) return undefined;
  named.add(name);
  const conditions: JsonObject = isObject(condition) ? condition : { $eq: condition };
  const tests = Object.entries(conditions).flatMap(([operator, operand]): Test<T>[] => {
    if (!isOperator(operator) || !field.operators.includes(operator)) return [];
    const compare = comparisons[operator](operand);
    return [(item) => compare(field.read(item))];
  });
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

/** Compiles a clause. One that says nothing, because all it names is ignored, compiles to undefined. */
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
 * Compiles a filter of Wix's query language (dev.wix.com/docs/api/rest/getting-started/api-query-language). Fields and
 * operators that are not declared are ignored here; `filterSchema` refuses them.
 */
export function compileFilter<T>(filter: JsonObject | undefined, declared: FilterFields<T>): CompiledFilter<T> {
  const compilation: Compilation<T> = { declared, named: new Set() };
  const test = compileClause(compilation, filter ?? {});
  return { matches: (item) => test?.(item) ?? true, fields: compilation.named };
}
