/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query AccountOverview {\n  account {\n    id\n    name\n    status\n    sites(first: 5) {\n      totalCount\n      nodes {\n        id\n        displayName\n        kind\n        isPublished\n        url\n        primaryDomain {\n          name\n          propagationStatus\n        }\n      }\n    }\n    teamMembers(first: 5) {\n      totalCount\n      nodes {\n        name {\n          full\n        }\n        email\n      }\n    }\n  }\n}": typeof types.AccountOverviewDocument,
    "query ChildAccounts {\n  account {\n    children(first: 20) {\n      totalCount\n      nodes {\n        id\n        name\n        status\n        sites(first: 3) {\n          nodes {\n            displayName\n            url\n          }\n        }\n      }\n    }\n  }\n}": typeof types.ChildAccountsDocument,
    "query DomainHealth {\n  account {\n    domains(first: 100) {\n      nodes {\n        name\n        connectionMethod\n        propagationStatus\n        assignment {\n          role\n          redirectsTo\n          site {\n            displayName\n            isPublished\n          }\n        }\n      }\n    }\n  }\n}": typeof types.DomainHealthDocument,
    "query OpenInvites {\n  account {\n    invites(first: 50, statuses: [PENDING, EXPIRED]) {\n      totalCount\n      nodes {\n        id\n        email\n        status\n        expiresAt\n        assignments {\n          role {\n            title\n          }\n        }\n      }\n    }\n  }\n}": typeof types.OpenInvitesDocument,
    "query SitesWithoutDomain($after: String) {\n  account {\n    sites(\n      first: 50\n      after: $after\n      filter: {isPublished: true, isPremium: true, hasDomain: false}\n    ) {\n      nodes {\n        id\n        displayName\n        url\n        dashboardUrl\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}": typeof types.SitesWithoutDomainDocument,
    "query TeamAndRoles {\n  account {\n    ownerUserId\n    teamMembers(first: 50, orderBy: {field: NAME}) {\n      totalCount\n      nodes {\n        userId\n        name {\n          full\n        }\n        email\n        joinedAt\n        assignments {\n          role {\n            title\n            isCustom\n          }\n          scope {\n            __typename\n            ... on SiteScope {\n              siteName\n              site {\n                url\n              }\n            }\n            ... on FolderScope {\n              folderPaths\n            }\n          }\n        }\n      }\n    }\n  }\n}": typeof types.TeamAndRolesDocument,
    "query Trash {\n  account {\n    sites(first: 20, filter: {isTrashed: true}, orderBy: {field: TRASHED_AT}) {\n      nodes {\n        id\n        displayName\n        trashedAt\n      }\n    }\n  }\n}": typeof types.TrashDocument,
};
const documents: Documents = {
    "query AccountOverview {\n  account {\n    id\n    name\n    status\n    sites(first: 5) {\n      totalCount\n      nodes {\n        id\n        displayName\n        kind\n        isPublished\n        url\n        primaryDomain {\n          name\n          propagationStatus\n        }\n      }\n    }\n    teamMembers(first: 5) {\n      totalCount\n      nodes {\n        name {\n          full\n        }\n        email\n      }\n    }\n  }\n}": types.AccountOverviewDocument,
    "query ChildAccounts {\n  account {\n    children(first: 20) {\n      totalCount\n      nodes {\n        id\n        name\n        status\n        sites(first: 3) {\n          nodes {\n            displayName\n            url\n          }\n        }\n      }\n    }\n  }\n}": types.ChildAccountsDocument,
    "query DomainHealth {\n  account {\n    domains(first: 100) {\n      nodes {\n        name\n        connectionMethod\n        propagationStatus\n        assignment {\n          role\n          redirectsTo\n          site {\n            displayName\n            isPublished\n          }\n        }\n      }\n    }\n  }\n}": types.DomainHealthDocument,
    "query OpenInvites {\n  account {\n    invites(first: 50, statuses: [PENDING, EXPIRED]) {\n      totalCount\n      nodes {\n        id\n        email\n        status\n        expiresAt\n        assignments {\n          role {\n            title\n          }\n        }\n      }\n    }\n  }\n}": types.OpenInvitesDocument,
    "query SitesWithoutDomain($after: String) {\n  account {\n    sites(\n      first: 50\n      after: $after\n      filter: {isPublished: true, isPremium: true, hasDomain: false}\n    ) {\n      nodes {\n        id\n        displayName\n        url\n        dashboardUrl\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}": types.SitesWithoutDomainDocument,
    "query TeamAndRoles {\n  account {\n    ownerUserId\n    teamMembers(first: 50, orderBy: {field: NAME}) {\n      totalCount\n      nodes {\n        userId\n        name {\n          full\n        }\n        email\n        joinedAt\n        assignments {\n          role {\n            title\n            isCustom\n          }\n          scope {\n            __typename\n            ... on SiteScope {\n              siteName\n              site {\n                url\n              }\n            }\n            ... on FolderScope {\n              folderPaths\n            }\n          }\n        }\n      }\n    }\n  }\n}": types.TeamAndRolesDocument,
    "query Trash {\n  account {\n    sites(first: 20, filter: {isTrashed: true}, orderBy: {field: TRASHED_AT}) {\n      nodes {\n        id\n        displayName\n        trashedAt\n      }\n    }\n  }\n}": types.TrashDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query AccountOverview {\n  account {\n    id\n    name\n    status\n    sites(first: 5) {\n      totalCount\n      nodes {\n        id\n        displayName\n        kind\n        isPublished\n        url\n        primaryDomain {\n          name\n          propagationStatus\n        }\n      }\n    }\n    teamMembers(first: 5) {\n      totalCount\n      nodes {\n        name {\n          full\n        }\n        email\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').AccountOverviewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ChildAccounts {\n  account {\n    children(first: 20) {\n      totalCount\n      nodes {\n        id\n        name\n        status\n        sites(first: 3) {\n          nodes {\n            displayName\n            url\n          }\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').ChildAccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query DomainHealth {\n  account {\n    domains(first: 100) {\n      nodes {\n        name\n        connectionMethod\n        propagationStatus\n        assignment {\n          role\n          redirectsTo\n          site {\n            displayName\n            isPublished\n          }\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').DomainHealthDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query OpenInvites {\n  account {\n    invites(first: 50, statuses: [PENDING, EXPIRED]) {\n      totalCount\n      nodes {\n        id\n        email\n        status\n        expiresAt\n        assignments {\n          role {\n            title\n          }\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').OpenInvitesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SitesWithoutDomain($after: String) {\n  account {\n    sites(\n      first: 50\n      after: $after\n      filter: {isPublished: true, isPremium: true, hasDomain: false}\n    ) {\n      nodes {\n        id\n        displayName\n        url\n        dashboardUrl\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').SitesWithoutDomainDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query TeamAndRoles {\n  account {\n    ownerUserId\n    teamMembers(first: 50, orderBy: {field: NAME}) {\n      totalCount\n      nodes {\n        userId\n        name {\n          full\n        }\n        email\n        joinedAt\n        assignments {\n          role {\n            title\n            isCustom\n          }\n          scope {\n            __typename\n            ... on SiteScope {\n              siteName\n              site {\n                url\n              }\n            }\n            ... on FolderScope {\n              folderPaths\n            }\n          }\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').TeamAndRolesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Trash {\n  account {\n    sites(first: 20, filter: {isTrashed: true}, orderBy: {field: TRASHED_AT}) {\n      nodes {\n        id\n        displayName\n        trashedAt\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').TrashDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
