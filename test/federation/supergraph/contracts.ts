import { composeSchemaContract } from '@theguild/federation-composition';
import { federateSubgraphsContract, ROUTER_COMPATIBILITY_VERSION_ONE } from '@wundergraph/composition';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import type { Subgraph } from './composers.ts';

/** A supergraph without the tagged parts, as clients of the contract see it. */
export interface Contract {
  readonly errors: readonly string[];
  /** Null if the composition failed. */
  readonly schema: GraphQLSchema | null;
}

type Compose = (subgraphs: readonly Subgraph[], exclude: readonly string[]) => Contract;

const guild =
  (removeUnreachable: boolean): Compose =>
  (subgraphs, exclude) => {
    const services = subgraphs.map(({ name, sdl, url }) => ({ name, url, typeDefs: parse(sdl) }));
    const tags = { include: new Set<string>(), exclude: new Set(exclude) };
    const { publicSdl, errors = [] } = composeSchemaContract(services, tags, removeUnreachable);
    return {
      errors: errors.map(({ message }) => message),
      schema: publicSdl === undefined ? null : buildASTSchema(parse(publicSdl)),
    };
  };

const cosmo: Compose = (subgraphs, exclude) => {
  const result = federateSubgraphsContract({
    subgraphs: subgraphs.map(({ name, sdl, url }) => ({ name, url, definitions: parse(sdl) })),
    contractTagOptions: { tagNamesToExclude: new Set(exclude), tagNamesToInclude: new Set() },
    version: ROUTER_COMPATIBILITY_VERSION_ONE,
  });
  return result.success
    ? { errors: [], schema: result.federatedGraphClientSchema }
    : { errors: result.errors.map(({ message }) => message), schema: null };
};

/** The composers that make contracts. Apollo's does so in its cloud only. */
export const contractComposers = { guild: guild(false), 'guild, reachable types only': guild(true), cosmo } as const;
