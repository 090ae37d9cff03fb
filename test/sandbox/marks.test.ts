import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { quirkTable } from '../../src/sandbox/quirks.ts';

/** Marks a reading on which nothing that a client sees depends. */
const no = (reason: string) => ({ reason });
const permission = no('the keys of the sandbox have permissions by the names that it uses itself');
const ownStatus = no('the status follows the documented one of its neighbours, and clients branch on it alone');

/** The quirk that decides each mark, in the order of the marks in a file, or the reason why nothing depends on it. */
const marks: Readonly<Record<string, readonly (keyof typeof quirkTable | { readonly reason: string })[]>> = {
  'access.ts': ['unauthenticatedBody', 'dnsZonesUnauthenticated', 'accountRefusal'],
  'query/cursor.ts': ['invalidCursor'],
  'request/violations.ts': ['typeErrors'],
  'rules/account-invites.ts': ['malformedEmail'],
  'rules/account-writes.ts': [no('no limit of length is enforced'), 'duplicateAccountEmail'],
  'rules/assignable-role.ts': ['unlistedRoles'],
  'rules/certificates.ts': ['enterpriseRefusal', 'missingCertificate'],
  'rules/connected-domain-writes.ts': ['connectRegisteredDomain', 'tooManyRedirects', 'unknownConnectedDomain'],
  'rules/contributor-writes.ts': ['ownCodes'],
  'rules/dns-propagations.ts': [
    no('it follows from the name servers of a domain that has propagated'),
    'untrackedPropagation',
  ],
  'rules/dns-zone-writes.ts': ['changedZoneMissing', 'newZoneAuthority', 'zoneAuthority'],
  'rules/dns-zones.ts': [no('the client sends host names alone')],
  'rules/domain-assignment-writes.ts': ['unknownFields', no('clients read nothing of the response'), permission],
  'rules/domain-assignments.ts': ['assignmentsSiteParameter', permission],
  'rules/domain-transfers.ts': [no('a name that nobody has registered cannot be transferred')],
  'rules/editor-urls.ts': ['otherEditors', 'editorUrlsRefusal'],
  'rules/enterprise-site.ts': ['publishStateField'],
  'rules/folder-writes.ts': [no('the refusals have no codes'), permission],
  'rules/folders.ts': ['folderSiteCount', permission],
  'rules/new-package.ts': [no('it is one of the documented codes of the same refusal')],
  'rules/package-writes.ts': ['ownCodes', 'unknownInstance'],
  'rules/packages.ts': ['foreignPackage', 'ownCodes'],
  'rules/product-checks.ts': ['refusalTexts'],
  'rules/projects.ts': [no('the name of an enum value'), 'vibeNamespace'],
  'rules/site-actions.ts': ['repeatedTrashId', 'ownCodes', 'trashedSiteStatus', permission],
  'rules/site-invites.ts': ['collaboratorSeats', 'ownCodes', 'resendExtendsExpiry'],
  'rules/site-properties.ts': [ownStatus],
  'rules/site-property-updates.ts': [ownStatus, no('no other limit is enforced')],
  'rules/site-transfer.ts': [no('no folder of the source account can hold it any more')],
  'rules/site-urls.ts': [no('it follows from the primary domain'), no('the address is a text that clients only show')],
  'rules/sites.ts': ['sitesFilterWithCursor'],
  'rules/team-entry.ts': ['teamDefaultOrder', 'teamDefaultOrder'],
  'rules/team-writes.ts': ['ownCodes'],
  'rules/team.ts': ['roleFacetValues'],
  'rules/templates.ts': ['templateSites', 'createdSiteField', permission],
  'rules/trashed-site.ts': ['ownCodes'],
  'serve-call.ts': ['contentType'],
};

/** The marks in the comments of a source. The name of an enum value is in backticks or has an underscore. */
function marksIn(text: string): readonly string[] {
  const comments = text.match(/\/\*\*[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n)+/gm) ?? [];
  return comments.flatMap((comment) => comment.match(/(?<!`)\b(UNKNOWN|INFERRED)\b(?!_)/g) ?? []);
}

describe('what the sandbox marks as UNKNOWN or INFERRED', () => {
  const found = new Map(
    globSync('src/sandbox/**/*.ts')
      .filter((path) => !path.includes('/quirks'))
      .sort()
      .flatMap((path) => {
        const count = marksIn(readFileSync(path, 'utf8')).length;
        return count === 0 ? [] : [[path.replace('src/sandbox/', ''), count] as const];
      }),
  );

  it('is found in its sources', () => {
    expect([...found.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(50);
    expect(marksIn('/** UNKNOWN: it. `UNKNOWN` and UNKNOWN_TYPE are values. */\n// INFERRED.\n')).toHaveLength(2);
  });

  it('is decided by a quirk, or nothing depends on it', () => {
    expect(Object.fromEntries(Object.entries(marks).map(([file, list]) => [file, list.length]))).toEqual(
      Object.fromEntries(found),
    );
    const named = Object.values(marks).flat();
    const quirks = named.filter((mark) => typeof mark === 'string');
    expect(quirks.filter((name) => !Object.hasOwn(quirkTable, name))).toEqual([]);
    expect(quirks.length).toBeGreaterThan(named.length / 2);
  });
});
