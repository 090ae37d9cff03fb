import { z } from 'zod';
import { isObject, type JsonObject } from '../json.ts';
import { facts, moment, type ViolationFacts } from '../request/values.ts';
import type { FilterField, FilterFields } from './filter.ts';
import { isOperator, operandKind } from './operators.ts';

type Path = readonly PropertyKey[];

interface Check {
  readonly declared: FilterFields<never>;
  readonly undeclared: NonNullable<ViolationFacts['undeclared']>;
  readonly report: (path: Path, message: string, of: ViolationFacts) => void;
}

function isOfType(type: FilterField<never>['type'], value: unknown): true | { text: string; rule: string } {
  if (Array.isArray(type)) {
    if (type.includes(value)) return true;
    return { text: `enum must be in [${type.map((name, at) => `${name}(${at})`).join(', ')}]`, rule: 'ENUM' };
  }
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' || { text: 'must be a boolean', rule: 'TYPE' };
    case 'integer':
      return Number.isInteger(value) || { text: 'must be an integer', rule: 'TYPE' };
    case 'moment':
      return moment.safeParse(value).success || { text: 'must be a date and time in UTC', rule: 'FORMAT' };
    default:
      return typeof value === 'string' || { text: 'must be a string', rule: 'TYPE' };
  }
}

function checkValue(check: Check, field: FilterField<never>, path: Path, value: unknown): void {
  if (value === null) return;
  const fit = isOfType(field.type, value);
  if (fit !== true) check.report(path, fit.text, { rule: fit.rule });
}

function checkOperand(check: Check, field: FilterField<never>, path: Path, operator: string, operand: unknown): void {
  if (!isOperator(operator) || !field.operators.includes(operator)) {
    const name = path.slice(0, -1).join('.');
    check.report(path, `Operator '${operator}' is not declared for field '${name}'`, {
      rule: 'UNDECLARED',
      undeclared: check.undeclared,
    });
    return;
  }
  switch (operandKind(operator)) {
    case 'switch':
      if (typeof operand !== 'boolean') check.report(path, 'must be a boolean', { rule: 'TYPE' });
      return;
    case 'list':
      if (!Array.isArray(operand)) check.report(path, 'must be an array', { rule: 'TYPE' });
      else for (const [at, value] of operand.entries()) checkValue(check, field, [...path, at], value);
      return;
    case 'value':
      checkValue(check, field, path, operand);
  }
}

function checkClauses(check: Check, path: Path, clauses: unknown): void {
  if (!Array.isArray(clauses)) {
    check.report(path, 'must be an array', { rule: 'TYPE' });
    return;
  }
  for (const [at, clause] of clauses.entries()) {
    if (isObject(clause)) checkClause(check, [...path, at], clause);
    else check.report([...path, at], 'must be an object', { rule: 'TYPE' });
  }
}

function checkClause(check: Check, path: Path, clause: JsonObject): void {
  for (const [name, condition] of Object.entries(clause)) {
    const at = [...path, name];
    if (name === '$not' && isObject(condition)) checkClause(check, at, condition);
    else if (name === '$and' || name === '$or' || name === '$not') checkClauses(check, at, condition);
    else {
      const field = Object.hasOwn(check.declared, name) ? check.declared[name] : undefined;
      if (field === undefined) {
        const { undeclared } = check;
        check.report(at, `Field '${name}' is not declared as filterable`, { rule: 'UNDECLARED', undeclared });
      } else if (isObject(condition)) {
        for (const [operator, operand] of Object.entries(condition)) {
          checkOperand(check, field, [...at, operator], operator, operand);
        }
      } else if (Array.isArray(condition)) {
        for (const [index, value] of condition.entries()) checkValue(check, field, [...at, index], value);
      } else checkValue(check, field, at, condition);
    }
  }
}

/**
 * The schema of a filter: its fields, the operators that each takes, and the types of their operands. Its metadata `declared` lists the
 * fields.
 * @param undeclared which quirk decides about fields and operators that are not declared
 */
export function filterSchema<T>(
  declared: FilterFields<T>,
  undeclared: NonNullable<ViolationFacts['undeclared']>,
): z.ZodType<JsonObject, unknown> {
  return z
    .record(z.string(), z.unknown())
    .superRefine((filter, context) => {
      const report: Check['report'] = (path, message, of) =>
        context.addIssue({ code: 'custom', path: [...path], message, params: facts(of) });
      checkClause({ declared: declared as FilterFields<never>, undeclared, report }, [], filter);
    })
    .meta({ declared });
}
