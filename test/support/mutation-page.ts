import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  parse,
  print,
} from 'graphql';
import { buildSchema } from '../../src/graph/schema.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { mutationExamples } from './mutation-examples.ts';

type Mutation = GraphQLField<unknown, unknown>;

/** Printed in place of a certificate: a real one would bring its private key into the docs, and expire. */
export const certificatePlaceholder = 'the private key, the certificate and its intermediates, as PEM';

/** The noun of each group, with the names of its mutations. The first match counts. */
const nouns: readonly (readonly [string, RegExp])[] = [
  ['Accounts', /ChildAccount/],
  ['Certificates', /Certificate/],
  ['DNS zones', /Dns/],
  ['Domains', /Domain/],
  ['Folders', /Folder/],
  ['Packages and products', /Package|Product/],
  ['Site contributors', /Contributor/],
  ['Site invites', /SiteInvite/],
  ['Site properties', /^(rename|update)Site/],
  ['Sites', /Site/],
  ['Team members', /TeamMember/],
];

/** Fields of every item of a batch. */
const item = 'index status userErrors { code message path } verify';

/** Fields to select of each type in a payload. Of site properties, those that the input sets are selected as well. */
const selections: Readonly<Record<string, string>> = {
  Account: 'id name',
  ApplyDnsRecordsToDomainResult: `domainName ${item} changes { before { type hostName values } after { type hostName values } error { code message } }`,
  Certificate: 'certificateId domainNames validUntil',
  ContributorLocations: 'assignmentIds locationIds',
  DnsRecordChange: 'before { type hostName values } after { type hostName values } error { code message }',
  DnsZone: 'version records { type hostName ttlSeconds values }',
  Domain: 'name propagationStatus assignment { role site { id } }',
  DryRun:
    'isPossible changes { type objectId summary } problems { code message path } warnings calls { operation count permission }',
  Folder: 'id name',
  InviteSiteContributorResult: 'email invite { id status } error { code message }',
  InviteTeamMemberResult: 'email invite { id status } error { code message }',
  MoveFolderResult: 'folderId folder { id parent { id } } error { code message }',
  MoveSiteToFolderResult: 'siteId site { id folder { id } } error { code message }',
  MoveSiteToTrashResult: 'siteId site { id trashedAt } error { code message }',
  Package: 'id externalId productInstances { id status }',
  ProductInstance: 'id status siteId',
  RemoveContributorResult: `siteId contributorAccountId removedContributorId ${item}`,
  RemoveTeamMemberResult: `userId removedTeamMemberId ${item}`,
  RoleAssignment: 'assignmentId roleId',
  Site: 'id displayName isPublished',
  SiteContributor: 'id accountId roles { roleId title }',
  SiteInvite: 'id email status expiresAt',
  SiteProperties: 'id version',
  TeamMember: 'userId email assignments { assignmentId roleId }',
  UserError: 'code message path upstreamCode',
};

/** Returns the page with an example of each mutation, for the objects of the demo sandbox. */
export function mutationPage(): string {
  const mutations = Object.values(buildSchema().getMutationType()?.getFields() ?? {});
  const examples = mutationExamples(createSandbox());
  const groups = nouns.flatMap(([noun]) => {
    const members = mutations.filter(({ name }) => nounOf(name) === noun);
    return members.length === 0 ? [] : [`## ${noun}`, ...members.map((one) => section(one, examples[one.name]))];
  });
  return `${[
    '# Mutations',
    'One example of each mutation, with the ids of the demo sandbox. [Writing](writing.md) explains refusals, dry runs, idempotency keys and\nlost responses; [schema](schema.md#mutation) has the full descriptions.',
    'Each example is meant for a fresh sandbox. With `dryRun: true`, nothing is changed and the fields beside `dryRun` and `userErrors` are null\nor empty: send `false` to apply the change. Inputs without `dryRun` are applied.',
    'Generated from the schema and `test/support/mutation-examples.ts` by `npx vitest run test/docs.test.ts -u`.',
    ...groups,
  ].join('\n\n')}\n`;
}

function nounOf(mutation: string): string {
  const [noun] = nouns.find(([, names]) => names.test(mutation)) ?? [];
  if (noun === undefined) throw new Error(`${mutation} belongs to no noun: add one in test/support/mutation-page.ts`);
  return noun;
}

function section(mutation: Mutation, example: Readonly<Record<string, unknown>> | undefined): string {
  if (example === undefined) throw new Error(`${mutation.name} has no example: add one in mutation-examples.ts`);
  const input = getNamedType(mutation.args[0]?.type);
  const dryRun = isInputObjectType(input) && 'dryRun' in input.getFields() ? { dryRun: true } : {};
  const certificate = 'certificatePem' in example ? { certificatePem: certificatePlaceholder } : {};
  return [
    `### ${mutation.name}`,
    firstSentence(mutation),
    ...('certificatePem' in example
      ? ['Replace `certificatePem` with your own, on one line with `\\n` for each line break.']
      : []),
    fenced('graphql', documentOf(mutation, Object.keys(example))),
    fenced('json', JSON.stringify({ input: { ...example, ...certificate, ...dryRun } }, null, 2)),
  ].join('\n\n');
}

function firstSentence({ name, description }: Mutation): string {
  const [sentence] = /^.*?\.(?=\s|$)/s.exec(description ?? '') ?? [];
  if (sentence === undefined) throw new Error(`The description of ${name} has no sentence`);
  return sentence;
}

function fenced(language: string, code: string): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}

function documentOf({ name, type, args }: Mutation, inputFields: readonly string[]): string {
  const payload = getNamedType(type);
  if (!isObjectType(payload)) throw new Error(`${name} returns no object`);
  const fields = Object.values(payload.getFields())
    .filter((field) => !field.name.endsWith('Edge'))
    .sort((a, b) => place(a.name) - place(b.name))
    .map((field) => `${field.name} ${selectionOf(field, inputFields)}`);
  const operation = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  return print(
    parse(`mutation ${operation}($input: ${args[0]?.type}) { ${name}(input: $input) { ${fields.join(' ')} } }`),
  );
}

/** The dry run comes first, the errors come last. */
function place(field: string): number {
  return field === 'dryRun' ? 0 : field === 'userErrors' ? 2 : 1;
}

function selectionOf({ type }: GraphQLField<unknown, unknown>, inputFields: readonly string[]): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  const selection = selections[named.name];
  if (selection === undefined || !isObjectType(named)) {
    throw new Error(`No selection for ${named.name}: add one in test/support/mutation-page.ts`);
  }
  if (named.name !== 'SiteProperties') return `{ ${selection} }`;
  return `{ ${[selection, ...writtenFields(named, inputFields)].join(' ')} }`;
}

/** Selects the fields that the input sets, in the object or one level below. */
function writtenFields(type: GraphQLObjectType, inputFields: readonly string[]): readonly string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const target = getNamedType(field.type);
    if (!isObjectType(target)) return inputFields.includes(field.name) ? [field.name] : [];
    const leaves = Object.values(target.getFields()).filter((one) => isLeafType(getNamedType(one.type)));
    const shown = inputFields.includes(field.name)
      ? leaves.map(({ name }) => name)
      : writtenFields(target, inputFields);
    return shown.length === 0 ? [] : [`${field.name} { ${shown.join(' ')} }`];
  });
}
