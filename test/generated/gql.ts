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
};
const documents: Documents = {
    "query AccountOverview {\n  account {\n    id\n    name\n    status\n    sites(first: 5) {\n      totalCount\n      nodes {\n        id\n        displayName\n        kind\n        isPublished\n        url\n        primaryDomain {\n          name\n          propagationStatus\n        }\n      }\n    }\n    teamMembers(first: 5) {\n      totalCount\n      nodes {\n        name {\n          full\n        }\n        email\n      }\n    }\n  }\n}": types.AccountOverviewDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query AccountOverview {\n  account {\n    id\n    name\n    status\n    sites(first: 5) {\n      totalCount\n      nodes {\n        id\n        displayName\n        kind\n        isPublished\n        url\n        primaryDomain {\n          name\n          propagationStatus\n        }\n      }\n    }\n    teamMembers(first: 5) {\n      totalCount\n      nodes {\n        name {\n          full\n        }\n        email\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').AccountOverviewDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
