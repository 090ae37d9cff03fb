import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { catalog } from '../../src/sandbox/state/product-catalog.ts';
import { roleIds } from '../../src/sandbox/state/role.ts';
import { pemOfCertificate, pemOfKey, rsaKeys } from './certificates.ts';

/** Inputs with which every mutation of the schema writes on the demo sandbox as it was seeded, by the mutation's name. */
export function inputsThatWrite(sandbox: Sandbox): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const { state, accountId } = sandbox;
  const all = <T extends { readonly accountId?: string }>(items: ReadonlyMap<string, T>) =>
    [...items.values()].filter((item) => item.accountId === accountId);
  const sites = all(state.sites).filter(({ trashedDate }) => trashedDate === undefined);
  const site = found(sites.find(({ published, premium }) => published && !premium));
  const siteId = site.id;
  const other = found(sites.find(({ published, premium, id }) => published && !premium && id !== siteId));
  const offline = found(sites.find(({ published }) => !published));
  const hosted = found(sites.find(({ contributors }) => contributors.some(({ roles }) => roles.length > 0)));
  const contributor = found(hosted.contributors.find(({ roles }) => roles.length > 0));
  const siteInvite = found(
    [...state.siteInvites.values()].find(
      ({ status, siteId: id }) => status === 'Pending' && state.sites.get(id)?.accountId === accountId,
    ),
  );
  const child = found([...state.accounts.values()].find(({ parentAccountId }) => parentAccountId === accountId));
  const folders = all(state.folders);
  const folder = found(folders[0]);
  const domains = all(state.domains);
  const assigned = found(domains.find(({ assignment }) => assignment !== undefined));
  const redirect = found(domains.find(({ assignment }) => assignment?.type === 'REDIRECT'));
  const zone = found(
    [...state.dnsZones.values()].find(({ domainName }) => domains.some(({ domain }) => domain === domainName)),
  );
  const member = found(
    all(state.teamMembers).find(({ assignments }) => assignments.every(({ roleId }) => roleId !== roleIds.owner)),
  );
  const packages = all(state.packages);
  const instanceOf = (isWanted: (instance: (typeof packages)[number]['instances'][number]) => boolean) => {
    for (const { id, instances } of packages) {
      const instance = instances.find((one) => one.status === 'ENABLED' && isWanted(one));
      if (instance !== undefined) return { packageId: id, instanceId: instance.instanceId };
    }
    throw new Error('The sandbox has no such product instance');
  };
  const keys = rsaKeys();
  const secured = assigned.domain;
  const role = { roleId: roleIds.accountAdmin, scope: { wholeAccount: true } };
  const record = { type: 'TXT', hostName: zone.domainName, values: ['every-mutation'], ttlSeconds: 3600 };
  const instance = instanceOf(() => true);
  return {
    createChildAccount: { user: { email: `${randomUUID()}@example.com` } },
    publishSite: { siteId: offline.id },
    unpublishSite: { siteId },
    moveSitesToTrash: { siteIds: [other.id] },
    createSite: { name: 'Made' },
    duplicateSite: { siteId, displayName: 'Copy' },
    transferSite: { siteId, targetAccountId: child.id },
    connectDomain: { name: 'yoga.studio', connectionMethod: 'POINTING' },
    disconnectDomain: { name: redirect.domain },
    addSiteCertificate: {
      siteId: found(assigned.assignment).siteId,
      domainNames: [secured],
      certificatePem: `${pemOfKey(keys)}${pemOfCertificate(keys, { domainNames: [secured, `www.${secured}`] })}`,
    },
    updateTeamMemberAssignments: {
      userId: member.userId,
      removeAssignmentIds: [found(member.assignments[0]).assignmentId],
    },
    removeTeamMember: { userId: member.userId },
    inviteTeamMembers: { invitees: [{ email: `${randomUUID()}@example.com`, assignments: [role] }] },
    createFolder: { name: 'Made' },
    renameFolder: { folderId: folder.id, name: 'Renamed' },
    deleteFolder: { folderId: folder.id },
    moveFolders: { folderIds: [found(folders[1]).id] },
    moveSitesToFolder: { siteIds: [siteId], targetFolderId: folder.id },
    changeContributorRoles: {
      siteId: hosted.id,
      contributorAccountId: contributor.accountId,
      roleIds: [roleIds.siteAdmin],
    },
    changeContributorLocations: {
      siteId: hosted.id,
      contributorAccountId: contributor.accountId,
      locationIds: [randomUUID()],
    },
    removeContributor: { siteId: hosted.id, contributorAccountId: contributor.accountId },
    inviteSiteContributors: { siteId, emails: [`${randomUUID()}@example.com`], roleIds: [roleIds.siteAdmin] },
    resendSiteInvite: { siteId: siteInvite.siteId, inviteId: siteInvite.id },
    revokeSiteInvite: { siteId: siteInvite.siteId, inviteId: siteInvite.id },
    renameSite: { siteId, displayName: 'Renamed' },
    updateSiteProfile: { siteId, description: 'Described' },
    updateSiteContact: { siteId, phone: '+49 30 123456' },
    updateSiteRegion: { siteId, currency: 'EUR' },
    updateSiteSchedule: { siteId, periods: [], specialHours: [] },
    updateSiteConsentPolicy: {
      siteId,
      functional: true,
      analytics: false,
      advertising: false,
      dataToThirdParty: false,
    },
    applyDnsRecords: { domainName: zone.domainName, records: [record] },
    updateDnsZone: { domainName: zone.domainName, additions: [{ ...record, hostName: `made.${zone.domainName}` }] },
    replaceDnsZone: { domainName: zone.domainName, records: [record] },
    deleteDnsZone: { domainName: zone.domainName },
    setPrimaryDomain: { name: redirect.domain },
    unassignDomain: { name: redirect.domain },
    createPackage: {
      products: [
        { catalogProductId: catalog.businessTool.id, siteId, billing: { type: 'ONE_TIME' }, countryCode: 'DE' },
      ],
    },
    adjustProductInstance: {
      ...instanceOf(({ catalogProductId }) => catalogProductId === catalog.yearlyPlan.id),
      catalogProductId: catalog.monthlyPlan.id,
      billing: { type: 'RECURRING', cycle: { unit: 'MONTH', count: 1 } },
    },
    assignProductInstance: { ...instanceOf((one) => one.siteId === undefined), siteId },
    unassignProductInstance: instanceOf((one) => one.siteId !== undefined),
    cancelProductInstance: instance,
    cancelPackage: { packageId: instance.packageId },
    setPackageExternalId: { packageId: instance.packageId, externalId: 'every-mutation' },
  };
}

/** A document that runs a mutation with the variable `$input`. */
export function mutationDocument(name: string): string {
  const inputType = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input`;
  return `mutation ($input: ${inputType}!) { ${name}(input: $input) { userErrors { code message path } } }`;
}

function found<T>(item: T | undefined): T {
  if (item === undefined) throw new Error('The sandbox lacks what a mutation needs');
  return item;
}
