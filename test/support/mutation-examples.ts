import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { pemOfCertificate, pemOfKey, rsaKeys } from './certificates.ts';
import { agencyDomain, connectedBy } from './domains.ts';
import { agencySites, childAccountIds, isFree, isOffline } from './sites.ts';

const keys = rsaKeys();

/**
 * One input for each mutation that Wix accepts on the sandbox's demo account, by the name of the mutation. Each is meant for
 * a fresh sandbox: after one was written another may no longer be possible.
 */
export function mutationExamples(sandbox: Sandbox): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const { state, accountId } = sandbox;
  const inAgency = <T extends { readonly accountId: string }>(items: Iterable<T>) =>
    [...items].filter((item) => item.accountId === accountId);
  const ownerId = state.accounts.get(accountId)?.ownerUserId;
  const served = agencyDomain(
    sandbox,
    (one) => connectedBy('POINTING')(one) && one.assignment?.type === 'PRIMARY' && !state.certificates.has(one.domain),
  );
  const free = agencySites(sandbox, (site) => isFree(site) && site.published);
  const offline = agencySites(sandbox, isOffline);
  const site = free[0];
  const guidedSites = agencySites(sandbox, (one) => one.trashedDate === undefined && one.contributors.length > 0);
  const guided = the('contributor', guidedSites);
  const contributor = the('contributor', guided.contributors);
  const role = the(
    'role',
    [...state.roles.values()].filter((one) => one.accountId === accountId && one.restrictFromLevel === 'NoRestriction'),
  );
  const members = inAgency(state.teamMembers.values()).filter(({ userId }) => userId !== ownerId);
  const member = the('member', members);
  const folders = inAgency(state.folders.values());
  const folder = the(
    'folder without folders',
    folders.filter(({ id }) => folders.every(({ parentId }) => parentId !== id)),
  );
  const target = the(
    'second folder',
    folders.filter(({ id }) => id !== folder.id && id !== folder.parentId),
  );
  const hosted = [...state.domains.values()].filter(
    (one) => one.accountId === accountId && connectedBy('NAMESERVERS')(one),
  );
  const { domain } = the('hosted domain', hosted);
  const redirect = agencyDomain(sandbox, ({ assignment }) => assignment?.type === 'REDIRECT').domain;
  const invite = the(
    'open site invite',
    [...state.siteInvites.values()].filter(
      (one) =>
        one.status === 'Pending' && one.expirationDate > sandbox.clock.now().toISOString() && isOfAgency(one.siteId),
    ),
  );
  const packages = inAgency(state.packages.values());
  const sold = packages.flatMap((pack) => pack.instances.map((instance) => ({ pack, instance })));
  const active = the(
    'product',
    sold.filter(({ instance }) => instance.status === 'ENABLED' && instance.siteId !== undefined),
  );
  const unassigned =
    sold.find(({ instance }) => instance.status === 'ENABLED' && instance.siteId === undefined) ?? active;
  const instanceOf = ({ pack, instance }: typeof active) => ({ packageId: pack.id, instanceId: instance.instanceId });

  function isOfAgency(siteId: string): boolean {
    return state.sites.get(siteId)?.accountId === accountId;
  }

  return {
    createChildAccount: { user: { email: 'new.client@guest.example', firstName: 'Nia', lastName: 'Client' } },
    publishSite: { siteId: offline[0].id },
    unpublishSite: { siteId: site.id },
    moveSitesToTrash: { siteIds: [site.id] },
    createSite: { name: 'harbour-bakery' },
    createSiteFromTemplate: { templateId: the('template', inAgency(state.templates.values())).id },
    duplicateSite: { siteId: site.id, displayName: 'Harbour bakery, copy' },
    transferSite: { siteId: site.id, targetAccountId: the('child account', childAccountIds(sandbox)) },
    connectDomain: { name: 'bakery.com', connectionMethod: 'POINTING' },
    disconnectDomain: { name: redirect },
    addSiteCertificate: { siteId: served.assignment?.siteId, ...certificateFor(served.domain) },
    updateTeamMemberAssignments: {
      userId: member.userId,
      add: [{ roleId: role.id, scope: { siteIds: [site.id] } }],
    },
    removeTeamMember: { userId: member.userId },
    removeTeamMembers: { userIds: members.slice(0, 2).map(({ userId }) => userId) },
    inviteTeamMembers: {
      invitees: [
        { email: 'ana.diaz@guest.example', assignments: [{ roleId: role.id, scope: { siteIds: [site.id] } }] },
        { email: 'bo.lund@guest.example', assignments: [{ roleId: role.id, scope: { wholeAccount: true } }] },
      ],
    },
    createFolder: { name: 'Clients of the harbour' },
    renameFolder: { folderId: folder.id, name: 'Clients by the sea' },
    deleteFolder: { folderId: folder.id },
    moveFolders: { folderIds: [folder.id], targetFolderId: target.id },
    moveSitesToFolder: { siteIds: [site.id], targetFolderId: target.id },
    changeContributorRoles: {
      siteId: guided.id,
      contributorAccountId: contributor.accountId,
      roleIds: [role.id],
    },
    changeContributorLocations: {
      siteId: guided.id,
      contributorAccountId: contributor.accountId,
      locationIds: ['5f1a6f0e-3d6a-4f43-9a53-0d7c0f4a9b21'],
    },
    removeContributor: { siteId: guided.id, contributorAccountId: contributor.accountId },
    removeContributors: {
      contributors: guidedSites.slice(0, 2).map(({ id, contributors: [one] }) => ({
        siteId: id,
        contributorAccountId: one?.accountId,
      })),
    },
    inviteSiteContributors: { siteId: site.id, emails: ['cem.kaya@guest.example'], roleIds: [role.id] },
    resendSiteInvite: { siteId: invite.siteId, inviteId: invite.id },
    revokeSiteInvite: { siteId: invite.siteId, inviteId: invite.id },
    renameSite: { siteId: site.id, displayName: 'Harbour bakery' },
    updateSiteProfile: { siteId: site.id, businessName: 'Harbour Bakery' },
    updateSiteContact: { siteId: site.id, email: 'hello@guest.example', phone: '+47 22 33 44 55' },
    updateSiteRegion: { siteId: site.id, currency: 'NOK', timeZone: 'Europe/Oslo' },
    updateSiteSchedule: {
      siteId: site.id,
      periods: [{ openDay: 'MONDAY', openTime: '08:00', closeDay: 'MONDAY', closeTime: '17:00' }],
      specialHours: [],
    },
    updateSiteConsentPolicy: {
      siteId: site.id,
      functional: true,
      analytics: false,
      advertising: false,
      dataToThirdParty: false,
    },
    applyDnsRecords: {
      domainName: domain,
      records: [{ type: 'TXT', hostName: `_verify.${domain}`, ttlSeconds: 300, values: ['token=1234'] }],
    },
    applyDnsRecordsToDomains: {
      domains: hosted.slice(0, 2).map(({ domain: domainName }) => ({
        domainName,
        records: [{ type: 'TXT', hostName: `_verify.${domainName}`, ttlSeconds: 300, values: ['token=1234'] }],
      })),
    },
    replaceDnsZone: {
      domainName: domain,
      records: [{ type: 'A', hostName: domain, values: ['203.0.113.7'] }],
    },
    deleteDnsZone: { domainName: domain },
    updateDnsZone: {
      domainName: domain,
      additions: [{ type: 'TXT', hostName: `_verify.${domain}`, ttlSeconds: 300, values: ['token=1234'] }],
    },
    setPrimaryDomain: { name: redirect },
    unassignDomain: { name: redirect },
    createPackage: {
      products: [
        {
          catalogProductId: active.instance.catalogProductId,
          billing: { type: 'RECURRING', cycle: { unit: 'YEAR', count: 1 } },
          countryCode: 'NO',
        },
      ],
      externalId: 'order-1',
    },
    adjustProductInstance: {
      ...instanceOf(active),
      billing: { type: 'RECURRING', cycle: { unit: 'YEAR', count: 1 } },
    },
    assignProductInstance: { ...instanceOf(unassigned), siteId: site.id },
    unassignProductInstance: instanceOf(active),
    cancelProductInstance: instanceOf(active),
    cancelPackage: { packageId: active.pack.id },
    setPackageExternalId: { packageId: active.pack.id, externalId: 'order-2' },
  };
}

/** The first one. Throws if there is none: the seed has every kind. */
function the<T>(noun: string, [first]: readonly T[]): T {
  if (first === undefined) throw new Error(`The sandbox has no such ${noun}`);
  return first;
}

function certificateFor(domain: string) {
  const domainNames = [domain, `www.${domain}`];
  const intermediate = pemOfCertificate(keys, { domainNames: ['ca.example'] });
  return { domainNames, certificatePem: `${pemOfKey(keys)}${pemOfCertificate(keys, { domainNames })}${intermediate}` };
}
