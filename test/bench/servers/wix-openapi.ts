/** The calls that the compared operations need, as an OpenAPI description: what a tool without code is given. */
type Schema = Readonly<Record<string, unknown>>;

const string: Schema = { type: 'string' };
const boolean: Schema = { type: 'boolean' };
const integer: Schema = { type: 'integer' };
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const list = (items: Schema): Schema => ({ type: 'array', items });
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({ type: 'object', properties });
const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, string]));
const flags = (...names: string[]) => Object.fromEntries(names.map((name) => [name, boolean]));

const answers = (schema: Schema) => ({
  200: { description: 'The answer.', content: { 'application/json': { schema } } },
});
const takes = (schema: Schema) => ({ required: true, content: { 'application/json': { schema } } });
const parameter = (name: string, place: 'path' | 'query', schema: Schema) => ({
  name,
  in: place,
  required: place === 'path',
  schema,
});

export const wixOpenApi = {
  openapi: '3.0.3',
  info: { title: 'Wix account level', version: '1' },
  paths: {
    '/accounts/v1/accounts/{accountId}': {
      get: {
        operationId: 'getAccount',
        parameters: [parameter('accountId', 'path', string)],
        responses: answers(object({ account: ref('Account') })),
      },
    },
    '/site-list/v2/sites/query': {
      post: {
        operationId: 'querySites',
        requestBody: takes(ref('QuerySites')),
        responses: answers(object({ sites: list(ref('Site')) })),
      },
    },
    '/domains/v1/connected-domains': {
      get: {
        operationId: 'listDomains',
        parameters: [parameter('paging.limit', 'query', integer), parameter('paging.cursor', 'query', string)],
        responses: answers(object({ connectedDomains: list(ref('Domain')) })),
      },
    },
    '/roles-management/v3/team/search': {
      post: {
        operationId: 'searchTeam',
        requestBody: takes(ref('SearchTeam')),
        responses: answers(object({ teamMembers: list(object({ user: ref('User') })), facets: list(ref('Facet')) })),
      },
    },
    '/roles-management/roles': {
      get: {
        operationId: 'getRoles',
        parameters: [],
        responses: answers(object({ predefinedRoles: list(ref('Role')), customRoles: list(ref('Role')) })),
      },
    },
  },
  components: {
    schemas: {
      Account: object(texts('accountId', 'accountName', 'accountOwner')),
      Site: object({
        ...texts(
          'id',
          'name',
          'displayName',
          'namespace',
          'editorType',
          'viewUrl',
          'thumbnail',
          'createdDate',
          'updatedDate',
        ),
        ...flags('published', 'premium', 'blocked', 'domainConnected'),
      }),
      Domain: object({
        ...texts('domain', 'connectionType', 'dnsPropagationStatus'),
        siteInfo: object(texts('id', 'assignmentType')),
      }),
      User: object({
        ...texts('id', 'email', 'joinedTeamAt'),
        name: object(texts('firstName', 'lastName')),
        assignments: list(
          object({
            policyId: string,
            restrictions: object({
              site: object(texts('id', 'value')),
              conditions: object({ conditions: list(object(texts('id', 'value'))) }),
            }),
          }),
        ),
      }),
      Facet: object({ facetType: string, values: list(object({ value: string, count: integer })) }),
      Role: object(texts('id', 'title')),
      QuerySites: object({
        query: object({
          filter: { type: 'object', additionalProperties: true },
          sort: list(object(texts('fieldName', 'order'))),
          cursorPaging: object({ limit: integer }),
        }),
      }),
      SearchTeam: object({
        facets: list(string),
        orderBy: list(object(texts('fieldName', 'direction'))),
        paging: object({ limit: integer, offset: integer }),
      }),
    },
  },
};
