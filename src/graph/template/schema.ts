import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import { entity } from '../federation/entity.ts';
import { objectId, readObjectId } from '../object-id.ts';
import { templateById } from './loader.ts';
import type { Template } from './model.ts';
import { getTemplate } from './rest.ts';

const TemplateRef = builder.objectRef<Template>('SiteTemplate').implement({
  description: 'A custom template that was made of a site in Wix Studio. From a developer preview of Wix.',
  fields: (t) => ({
    id: t.id({
      description:
        "Identifies the template in its account. Opaque and unique over all accounts. Inputs take Wix's id: see `templateId`.",
      resolve: ({ accountId, id }) => objectId('SiteTemplate', accountId, id),
    }),
    templateId: t.exposeID('id', { description: "The template's GUID, as inputs take it." }),
    account: t.field({
      type: AccountRef,
      description: 'The account that owns the template.',
      resolve: ({ accountId }) => ({ id: accountId }),
    }),
    name: t.exposeString('name', {
      nullable: true,
      description: "The template's name. Null if Wix doesn't return it.",
    }),
    isHidden: t.exposeBoolean('isHidden', { description: 'Whether the template is hidden.' }),
    platformRaw: t.exposeString('platformRaw', {
      nullable: true,
      description: 'The platform that the template is made for, as Wix sends it. Its values are not documented.',
    }),
    templateTypeRaw: t.exposeString('typeRaw', {
      nullable: true,
      description: 'The type of the template, as Wix sends it. Its values are not documented.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: "The time the template was created. Null if Wix doesn't return it.",
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: "The time the template was last changed. Null if Wix doesn't return it.",
    }),
    lastEditedAt: t.expose('lastEditedAt', {
      type: 'DateTime',
      nullable: true,
      description: "The time the template's design was last edited. Null if Wix doesn't return it.",
    }),
  }),
});

/** Reads the part of an id of ours. Throws an InputError if it is not the GUID of a template. */
function keyOf(id: string, accountId: string) {
  if (guidInput('id', id, 'a template') === id) return { id, accountId };
  throw new InputError('id', 'id must be as returned by SiteTemplate.id.');
}

entity(builder, TemplateRef, {
  keys: ['id'],
  upstream: getTemplate,
  readKey: (representation) => {
    const { accountId, parts } = readObjectId('id', 'SiteTemplate', 1, representation.text('id', 2_048));
    return keyOf(parts.join(), accountId);
  },
  load: ({ id, accountId }, context) => templateById(context, accountId, id),
  node: { form: 'objectId', readKey: keyOf },
});

builder.queryField('siteTemplate', (t) =>
  t.field({
    upstream: { endpoint: getTemplate, per: 'field' },
    type: TemplateRef,
    nullable: true,
    description:
      "A custom template by its id. Null if the account doesn't have it. Costs one REST call (Get Template, a developer " +
      'preview of Wix). Wix documents no path for a list of templates.',
    args: {
      id: t.arg.id({ required: true, description: "The template's GUID." }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { id, accountId }, context) =>
      templateById(context, ownerOf(context, accountId), guidInput('id', id, 'a template')),
  }),
);
