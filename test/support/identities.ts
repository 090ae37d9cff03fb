import { objectId } from '../../src/graph/object-id.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { isConnected, isHosted, type SandboxDomain } from '../../src/sandbox/state/domain.ts';

/** What clients can see of each object of the sandbox, by type and id. */
export function identities({ state, accountId: agency }: Sandbox): ReadonlyMap<string, string> {
  const seen = new Map<string, string>();
  const add = (type: string, id: string, value: unknown) => seen.set(`${type} ${id}`, JSON.stringify(value));
  const folders = [...state.folders.values()];
  for (const { contributors, ...site } of state.sites.values()) {
    add('Site', site.id, { ...site, names: contributors.map((one) => one.accountId) });
    for (const one of contributors)
      add('SiteContributor', objectId('SiteContributor', site.accountId, site.id, one.accountId), one);
  }
  for (const folder of folders) {
    const children = folders.filter(({ parentId }) => parentId === folder.id).map(({ id }) => id);
    const sites = [...state.sites.values()].filter(({ folderId }) => folderId === folder.id).length;
    add('Folder', folder.id, { ...folder, children, sites });
  }
  for (const domain of state.domains.values()) {
    if (!isConnected(domain)) continue;
    add('Domain', objectId('Domain', domain.accountId, domain.domain), [domain, state.certificates.get(domain.domain)]);
  }
  for (const zone of state.dnsZones.values()) {
    if (!isHosted(state.domains.get(zone.domainName) ?? noDomain)) continue;
    add('DnsZone', objectId('DnsZone', zone.accountId, zone.domainName, 'hosted'), zone);
  }
  for (const { instances, ...pack } of state.packages.values()) {
    add('Package', pack.id, [pack, instances]);
    for (const instance of instances) add('ProductInstance', instance.instanceId, instance);
  }
  for (const member of state.teamMembers.values()) {
    add('TeamMember', objectId('TeamMember', member.accountId, member.userId), member);
    for (const one of member.assignments) {
      // The assignments of a member who was removed are reachable only through the member.
      if (member.accountId === agency) add('RoleAssignment', objectId('RoleAssignment', agency, one.assignmentId), one);
    }
  }
  for (const invite of state.accountInvites.values()) add('AccountInvite', invite.id, invite);
  for (const invite of state.siteInvites.values()) add('SiteInvite', invite.id, invite);
  for (const account of state.accounts.values()) add('Account', account.id, account);
  for (const [siteId, properties] of state.siteProperties) {
    const owner = state.sites.get(siteId)?.accountId ?? '';
    add('SiteProperties', objectId('SiteProperties', owner, siteId), properties);
  }
  return seen;
}

const noDomain = { connectionType: 'UNKNOWN_CONNECTION_TYPE' } as SandboxDomain;
