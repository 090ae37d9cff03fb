/**
 * The fields that a cache shows as they were before a write, after the payload was selected as a whole: lists that gained or lost an item, and
 * copies of names inside other objects. `test/clients` holds the table against Apollo Client, Graphcache and Relay.
 */
export const staleFields: Readonly<Record<string, readonly string[]>> = {
  connectDomain: ['Account.domains'],
  createChildAccount: ['Account.children'],
  createFolder: ['Account.folders'],
  createPackage: ['Account.packages'],
  createSite: ['Account.sites', 'TeamMember.sites'],
  createSiteFromTemplate: ['Account.sites', 'TeamMember.sites'],
  deleteFolder: ['Account.folder', 'Account.folders', 'Folder.path', 'RoleAssignment.scope', 'TeamMember.sites'],
  disconnectDomain: ['Account.domains', 'Query.domain'],
  duplicateSite: ['Account.sites', 'TeamMember.sites'],
  inviteTeamMembers: ['AccountInvite.inviterAccount', 'RoleAssignment.scope'],
  moveFolders: ['Folder.path', 'RoleAssignment.scope'],
  moveSitesToTrash: ['Account.sites', 'TeamMember.sites'],
  removeTeamMember: ['Account.teamMember', 'Site.members'],
  removeTeamMembers: ['Account.teamMember', 'Site.members'],
  renameFolder: ['RoleAssignment.scope'],
  renameSite: ['RoleAssignment.scope'],
  transferSite: [
    'Account.sites',
    'Folder.siteCount',
    'Folder.sites',
    'ProductInstance.site',
    'Query.sites',
    'RoleAssignment.scope',
    'TeamMember.sites',
  ],
  updateTeamMemberAssignments: ['Site.members'],
};

/** The way to correct each of these fields, after a certain mutation or any. */
const remedies: Readonly<Record<string, string>> = {
  'Account.children': 'prepend `accountEdge`',
  'Account.domains': 'prepend `domainEdge`',
  'Account.folder': 'drop `removedFolderId`',
  'Account.folders': 'add `folder`',
  'Account.packages': 'prepend `packageEdge`',
  'Account.sites': 'prepend `siteEdge`',
  'Account.teamMember': 'drop the removed `id`',
  'AccountInvite.inviterAccount': 'read the invites again: Wix sends it only in the list',
  'Folder.path': 'read it again for the folders below the moved ones',
  'Folder.siteCount': 'read the former folder again',
  'Folder.sites': 'read the former folder again',
  'deleteFolder Account.folders': 'drop `removedFolderId`',
  'disconnectDomain Account.domains': 'drop `removedDomainId`',
  'moveSitesToTrash Account.sites': 'drop each `results.site`',
  'ProductInstance.site': 'read the packages of the source account again',
  'Query.domain': 'drop `removedDomainId`',
  'Query.sites': 'read it again in the new account',
  'RoleAssignment.scope': 'read the assignments again: they hold copies of names',
  'Site.members': 'read it again',
  'TeamMember.sites': 'read it again',
};

/** The table of docs/frontend.md. */
export function staleTable(): string {
  const rows = Object.entries(staleFields).map(
    ([mutation, fields]) =>
      `| \`${mutation}\` | ${fields.map((field) => `\`${field}\`: ${remedyOf(mutation, field)}`).join('; ')} |`,
  );
  return ['| mutation | stays as it was |', '|---|---|', ...rows].join('\n');
}

function remedyOf(mutation: string, field: string): string {
  const remedy = remedies[`${mutation} ${field}`] ?? remedies[field];
  if (remedy === undefined) throw new Error(`No remedy for ${field}.`);
  return remedy;
}
