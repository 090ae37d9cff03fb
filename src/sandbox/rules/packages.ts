import { z } from 'zod';
import { type Answer, applicationError, emptyError, ok } from '../answer.ts';
import { writeCursor } from '../query/cursor.ts';
import { cutPage } from '../query/cursor-page.ts';
import { compileFilter } from '../query/filter.ts';
import { lastCursorSpelling } from '../query/last-cursor.ts';
import { pageLimit } from '../query/limit.ts';
import { orderBy, sortTerms } from '../query/order.ts';
import { type PagedQuery, pagedQuerySchema, wantedPage } from '../query/paged-query.ts';
import type { SandboxQuirks } from '../quirks.ts';
import { optional } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import type { SandboxPackage } from '../state/package.ts';
import { shownItems } from '../state/shadow.ts';
import type { SandboxState } from '../state/state.ts';
import { packageFilterFields, packageSortFields } from './package-filter.ts';
import { packageJson } from './package-json.ts';

/** Returns the parent of an account, or the account itself if it has none. */
function parentOf(state: SandboxState, accountId: string): string {
  return state.accounts.get(accountId)?.parentAccountId ?? accountId;
}

/** INFERRED: a package of the parent or of a sister account is refused like any other that does not match the header. */
function getPackage(state: SandboxState, call: Call): Answer {
  const id = (call.params['id'] ?? '').toLowerCase();
  const found = state.packages.get(id);
  if (found?.accountId === call.accountId) return ok({ package: packageJson(found, call.quirks) });
  // UNKNOWN: how Wix refuses it. The code is the sandbox's own; branch on the status only.
  if (found === undefined || call.quirks.foreignPackage === 404) {
    const status = found === undefined ? call.quirks.unknownPackage : 404;
    return applicationError(status, 'PACKAGE_NOT_FOUND', `Package with id ${id} was not found.`);
  }
  return emptyError(call.quirks.foreignPackage);
}

type QueryPackages = Call<{ query?: PagedQuery | undefined }>;

function queryBody(quirks: SandboxQuirks): z.ZodType<QueryPackages['body']> {
  const rules = { undeclared: 'filter', maximum: 100, clampedBy: 'packagesAboveMaximum' } as const;
  return z.strictObject({ query: optional(pagedQuerySchema(packageFilterFields(quirks), packageSortFields, rules)) });
}

function queryPackages(state: SandboxState, call: QueryPackages): Answer {
  const { quirks } = call;
  const query = call.body.query ?? {};
  const limit = pageLimit(query.cursorPaging?.limit, 100);
  const parentId = parentOf(state, call.accountId);
  const scope = `packages/${parentId}`;
  const { filter, sort, position } = wantedPage(query, scope, 'reject', quirks);
  const wanted = compileFilter(filter, packageFilterFields(quirks));
  // Whichever account the header names, the packages are those of the parent; only the filter narrows them.
  const belongs = ({ accountId }: SandboxPackage) =>
    quirks.packagesOfParent === 'alone' && !wanted.fields.has('accountId')
      ? accountId === parentId
      : parentOf(state, accountId) === parentId;
  const terms = sortTerms(sort, packageSortFields);
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
    packages: page.items.map((item) => packageJson(item, quirks)),
  });
}

const permission = 'premium.reseller-package.read';

/** dev.wix.com/docs/api-reference/account-level/resellers/packages-and-product-instances */
export const packageRoutes: readonly Route[] = [
  route({
    operation: 'Query Packages',
    method: 'POST',
    path: '/resellers/v1/packages/query',
    level: 'account',
    permission,
    body: queryBody,
    handle: queryPackages,
  }),
  route({
    operation: 'Get Package',
    method: 'GET',
    path: '/resellers/v1/packages/:id',
    level: 'account',
    permission,
    handle: getPackage,
  }),
];
