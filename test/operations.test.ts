import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { useGraph } from './support/graph.ts';
import { operations } from './support/operations.ts';

/** REST calls of each operation on the demo account. Whoever adds an operation writes its cost here. */
const calls: Record<string, Record<string, number>> = {
  'account-overview': {
    'Get Account': 1,
    'Query Sites': 1,
    'Count Sites': 1,
    'Search Team': 1,
    'List Connected Domains': 1,
  },
  'child-accounts': { 'List Child Accounts': 1, 'Get Account': 4, 'Query Sites': 4 },
  'domain-health': { 'List Connected Domains': 1, 'Query Sites': 1 },
  'open-invites': { 'Search Team': 1, 'Get Roles Info': 1 },
  'sites-without-domain': { 'Query Sites': 1 },
  'team-and-roles': { 'Get Account': 1, 'Search Team': 1, 'Get Roles Info': 1, 'Query Sites': 1 },
  'assignable-roles': { 'Get Roles Info': 1 },
  'apply-dns-records': { 'Get DNS Zone': 1 },
  'connect-domain': { 'Get Connected Domain': 1, 'Query Sites': 1, 'List Connected Domains': 1 },
  'child-account-sites': { 'Get Account': 1, 'Query Sites': 1, 'Count Sites': 1 },
  'client-handover': {
    'Query Sites': 1,
    'Get Editor Urls': 1,
    'List Published Site Urls': 1,
    'Query Folders': 1,
    'Get Site Properties': 1,
    'List Connected Domains': 1,
    'Query Site Contributors': 1,
    'Search Team': 1,
    'Get Roles Info': 1,
  },
  'domain-dns': { 'Get Connected Domain': 1, 'Get DNS Zone': 1, 'Preview DNS Zone': 1 },
  'domain-redirects': { 'Query Sites': 1, 'List Connected Domains': 1 },
  'domain-repair': {
    'Get Connected Domain': 1,
    'Get DNS Propagation': 1,
    'Get Connected Domain Setup Info': 1,
    'Query Sites': 1,
  },
  'domain-search': { 'Check Domain Availability': 1, 'Suggest Domains': 1 },
  'domains-to-fix': { 'List Connected Domains': 1, 'Get DNS Propagation': 10 },
  'expiring-invites': { 'Search Team': 1, 'Get Roles Info': 1 },
  'folder-sites': { 'Query Folders': 1, 'Query Sites': 1 },
  'folder-tree': { 'Query Folders': 1 },
  'headless-sites': { 'Query Sites': 1, 'Count Sites': 1 },
  'invite-team-member': { 'Get Roles Info': 1, 'Query Sites': 1, 'Search Team': 1 },
  'member-access': { 'Search Team': 1, 'Get Roles Info': 1, 'Query Folders': 1, 'Query Sites': 2 },
  'offboard-team-member': {
    'Get Account': 1,
    'Search Team': 1,
    'Get Roles Info': 1,
    'Query Sites': 2,
    'Query Folders': 1,
  },
  'onboard-client': {
    'Query Sites': 1,
    'Query Folders': 1,
    'Get Connected Domain': 1,
    'List Connected Domains': 1,
    'Get Roles Info': 1,
  },
  'onboard-create-site': { 'Create Project': 1, 'Query Sites': 1 },
  'packages-overview': { 'Query Packages': 1, 'Query Sites': 1 },
  'packages-to-act-on': { 'Query Packages': 1, 'Query Sites': 1 },
  'premium-not-published': { 'Query Sites': 1 },
  'preview-move-to-folder': { 'Query Folders': 1, 'Query Sites': 1 },
  'preview-trash': { 'Query Sites': 1 },
  'recently-changed': { 'Query Sites': 1, 'Query Folders': 1 },
  'site-access': { 'Query Sites': 1, 'Search Team': 1, 'Query Folders': 1, 'Get Roles Info': 1 },
  'site-business': { 'Query Sites': 1, 'Get Site Properties': 1 },
  'site-contributors': { 'Query Sites': 1, 'Get Roles Info': 1, 'Query Site Contributors': 6 },
  'sites-by-id': { 'Query Sites': 1, 'List Connected Domains': 1 },
  'sites-without-folder': { 'Query Sites': 1 },
  'team-size': { 'Search Team': 1, 'Get Roles Info': 1 },
  trash: { 'Query Sites': 1 },
};

describe('an operation of the library', () => {
  const graph = useGraph();

  it('has its cost written down', () => {
    expect(operations.map(({ name }) => name)).toEqual(Object.keys(calls).sort());
  });

  it('has an excerpt of its answer written down', () => {
    const written = globSync('test/operations/*.test.ts').flatMap((path) => [
      ...readFileSync(path, 'utf8').matchAll(/excerptOf\(graph, '([\w-]+)'\)/g),
    ]);
    expect(written.map(([, name]) => name).sort()).toEqual(operations.map(({ name }) => name));
  });

  it.each(operations)('answers on the sandbox at its known cost: $name', async ({ name, document, variables }) => {
    expect(document).toMatch(/^# [A-Z].*\b(call|calls|through)\b/);
    const answer = await graph.ask(document, variables);
    expect(answer.errors).toBeUndefined();
    expect(lists(answer.data).every((list) => list.length > 0)).toBe(true);
    expect(answer.calls).toEqual(calls[name]);
  });
});

/** Every `nodes` list of an answer: an example that shows nothing is none. */
function lists(value: unknown): unknown[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    ...(key === 'nodes' ? [child as unknown[]] : []),
    ...lists(child),
  ]);
}
