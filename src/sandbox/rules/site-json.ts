import { domainUrl, type SandboxDomain } from '../state/domain.ts';
import type { SandboxSite } from '../state/site.ts';
import { freeSiteUrl } from '../state/site-url.ts';
import type { SandboxState } from '../state/state.ts';

/**
 * A site as Query Sites prints it: absent fields left out, `viewUrl` empty when unpublished, `editUrl` and `thumbnail`
 * relative to the dashboard's host.
 * @param primary primary domains, by site id
 */
export function siteJson(state: SandboxState, site: SandboxSite, primary: ReadonlyMap<string, SandboxDomain>): unknown {
  const domain = primary.get(site.id);
  const liveUrl = domain === undefined ? freeSiteUrl(state, site) : domainUrl(domain);
  return {
    id: site.id,
    htmlAppId: site.htmlAppId,
    name: site.name,
    displayName: site.displayName,
    createdDate: site.createdDate,
    updatedDate: site.updatedDate,
    ...(site.trashedDate === undefined ? {} : { trashedDate: site.trashedDate }),
    published: site.published,
    premium: site.premium,
    viewUrl: site.published ? liveUrl : '',
    editUrl: `/editor/${site.id}?editorSessionId=${site.editorSessionId}`,
    thumbnail: `/site-thumbnail/${site.id}`,
    ownerAccountId: site.accountId,
    contributorAccountIds: site.contributors.map(({ accountId }) => accountId),
    editorType: site.editorType,
    blocked: site.blocked,
    ...(site.folderId === undefined ? {} : { folderId: site.folderId }),
    namespace: site.namespace,
    domainConnected: domain !== undefined,
    parentChildRole: 'NONE',
  };
}
