import { type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import { scopesOfField, scopesOfType } from '../../src/graph/federation/scopes.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import { inviteSecretScope, unnamedReadScope, unnamedWriteScope } from '../../src/wix/scope.ts';

const ownScopes = new Set([unnamedReadScope, unnamedWriteScope, inviteSecretScope]);

/** Returns the tables of docs/permissions.md: the scopes and permissions that each field and entity needs. */
export function permissionTables(): string {
  const schema = buildSchema();
  const types = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('_'))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en'));
  const guarded = types.filter((type) => scopesOfType(type).length > 0);
  return [
    '## Types',
    '',
    'A field that returns one of these types also needs the scopes of the type, and so does `_entities`.',
    '',
    ...table(guarded.map((type) => row([type.name], scopesOfType(type)))),
    '',
    '## Fields',
    '',
    ...table(types.flatMap(rowsOf)),
  ].join('\n');
}

/** Returns one row for each field that needs a scope, and one for all other fields of the type. */
function rowsOf(type: GraphQLObjectType): string[] {
  const fields = Object.values(type.getFields())
    .filter(({ name }) => !name.startsWith('_'))
    .map((field) => ({
      name: `${type.name}.${field.name}`,
      scopes: [...new Set([...scopesOfField(field), ...scopesOfType(getNamedType(field.type))])],
    }));
  const open = fields.filter(({ scopes }) => scopes.length === 0).map(({ name }) => name);
  return [
    ...fields.filter(({ scopes }) => scopes.length > 0).map(({ name, scopes }) => row([name], scopes)),
    ...(open.length === 0 ? [] : [row(open, [])]),
  ];
}

function table(rows: readonly string[]): string[] {
  return ['| type or field | token scopes | key permissions |', '|---|---|---|', ...rows];
}

function row(names: readonly string[], scopes: readonly string[]): string {
  const code = (texts: readonly string[]) => texts.map((text) => `\`${text}\``).join(', ');
  const permissions = scopes.filter((scope) => !ownScopes.has(scope));
  const ofKey = permissions.length > 0 ? code(permissions) : scopes.length > 0 ? 'not documented by Wix' : 'none';
  return `| ${code(names)} | ${scopes.length > 0 ? code(scopes) : 'none'} | ${ofKey} |`;
}

function rank({ name }: GraphQLObjectType): number {
  return name === 'Query' ? 0 : name === 'Mutation' ? 1 : 2;
}
