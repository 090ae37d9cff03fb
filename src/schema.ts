import './scalars.ts';
import './rate-limit/schema.ts';
import './account/schema.ts';
import './account/mutation.ts';
import './site/schema.ts';
import './site/mutation.ts';
import './domain/schema.ts';
import './domain/mutation-connect.ts';
import './domain/mutation-disconnect.ts';
import './role/schema.ts';
import './assignment/schema.ts';
import './team/schema.ts';
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
import './site-url/schema.ts';
import './site-properties/schema.ts';
import './dns/schema.ts';
import './domain-setup/schema.ts';
import './dns-propagation/schema.ts';
import './domain-assignment/schema.ts';
import './domain-search/schema.ts';
import type { GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';
import { isolateEntities } from './federation/entities.ts';
import { linkOf, type SchemaOptions } from './federation/profile.ts';

/** The SDL that composes everywhere and tells the permissions that fields need. */
export const defaultSchemaOptions: SchemaOptions = { profile: 'portable', authDirectives: true };

/** Builds the whole graph as a federation subgraph; `_service { sdl }` answers the SDL of the profile. */
export function buildSchema(options: SchemaOptions = defaultSchemaOptions): GraphQLSchema {
  return isolateEntities(builder.toSubGraphSchema({ ...linkOf(options), federation: options }));
}
