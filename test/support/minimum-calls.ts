/** What an operation of `schema/operations/` takes on the demo account. */
export interface MinimumCalls {
  /** The fewest REST calls that the contract of Wix allows, by operation of Wix. */
  readonly calls: Readonly<Record<string, number>>;
  /** Why fewer would not do. */
  readonly because: string;
}

/** The one place where it is written what each operation may cost. Whoever adds an operation adds it here. */
export const minimumCalls: Readonly<Record<string, MinimumCalls>> = {
  'account-overview': {
    calls: { 'Get Account': 1, 'Query Sites': 2, 'Search Team': 1, 'List Connected Domains': 1 },
    because: 'the account, a page of sites, those in the trash, the team and the domains are five lists of Wix',
  },
  'apply-dns-records': {
    calls: { 'Get DNS Zone': 1 },
    because: 'the plan is made from the zone as it is',
  },
  'apply-dns-to-domains': {
    calls: { 'Get DNS Zone': 2 },
    because: 'the zone of each of the two domains',
  },
  'assignable-roles': {
    calls: { 'Get Roles Info': 1 },
    because: 'all roles come at once',
  },
  'child-account-sites': {
    calls: { 'Get Account': 1, 'Query Sites': 2 },
    because: 'the child, a page of its sites, and all of them with the trash first to count them',
  },
  'child-accounts': {
    calls: { 'List Child Accounts': 1, 'Get Account': 4, 'Query Sites': 4 },
    because: 'children come as bare ids: each takes a call for its name and one for its sites',
  },
  'client-handover': {
    calls: {
      'Query Sites': 1,
      'Get Editor Urls': 1,
      'List Published Site Urls': 1,
      'Query Folders': 1,
      'Get Site Properties': 1,
      'List Connected Domains': 1,
      'Query Site Contributors': 1,
      'Search Team': 1,
      'Get Roles Info': 1,
    },
    because: 'nine lists of Wix, none of which holds what another does',
  },
  'connect-domain': {
    calls: { 'Get Connected Domain': 1, 'Check Domain Availability': 1, 'Query Sites': 1, 'List Connected Domains': 1 },
    because: 'whether the domain is connected and registered, the site, and which domain is its primary one',
  },
  'domain-dns': {
    calls: { 'Get Connected Domain': 1, 'Get DNS Zone': 1, 'Preview DNS Zone': 1 },
    because: 'the domain, its zone, and the preview are three objects',
  },
  'domain-health': {
    calls: { 'List Connected Domains': 1, 'Query Sites': 1 },
    because: 'all domains, and their sites in one page',
  },
  'domain-redirects': {
    calls: { 'Query Sites': 1, 'List Connected Domains': 1, 'Get Domain Assignment': 1 },
    because: 'a page of sites, and all domains: Wix has no filter by site',
  },
  'domain-repair': {
    calls: {
      'Get Connected Domain': 1,
      'Get DNS Propagation': 1,
      'Get Connected Domain Setup Info': 1,
      'Query Sites': 1,
    },
    because: 'the domain, its propagation, its setup and its site are four objects',
  },
  'domain-search': {
    calls: { 'Check Domain Availability': 1, 'Suggest Domains': 1 },
    because: 'availability and suggestions are two calls',
  },
  'domains-to-fix': {
    calls: { 'List Connected Domains': 1, 'Get DNS Propagation': 10 },
    because: 'a page of ten domains, and one propagation for each: there is no bulk call',
  },
  'expiring-invites': {
    calls: { 'Search Team': 1, 'Get Roles Info': 1 },
    because: 'the team with its invites, and the titles of the roles',
  },
  'folder-sites': {
    calls: { 'Query Folders': 1, 'Query Sites': 1 },
    because: 'all folders at once, and a page of the sites of one',
  },
  'folder-tree': {
    calls: { 'Query Folders': 1 },
    because: 'all folders at once, with their counts',
  },
  'headless-sites': {
    calls: { 'Query Sites': 2 },
    because: 'a page, and all of them with the trash first to count them',
  },
  'invite-team-member': {
    calls: { 'Get Roles Info': 1, 'Query Sites': 1, 'Search Team': 1 },
    because: 'the roles, the sites that are named, and whether the person is in the team',
  },
  'member-access': {
    calls: { 'Search Team': 1, 'Get Roles Info': 1, 'Query Folders': 1, 'Query Sites': 2 },
    because: 'members come with the team only; sites by id and sites by folder are two filters',
  },
  'offboard-team-member': {
    calls: { 'Get Account': 1, 'Search Team': 1, 'Get Roles Info': 1, 'Query Sites': 2, 'Query Folders': 1 },
    because: 'the owner cannot be removed; team, roles, folders; sites by id and sites by folder are two filters',
  },
  'offboard-team-members': {
    calls: { 'Get Account': 1, 'Search Team': 1, 'Get Roles Info': 1 },
    because: 'the owner cannot be removed; the team once, and the titles of the roles',
  },
  'onboard-client': {
    calls: {
      'Query Sites': 1,
      'Query Folders': 1,
      'Get Connected Domain': 1,
      'Check Domain Availability': 1,
      'List Connected Domains': 1,
      'Get Roles Info': 1,
    },
    because:
      'site, folder, domain, its registration, the primary domain and the roles, each shared by all four mutations',
  },
  'onboard-create-site': {
    calls: { 'Create Project': 1, 'Query Sites': 2 },
    because:
      'the newest sites before it, to find it after a lost answer; Wix answers the id of a new site and nothing else of it',
  },
  'onboard-invite-client': {
    calls: { 'Query Sites': 1, 'Get Roles Info': 1 },
    because: 'the site, and the role',
  },
  'onboard-premium-status': {
    calls: { 'Query Sites': 1 },
    because: 'the site',
  },
  'onboard-publish-site': {
    calls: { 'Query Sites': 1 },
    because: 'the site',
  },
  'onboard-sell-premium': {
    calls: { 'Query Sites': 1 },
    because: 'the site',
  },
  'open-invites': {
    calls: { 'Search Team': 1, 'Get Roles Info': 1 },
    because: 'the team with its invites, and the titles of the roles',
  },
  'outside-access': {
    calls: { 'Query Sites': 1 },
    because: 'the sites fit in one page, and come with the ids of these accounts',
  },
  'packages-overview': {
    calls: { 'Query Packages': 1, 'Query Sites': 1 },
    because: 'a page of packages, and their sites in one page',
  },
  'packages-to-act-on': {
    calls: { 'Query Packages': 1, 'Query Sites': 1 },
    because: 'the packages fit in one page, and so do their sites',
  },
  'premium-not-published': {
    calls: { 'Query Sites': 1 },
    because: 'one page by a filter of Wix',
  },
  'preview-move-to-folder': {
    calls: { 'Query Folders': 1, 'Query Sites': 1 },
    because: 'the sites, and the folders',
  },
  'preview-trash': {
    calls: { 'Query Sites': 1 },
    because: 'the sites',
  },
  'recently-changed': {
    calls: { 'Query Sites': 1, 'Query Folders': 1 },
    because: 'a page of sites, and all folders at once',
  },
  'remove-contributors': {
    calls: { 'Query Sites': 1, 'Query Site Contributors': 2 },
    because: 'the sites, and the contributors of each',
  },
  'site-access': {
    calls: { 'Query Sites': 1, 'Search Team': 1, 'Query Folders': 1, 'Get Roles Info': 1 },
    because: 'the site, the team, the folders above the site, and the titles of the roles',
  },
  'site-business': {
    calls: { 'Query Sites': 1, 'Get Site Properties': 1 },
    because: 'the site, and its properties',
  },
  'site-contributors': {
    calls: { 'Query Sites': 1, 'Get Roles Info': 1, 'Query Site Contributors': 6 },
    because: 'contributors come without roles: one filtered list for each of the five roles of sites, and one without',
  },
  'site-from-template': {
    calls: { 'Get Template': 1, 'Query Sites': 1 },
    because: 'the template, and the newest sites before it, to find the new one after a lost answer',
  },
  'sites-by-id': {
    calls: { 'Query Sites': 1, 'List Connected Domains': 1 },
    because: 'up to 100 sites by id, and all domains',
  },
  'sites-without-domain': {
    calls: { 'Query Sites': 1 },
    because: 'one page by a filter of Wix',
  },
  'sites-without-folder': {
    calls: { 'Query Sites': 1 },
    because: 'one page by a filter of Wix',
  },
  'team-and-roles': {
    calls: { 'Get Account': 1, 'Search Team': 1, 'Get Roles Info': 1, 'Query Sites': 1 },
    because: 'the owner, a page of the team, the titles of the roles, and the sites in one page',
  },
  'team-size': {
    calls: { 'Search Team': 1, 'Get Roles Info': 1 },
    because: 'the facets of the team, and the titles of the roles',
  },
  trash: {
    calls: { 'Query Sites': 1 },
    because: 'the sites fit in one page',
  },
};
