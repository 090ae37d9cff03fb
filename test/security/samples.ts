import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { nobody } from '../support/writes.ts';
import type { Arguments } from './field-documents.ts';

/** Objects of one account to read, by turns: those of variant 0 have much to read, each further variant names other ones. */
export function readLiterals({ state }: Sandbox, accountId: string, variant = 0): Arguments {
  const own = <T extends { readonly accountId: string }>(items: Iterable<T>) =>
    [...items].filter((item) => item.accountId === accountId);
  const turn = <T>(items: readonly T[]): T | undefined => items[variant % Math.max(1, items.length)];
  const literal = (id: string | undefined) => JSON.stringify(id ?? nobody);
  const domains = own(state.domains.values());
  const served = new Set(domains.flatMap(({ assignment }) => assignment?.siteId ?? []));
  const sites = own(state.sites.values()).filter(({ trashedDate }) => trashedDate === undefined);
  const rank = ({ id, folderId, contributors }: (typeof sites)[number]) =>
    Number(served.has(id)) + Number(folderId !== undefined) + 2 * Number(contributors.length > 0);
  const folders = own(state.folders.values());
  const siteId = literal(turn(sites.sort((a, b) => rank(b) - rank(a)))?.id);
  const name = JSON.stringify(turn(domains)?.domain ?? 'nobody.example');
  const packageId = literal(turn(own(state.packages.values()))?.id);
  return {
    'Query.site.id': siteId,
    'Query.sites.ids': `[${siteId}]`,
    'Query.domain.name': name,
    'Query.dnsZone.domainName': name,
    'Query.registeredDomain.domainName': JSON.stringify(
      domains.find(({ connectionType }) => connectionType === 'WIX_REGISTERED')?.domain ?? 'nobody.example',
    ),
    'Query.siteTemplate.id': literal(turn(own(state.templates.values()))?.id),
    'Query.dnsPreview.domainName': name,
    'Query.dnsPropagation.domainName': name,
    'Query.domainAssignment.domainName': name,
    'Query.domainSetup.domainName': name,
    'Query.siteCertificate.siteId': siteId,
    'Query.siteCertificate.domainName': name,
    'Query.domainAvailability.name': '"harbour-bakery.com"',
    'Query.domainSuggestions.query': '"bakery"',
    'Query.domainTransferCheck.name': '"harbour-bakery.com"',
    'Query.package.id': packageId,
    'Account.attention.kinds': '[PLAN_UNPUBLISHED]',
    'Account.search.text': JSON.stringify(turn(['a', ...own(state.accountInvites.values()).map(({ email }) => email)])),
    'Account.site.id': siteId,
    'Account.domain.name': name,
    'Account.teamMember.userId': literal(turn(own(state.teamMembers.values()))?.userId),
    'Account.folder.id': literal(turn(folders.sort((a, b) => b.parentId.length - a.parentId.length))?.id),
    'Account.package.id': packageId,
  };
}

/** The same, in documents that name the account. */
export function namedAccount(accountId: string): Arguments {
  const id = JSON.stringify(accountId);
  return {
    'Query.account.id': id,
    'Query.site.accountId': id,
    'Query.sites.accountId': id,
    'Query.domain.accountId': id,
    'Query.dnsZone.accountId': id,
    'Query.registeredDomain.accountId': id,
    'Query.siteTemplate.accountId': id,
    'Query.dnsPreview.accountId': id,
    'Query.dnsPropagation.accountId': id,
    'Query.domainAssignment.accountId': id,
    'Query.domainSetup.accountId': id,
    'Query.siteCertificate.accountId': id,
    'Query.domainTransferCheck.accountId': id,
    'Query.package.accountId': id,
  };
}
