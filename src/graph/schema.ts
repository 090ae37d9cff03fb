import './scalars.ts';
import './rate-limit/schema.ts';
import './account/schema.ts';
import './account/mutation.ts';
import './site/schema.ts';
import './site/mutation-publish.ts';
import './site/mutation-trash.ts';
import './site/mutation-create.ts';
import './site/mutation-duplicate.ts';
import './site/mutation-unpublish.ts';
import './site/mutation-transfer.ts';
import './template/schema.ts';
import './template/mutation.ts';
import './domain/schema.ts';
import './domain/mutation-connect.ts';
import './domain/mutation-disconnect.ts';
import './certificate/schema.ts';
import './certificate/mutation.ts';
import './role/schema.ts';
import './assignment/schema.ts';
import './team/schema.ts';
import './team/mutation-assignments.ts';
import './team/mutation-remove.ts';
import './team/mutation-remove-many.ts';
import './invite/schema.ts';
import './invite/mutation.ts';
import './folder/schema.ts';
import './folder/mutation.ts';
import './folder/mutation-delete.ts';
import './folder/mutation-move-folders.ts';
import './folder/mutation-move-sites.ts';
import './team-access/schema.ts';
import './team-counts/schema.ts';
import './contributor/schema.ts';
import './contributor/mutation-roles.ts';
import './contributor/mutation-locations.ts';
import './contributor/mutation-remove.ts';
import './contributor/mutation-remove-many.ts';
import './site-invite/schema.ts';
import './site-invite/mutation-invite.ts';
import './site-invite/mutation-open-invite.ts';
import './site-url/schema.ts';
import './site-properties/schema.ts';
import './site-properties/mutation-rename.ts';
import './site-properties/mutation-profile.ts';
import './site-properties/mutation-contact.ts';
import './site-properties/mutation-region.ts';
import './site-properties/mutation-schedule.ts';
import './site-properties/mutation-consent.ts';
import './dns/schema.ts';
import './dns/mutation-apply.ts';
import './dns/mutation-apply-many.ts';
import './dns/mutation-replace.ts';
import './dns/mutation-update.ts';
import './domain-setup/schema.ts';
import './dns-propagation/schema.ts';
import './domain-assignment/schema.ts';
import './domain-assignment/mutation.ts';
import './registered-domain/schema.ts';
import './domain-search/schema.ts';
import './domain-transfer/schema.ts';
import './directory/schema.ts';
import './directory/all-sites.ts';
import './directory/all-domains.ts';
import './directory/all-people.ts';
import './directory/changes.ts';
import './directory/attention.ts';
import './package/schema.ts';
import './package/mutation.ts';
import './package/mutation-adjust.ts';
import './package/mutation-assign.ts';
import './package/mutation-cancel.ts';
import './package/mutation-external-id.ts';
import type { GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';
import { refuseEmptyLists } from './empty-lists.ts';
import { describeFederation } from './federation/descriptions.ts';
import { isolateEntities } from './federation/entities.ts';
import { linkOf, type SchemaOptions } from './federation/profile.ts';
import { enforceScopes } from './federation/scopes.ts';
import { printSdl } from './federation/sdl.ts';
import { withNodes } from './node/with-nodes.ts';
import { nullMeansDefault } from './null-defaults.ts';

/** The SDL that every composer accepts, with the permissions that fields need. */
export const defaultSchemaOptions: SchemaOptions = { profile: 'portable', authDirectives: true };

/** Builds the whole graph as a federation subgraph. `_service { sdl }` returns the text from {@link printSdl}. */
export function buildSchema(options: SchemaOptions = defaultSchemaOptions): GraphQLSchema {
  const built = builder.toSubGraphSchema({ ...linkOf(options), federation: options });
  const whole = options.relayNode === true ? withNodes(built) : built;
  const schema = describeFederation(isolateEntities(enforceScopes(refuseEmptyLists(nullMeansDefault(whole)))));
  const service = schema.getQueryType()?.getFields()['_service'];
  if (service !== undefined) {
    // Only a gateway or composer asks for it, and printing takes a fifth of the start.
    let sdl: string | undefined;
    service.resolve = () => {
      sdl ??= printSdl(whole === built ? schema : buildSchema({ ...options, relayNode: false }), options);
      return { sdl };
    };
  }
  return schema;
}
