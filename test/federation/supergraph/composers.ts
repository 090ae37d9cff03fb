import { composeServices as composeWithApollo } from '@apollo/composition';
import { composeServices as composeWithGuild } from '@theguild/federation-composition';
import { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } from '@wundergraph/composition';
import { parse } from 'graphql';

export interface Subgraph {
  readonly name: string;
  readonly sdl: string;
  /** Where a gateway reaches it. */
  readonly url: string;
}

export interface Composition {
  /** Absent with errors, and for Cosmo, whose router has a format of its own. */
  readonly supergraphSdl: string | undefined;
  readonly errors: readonly string[];
  /** What the composer remarks on a supergraph that it made all the same. */
  readonly hints: readonly string[];
}

/** Apollo's composer, which rover and GraphOS run. */
function apollo(subgraphs: readonly Subgraph[]): Composition {
  const { supergraphSdl, errors = [], hints = [] } = composeWithApollo(parsed(subgraphs));
  return {
    supergraphSdl,
    errors: errors.map(({ message }) => message),
    hints: hints.map(({ definition, message }) => `${definition.code}: ${message}`),
  };
}

/** The Guild's composer, which Hive Console and Mesh run. It gives no hints. */
function guild(subgraphs: readonly Subgraph[]): Composition {
  const { supergraphSdl, errors = [] } = composeWithGuild(parsed(subgraphs));
  return { supergraphSdl, errors: errors.map(({ message }) => message), hints: [] };
}

/** WunderGraph's composer, which wgc runs for the Cosmo router. */
function cosmo(subgraphs: readonly Subgraph[]): Composition {
  const result = federateSubgraphs({
    subgraphs: subgraphs.map(({ name, sdl, url }) => ({ name, url, definitions: parse(sdl) })),
    version: ROUTER_COMPATIBILITY_VERSION_ONE,
  });
  return {
    supergraphSdl: undefined,
    errors: result.success ? [] : result.errors.map(({ message }) => message),
    hints: result.warnings.map(({ message }) => message),
  };
}

export const composers = { apollo, guild, cosmo } as const;

function parsed(subgraphs: readonly Subgraph[]) {
  return subgraphs.map(({ name, sdl, url }) => ({ name, url, typeDefs: parse(sdl) }));
}
