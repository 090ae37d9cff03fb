/** A value that a field of an item can hold; undefined if the item lacks it. */
export type FilterValue = string | number | boolean | readonly string[] | undefined;

/** Given an operand, returns a test for values. */
type Comparison = (operand: unknown) => (value: FilterValue) => boolean;

function asSet(operand: unknown): ReadonlySet<unknown> {
  return new Set(Array.isArray(operand) ? operand : [operand]);
}

function isOneOf(operand: unknown): (value: FilterValue) => boolean {
  const wanted = asSet(operand);
  return (value) => (Array.isArray(value) ? value.some((part) => wanted.has(part)) : wanted.has(value));
}

function isEqual(operand: unknown): (value: FilterValue) => boolean {
  if (operand === null) return (value) => value === undefined;
  if (Array.isArray(operand)) {
    return (value) =>
      Array.isArray(value) && value.length === operand.length && value.every((part, at) => part === operand[at]);
  }
  return (value) => (Array.isArray(value) ? value.includes(String(operand)) : value === operand);
}

function isOrdered(accept: (order: number) => boolean): Comparison {
  return (operand) => (value) => {
    if (value === undefined || typeof value !== typeof operand) return false;
    const limit = operand as typeof value;
    return accept(value < limit ? -1 : value > limit ? 1 : 0);
  };
}

function textTest(test: (value: string, operand: string) => boolean): Comparison {
  return (operand) => {
    const wanted = String(operand).toLowerCase();
    return (value) => typeof value === 'string' && test(value.toLowerCase(), wanted);
  };
}

/** The operators of Wix's query language that some account-level API takes. */
export const comparisons = {
  $eq: isEqual,
  $ne: (operand) => {
    const equal = isEqual(operand);
    return (value) => !equal(value);
  },
  $in: isOneOf,
  $nin: (operand) => {
    const oneOf = isOneOf(operand);
    return (value) => !oneOf(value);
  },
  $hasSome: isOneOf,
  $hasAll: (operand) => (value) =>
    [...asSet(operand)].every((part) => (Array.isArray(value) ? value.includes(part) : value === part)),
  $gt: isOrdered((order) => order > 0),
  $gte: isOrdered((order) => order >= 0),
  $lt: isOrdered((order) => order < 0),
  $lte: isOrdered((order) => order <= 0),
  $startsWith: textTest((value, operand) => value.startsWith(operand)),
  $contains: textTest((value, operand) => value.includes(operand)),
  $exists: (operand) => (value) => (value !== undefined) === (operand !== false),
  $isEmpty: (operand) => (value) =>
    (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) === (operand !== false),
} satisfies Record<string, Comparison>;

/** The name of an operator, with its dollar sign. */
export type FilterOperator = keyof typeof comparisons;

/** Whether the sandbox knows an operator of this name. */
export function isOperator(name: string): name is FilterOperator {
  return Object.hasOwn(comparisons, name);
}

/** Returns the kind of operand that an operator takes: one value, a list of values, or true and false. */
export function operandKind(operator: FilterOperator): 'value' | 'list' | 'switch' {
  switch (operator) {
    case '$in':
    case '$nin':
    case '$hasSome':
    case '$hasAll':
      return 'list';
    case '$exists':
    case '$isEmpty':
      return 'switch';
    default:
      return 'value';
  }
}
