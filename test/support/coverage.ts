import { globSync } from 'node:fs';
import { isObjectType } from 'graphql';
import type { Upstream } from '../../src/graph/federation/upstream-plugin.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import type { AnyEndpoint } from '../../src/wix/endpoint.ts';
import { proofOf, proofTexts } from './proof.ts';

/** What Wix documents or hints at and the graph leaves out, with the reason. */
const notReachable: readonly (readonly [string, string])[] = [
  [
    'Move Site To Trash, Restore Site From Trash, Delete Site From Trash, Unpublish Site (alpha)',
    'body, header and answer are not documented',
  ],
  [
    'Delete Account Code, Bulk Delete Account Codes (Channels)',
    'generated invite links, which they delete, are not reachable',
  ],
  ['Get Dynamic Site Context', 'Query Sites and Get Editor Urls answer what the graph shows of it'],
  ['Query Premium Assets', 'the path is not documented'],
  ['Generate Account Invite Links (Channels)', 'the path is not documented'],
  ['Bulk Check Domain Availability', 'path and answer are not documented'],
  ['Upsert Domain Assignment', 'path and body are not documented'],
  ['Validate Authorization Code (domain transfer)', 'the body is not documented'],
  ['Create Account As Collaborator', 'body and answer are not documented'],
  ['Registered domains', 'internal at Wix: no public API lists domains registered through Wix'],
  ['Count Packages', 'the path is not documented'],
  ['Bulk List Published Site Urls', 'no public path'],
  ['Get Team V 2', 'alpha; Search Team answers the same and more'],
  [
    'Studio Workspace (marketplace, templates, earnings, certifications), AI Credits, Git Codestore, CMS Compliance, Partners',
    'outside the account graph: not about accounts, sites, domains or teams',
  ],
];

/** The endpoint definitions of all slices, in the order of their names. */
export async function allEndpoints(): Promise<AnyEndpoint[]> {
  const modules = await Promise.all(globSync('src/graph/*/rest.ts').map((path) => import(`../../${path}`)));
  const exports = modules.flatMap((module) => Object.values(module as Record<string, unknown>));
  return exports.filter(isOperation).sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function isOperation(value: unknown): value is AnyEndpoint {
  return typeof value === 'object' && value !== null && 'path' in value && 'retry' in value;
}

/** The fields that declare each endpoint as the call behind them, by its name. */
export function fieldsByOperation(): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const type of Object.values(buildSchema().getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const upstream = field.extensions['upstream'] as Upstream | undefined;
      if (upstream === undefined) continue;
      for (const { name } of [upstream.endpoint, upstream.fallback ?? []].flat()) {
        fields.set(name, [...(fields.get(name) ?? []), `${type.name}.${field.name}`]);
      }
    }
  }
  return fields;
}

const certainties = { documented: 'documented', preview: 'developer preview', partlyUnknown: 'partly unknown' };

/** The table of docs/coverage.md. */
export async function coverageTable(): Promise<string> {
  const fields = fieldsByOperation();
  const rows = (await allEndpoints()).map((endpoint) => {
    const places = (fields.get(endpoint.name) ?? []).map((place) => `\`${place}\``);
    const shown = places.length > 4 ? [...places.slice(0, 3), `${places.length - 3} more`] : places;
    return `| ${endpoint.name} | \`${endpoint.method} ${endpoint.path}\` | ${shown.join(', ')} | ${certainties[endpoint.certainty]} | ${proofTexts[proofOf(endpoint.name)]} |`;
  });
  return [
    '| operation | call | in the graph | certainty | proof |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    'Not reachable:',
    '',
    '| what | why |',
    '|---|---|',
    ...notReachable.map(([what, why]) => `| ${what} | ${why} |`),
  ].join('\n');
}
