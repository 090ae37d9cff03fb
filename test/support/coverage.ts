import { globSync } from 'node:fs';
import { isObjectType } from 'graphql';
import type { Upstream } from '../../src/graph/federation/upstream-plugin.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import type { AnyEndpoint } from '../../src/wix/endpoint.ts';
import { proofOf, proofTexts } from './proof.ts';

/** Endpoints that Wix documents or mentions and the graph does not use, with the reason. */
const notReachable: readonly (readonly [string, string])[] = [
  [
    'Move Site To Trash, Restore Site From Trash, Delete Site From Trash, Unpublish Site (alpha)',
    'body, header and response are not documented',
  ],
  [
    'Delete Account Code, Bulk Delete Account Codes (Channels)',
    'they delete generated invite links, which are not in the graph',
  ],
  ['Get Dynamic Site Context', 'the graph reads this data from Query Sites and Get Editor Urls'],
  ['Query Premium Assets', 'the path is not documented'],
  ['Generate Account Invite Links (Channels)', 'the path is not documented'],
  ['Bulk Check Domain Availability', 'path and response are not documented'],
  ['Upsert Domain Assignment', 'path and body are not documented'],
  ['Validate Authorization Code (domain transfer)', 'the body is not documented'],
  ['Create Account As Collaborator', 'body and response are not documented'],
  [
    'Create, Delete, Redeem Registered Domain',
    'no longer documented; reads are enough for the dates on which domains expire',
  ],
  ['Count Packages', 'the path is not documented'],
  ['Bulk List Published Site Urls', 'no public path'],
  ['Get Team V 2', 'alpha; Search Team returns the same and more'],
  [
    'Copy Site, Publish, Update, Delete, Query and Count Templates (Studio Workspace)',
    'templates are designed and published in Wix Studio; some paths are not documented',
  ],
  [
    'Studio Workspace (marketplace, earnings, certifications), AI Credits, Git Codestore, CMS Compliance, Partners',
    'outside the account graph: not about accounts, sites, domains or teams',
  ],
];

/** Returns the endpoint definitions of all slices, sorted by name. */
export async function allEndpoints(): Promise<AnyEndpoint[]> {
  const modules = await Promise.all(globSync('src/graph/*/rest.ts').map((path) => import(`../../${path}`)));
  const exports = modules.flatMap((module) => Object.values(module as Record<string, unknown>));
  return exports.filter(isOperation).sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function isOperation(value: unknown): value is AnyEndpoint {
  return typeof value === 'object' && value !== null && 'path' in value && 'retry' in value;
}

/** Returns the fields that declare each endpoint as their upstream, by its name. */
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

/** Returns the tables of docs/coverage.md. */
export async function coverageTable(): Promise<string> {
  const fields = fieldsByOperation();
  const rows = (await allEndpoints()).map((endpoint) => {
    const places = (fields.get(endpoint.name) ?? []).map((place) => `\`${place}\``);
    const shown = places.length > 4 ? [...places.slice(0, 3), `${places.length - 3} more`] : places;
    return `| ${endpoint.name} | \`${endpoint.method} ${endpoint.path}\` | ${shown.join(', ')} | ${certainties[endpoint.certainty]} | ${proofTexts[proofOf(endpoint.name)]} |`;
  });
  return [
    '| endpoint | request | in the graph | certainty | proof |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    'Not in the graph:',
    '',
    '| endpoint or area | reason |',
    '|---|---|',
    ...notReachable.map(([what, why]) => `| ${what} | ${why} |`),
  ].join('\n');
}
