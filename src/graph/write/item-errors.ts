import type { UserError, UserErrorCode } from './user-error.ts';

/** Codes of items that were not applied, and that a retry with the same idempotency key sends. */
const notAppliedCodes: ReadonlySet<UserErrorCode> = new Set<UserErrorCode>([
  'UPSTREAM_UNAVAILABLE',
  'RATE_LIMITED',
  'CALL_LIMIT_EXCEEDED',
  'DEADLINE_EXCEEDED',
]);

/** An item of a list of results: with one error, or with several. */
interface ItemErrors {
  readonly error?: UserError | null;
  readonly userErrors?: readonly UserError[];
}

/** Returns whether an error says that an item was not applied, for a reason that a retry can overcome. */
export function isNotApplied({ code }: Pick<UserError, 'code'>): boolean {
  return notAppliedCodes.has(code);
}

/** Returns whether a retry with the same idempotency key looks for an item, or sends it. */
export function isOpen({ code }: Pick<UserError, 'code'>): boolean {
  return code === 'OUTCOME_UNKNOWN' || isNotApplied({ code });
}

/** Returns the errors of each item in the lists of a result. */
function itemsOf(result: object | null): ItemErrors[] {
  const lists = Object.values(result ?? {}).filter((value) => Array.isArray(value));
  return lists.flat().filter((item: unknown) => typeof item === 'object' && item !== null);
}

function errorsOf({ error = null, userErrors = [] }: ItemErrors): readonly UserError[] {
  return error === null ? userErrors : [error, ...userErrors];
}

/** Returns the errors of items that were not applied, in the lists of a result. */
export function itemErrors(result: object | null): UserError[] {
  return itemsOf(result).flatMap(errorsOf);
}

/** Returns the codes of items that were not applied, in the lists of a result. */
export function itemCodes(result: object | null): string[] {
  return itemErrors(result).map(({ code }) => code);
}

/** Returns the positions of the items that were not applied in their list, with the codes of each. */
export function failedItems(result: object | null): { readonly item: number; readonly codes: readonly string[] }[] {
  const lists: unknown[][] = Object.values(result ?? {}).filter((value) => Array.isArray(value));
  return lists.flatMap((list) =>
    list.flatMap((one, item) => {
      const errors = typeof one === 'object' && one !== null ? errorsOf(one) : [];
      return errors.length === 0 ? [] : [{ item, codes: [...new Set(errors.map(({ code }) => code))] }];
    }),
  );
}

/** Returns a result in which the outcome of the items that are sent now is unknown. */
export function asSent<Result>(result: Result): Result {
  const sent = (error: UserError): UserError => (isNotApplied(error) ? { ...error, code: 'OUTCOME_UNKNOWN' } : error);
  const itemSent = (item: unknown): unknown => {
    if (typeof item !== 'object' || item === null) return item;
    const { error, userErrors } = item as ItemErrors;
    if (error === undefined && userErrors === undefined) return item;
    return {
      ...item,
      ...(error === undefined || error === null ? {} : { error: sent(error) }),
      ...(userErrors === undefined ? {} : { userErrors: userErrors.map(sent) }),
    };
  };
  if (typeof result !== 'object' || result === null) return result;
  const entries = Object.entries(result).map(([name, value]): [string, unknown] => [
    name,
    Array.isArray(value) ? value.map(itemSent) : value,
  ]);
  return Object.fromEntries(entries) as Result;
}
