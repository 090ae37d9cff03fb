import { type Answer, applicationError, emptyError, ok, plainError, Refusal } from '../answer.ts';
import { integerAt, type JsonObject, objectAt, objectsAt, stringAt } from '../input.ts';
import { readCursor, writeCursor } from '../query/cursor.ts';
import { cutPage } from '../query/cursor-page.ts';
import { compileFilter } from '../query/filter.ts';
import { lastCursorSpelling } from '../query/last-cursor.ts';
import { pageLimit } from '../query/limit.ts';
import { orderBy, readSort } from '../query/order.ts';
import type { AccountCall, Route } from '../route.ts';
import type { SandboxPackage } from '../state/package.ts';
import { shownItems } from '../state/shadow.ts';
import type { SandboxState } from '../state/state.ts';
import { packageFilterFields, packageSortFields } from './package-filter.ts';
import { packageJson } from './package-json.ts';

/** The account above, or the account itself where there is none above. */
function parentOf(state: SandboxState, accountId: string): string {
  return state.accounts.get(accountId)?.parentAccountId ?? accountId;
}

/** INFERRED: a package of the parent or of a sister account is refused like any other that does not match the header. */
function getPackage(state: SandboxState, call: AccountCall): Answer {
  const { id = '' } = call.params;
  const found = state.packages.get(id);
  if (found?.accountId === call.accountId) return ok({ package: packageJson(found) });
  // UNKNOWN: how Wix refuses it. The code is the sandbox's own; branch on the status only.
  if (found === undefined || call.quirks.foreignPackage === 404) {
    return applicationError(404, 'PACKAGE_NOT_FOUND', `Package with id ${id} was not found.`);
  }
  return emptyError(call.quirks.foreignPackage);
}

/** The filter and sort of this page. Beside a cursor they are refused: it holds them already. */
function readQuery(query: JsonObject, cursor: string | undefined, scope: string) {
  const filter = objectAt(query, 'filter');
  const sort = objectsAt(query, 'sort') ?? [];
  if (cursor === undefined) return { filter, sort, position: undefined };
  if ((filter !== undefined && Object.keys(filter).length > 0) || sort.length > 0) {
    throw new Refusal(plainError(400, 'invalid cursor: filter and sort come with the cursor'));
  }
  const content = readCursor(scope, cursor);
  return {
    filter: objectAt(content.query, 'filter'),
    sort: objectsAt(content.query, 'sort') ?? [],
    position: content.position,
  };
}

function queryPackages(state: SandboxState, call: AccountCall): Answer {
  const { quirks } = call;
  const query = objectAt(call.body, 'query') ?? {};
  const paging = objectAt(query, 'cursorPaging') ?? {};
  const limit = pageLimit(integerAt(paging, 'limit'), {
    field: 'query.cursorPaging.limit',
    fallback: 100,
    maximum: 100,
    aboveMaximum: quirks.packagesAboveMaximum,
  });
  const parentId = parentOf(state, call.accountId);
  const scope = `packages/${parentId}`;
  const { filter, sort, position } = readQuery(query, stringAt(paging, 'cursor') || undefined, scope);
  const wanted = compileFilter(filter, packageFilterFields(quirks), quirks.strictFilters ? 'reject' : 'ignore');
  // Whichever account the header names, the packages are those of the parent; only the filter narrows them.
  const belongs = ({ accountId }: SandboxPackage) =>
    quirks.packagesOfParent === 'alone' && !wanted.fields.has('accountId')
      ? accountId === parentId
      : parentOf(state, accountId) === parentId;
  const terms = readSort(sort, packageSortFields);
  const order = orderBy<SandboxPackage>(
    terms.length > 0 ? terms : [{ read: packageSortFields.createdDate, direction: 'DESC' }],
    ({ id }) => id,
  );
  const found = shownItems(state.packages, state.packageShadows, call.now).filter(
    (item) => belongs(item) && wanted.matches(item),
  );
  const page = cutPage(found, { order, position, limit });
  const next = page.next && writeCursor(scope, { position: page.next, query: { ...(filter && { filter }), sort } });
  return ok({
    metadata: {
      count: page.items.length,
      cursors: lastCursorSpelling(quirks.packagesLastCursor, 'next', next),
      ...(quirks.packagesHasNext === 'included' ? { hasNext: next !== undefined } : {}),
    },
    packages: page.items.map(packageJson),
  });
}

const permission = 'premium.reseller-package.read';

/** dev.wix.com/docs/api-reference/account-level/resellers/packages-and-product-instances */
export const packageRoutes: readonly Route[] = [
  {
    operation: 'Query Packages',
    method: 'POST',
    path: '/resellers/v1/packages/query',
    level: 'account',
    permission,
    handle: queryPackages,
  },
  {
    operation: 'Get Package',
    method: 'GET',
    path: '/resellers/v1/packages/:id',
    level: 'account',
    permission,
    handle: getPackage,
  },
];
