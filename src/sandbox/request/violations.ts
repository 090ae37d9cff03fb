import type { z } from 'zod';
import type { FieldViolation } from '../answer.ts';
import type { ViolationFacts } from './values.ts';

/** One fault of a request: how Wix words it, and whether its JSON reader finds it, which words it without details. */
export interface RequestFault {
  readonly violation: FieldViolation;
  /** The text of the JSON reader, for a value of the wrong type and an unknown enum value. */
  readonly readerMessage?: string;
}

type Path = readonly PropertyKey[];

/** A path as Wix writes it: `addresses[0].street`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

/** Returns the value at a path of a JSON value; undefined for none. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined,
    root,
  );
}

/** The facts that our own checks attach to an issue; undefined for an issue of zod. */
export function factsOf(issue: z.core.$ZodIssue): ViolationFacts | undefined {
  return issue.code === 'custom' ? (issue.params as ViolationFacts | undefined) : undefined;
}

// INFERRED: only "Expected an object" was seen; the other wordings follow it.
const typeNames: Readonly<Record<string, string>> = {
  object: 'an object',
  record: 'an object',
  array: 'an array',
  string: 'a string',
  number: 'a number',
  int: 'an integer',
  boolean: 'a boolean',
};

function typeFault(field: string, expected: string): RequestFault {
  const wanted = typeNames[expected] ?? expected;
  const violation = { field, description: `must be ${wanted}`, violatedRule: 'TYPE' };
  return { violation, readerMessage: `Expected ${wanted}` };
}

function sizeFault(field: string, issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): RequestFault {
  const isTooBig = issue.code === 'too_big';
  const threshold = Number(isTooBig ? issue.maximum : issue.minimum);
  const data = { threshold };
  const kind = issue.origin === 'string' ? '_LENGTH' : issue.origin === 'array' ? '_SIZE' : '';
  if (!isTooBig && kind !== '' && threshold === 1) {
    return { violation: { field, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' } };
  }
  const violatedRule = `${isTooBig ? 'MAX' : 'MIN'}${kind}`;
  const bound = isTooBig ? 'more' : 'less';
  const description =
    kind === '_LENGTH'
      ? `has a length of ${bound} than ${threshold}`
      : kind === '_SIZE'
        ? `has ${bound} than ${threshold} items`
        : `must be ${isTooBig ? 'less' : 'greater'} than or equal to ${threshold}`;
  return { violation: { field, description, violatedRule, data } };
}

/** The faults that an issue of the schema stands for: one, or one for each unknown field. */
export function faultsOf(issue: z.core.$ZodIssue, root: unknown, prefix: Path): readonly RequestFault[] {
  const field = pathText([...prefix, ...issue.path]);
  switch (issue.code) {
    case 'invalid_type':
      return (valueAt(root, issue.path) ?? null) === null
        ? [{ violation: { field, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' } }]
        : [typeFault(field, issue.expected)];
    case 'invalid_value': {
      const value = valueAt(root, issue.path) ?? null;
      if (value === null) {
        return [{ violation: { field, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' } }];
      }
      const names = issue.values.map((name, ordinal) => `${String(name)}(${ordinal})`).join(', ');
      const description = `enum must be in [${names}]`;
      const name = String(issue.path.findLast((part) => typeof part === 'string') ?? '');
      return [{ violation: { field, description, violatedRule: 'ENUM' }, readerMessage: `${name} ${description}` }];
    }
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const unknown = pathText([...prefix, ...issue.path, key]);
        return { violation: { field: unknown, description: 'is not a known field', violatedRule: 'UNKNOWN_FIELD' } };
      });
    case 'too_big':
    case 'too_small':
      return [sizeFault(field, issue)];
    default: {
      const { rule = 'CUSTOM', data, undeclared } = factsOf(issue) ?? {};
      // As seen at one service, which names the field in the text alone.
      if (undeclared !== undefined) return [{ violation: { field: 'value', description: issue.message } }];
      const violation = { field, description: issue.message, violatedRule: rule };
      return [{ violation: data === undefined ? violation : { ...violation, data } }];
    }
  }
}
