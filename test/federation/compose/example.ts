import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'yaml';
import { buildSchema } from '../../../src/graph/schema.ts';
import { composers } from '../supergraph/composers.ts';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: object;
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
}

export const root = join(import.meta.dirname, '../../..');
export const folder = join(root, 'examples/compose');
export const text = readFileSync(`${folder}/compose.yaml`, 'utf8');
export const { services } = parse(text) as { services: Readonly<Record<'graph' | 'gateway', Service>> };

/** Where the gateway reaches the graph on the network of the two: the name of its service, and the port of its image. */
export const graphUrl = 'http://graph:4000/graphql';

/** What the gateway serves, as it is composed from the present schema. */
export function composedSupergraph(): string {
  const sdl = printSubgraphSchema(buildSchema({ profile: 'portable', authDirectives: false }));
  const { supergraphSdl, errors } = composers.guild([{ name: 'accounts', url: graphUrl, sdl }]);
  if (supergraphSdl === undefined) throw new Error(errors.join('\n'));
  return `# Made by test/federation/compose.fed.ts: npm test --prefix test/federation -- -u\n${supergraphSdl.trim()}\n`;
}

/** The environment of a service, with these variables where the file asks for them. Throws for one that must be there and is not. */
export function environmentOf(service: Service, given: Readonly<Record<string, string>>): Record<string, string> {
  const filledIn = (value: string) =>
    value.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
      if (given[name]) return given[name];
      if (kind === '?') throw new Error(`${name} is missing: ${rest}`);
      return rest;
    });
  return Object.fromEntries(Object.entries(service.environment).map(([name, value]) => [name, filledIn(value)]));
}

/** What the Dockerfile sets for every container. */
export function imageEnvironment(dockerfile: string): Record<string, string> {
  const line = /^ENV (.+)$/m.exec(dockerfile)?.[1] ?? '';
  return Object.fromEntries(line.split(' ').map((pair) => pair.split('=') as [string, string]));
}
