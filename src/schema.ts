import './scalars.ts';
import './account/schema.ts';
import './site/schema.ts';
import './domain/schema.ts';
import './role/schema.ts';
import './assignment/schema.ts';
import './team/schema.ts';
import './invite/schema.ts';
import { builder } from './builder.ts';

/** The whole graph, as a federation subgraph. */
export const schema = builder.toSubGraphSchema({ linkUrl: 'https://specs.apollo.dev/federation/v2.9' });
