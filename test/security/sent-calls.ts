import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { AnyEndpoint, TextType, ValueType } from '../../src/wix/endpoint.ts';
import { isGuid } from '../../src/wix/values.ts';
import { allEndpoints } from '../support/coverage.ts';
import type { UpstreamCall } from './stage.ts';

const endpoints = await allEndpoints();

/** An endpoint with the values of its path parameters. */
interface Matched {
  readonly endpoint: AnyEndpoint;
  readonly params: Readonly<Record<string, string>>;
}

/** The endpoint of a call as it reached the wire. Throws for one that no definition describes. */
export function endpointOf({ method, url }: Pick<UpstreamCall, 'method' | 'url'>): Matched {
  const { pathname } = new URL(url, 'http://wix');
  const matches = endpoints.flatMap((endpoint): Matched[] => {
    if (endpoint.method !== method) return [];
    const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
    const pattern = endpoint.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '([^/]+)');
    const values = new RegExp(`^${pattern}$`).exec(pathname)?.slice(1);
    if (values === undefined) return [];
    return [
      { endpoint, params: Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(values[at] ?? '')])) },
    ];
  });
  // Of several, the one whose template leaves least open.
  const [best] = matches.sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  if (best === undefined) throw new Error(`No endpoint is defined for ${method} ${pathname}.`);
  return best;
}

/** An id of an account or site that left in a call. */
export interface SentId {
  readonly endpoint: string;
  readonly place: string;
  readonly id: string;
  /** Undefined where the endpoint declares nothing. */
  readonly type: TextType | ValueType | undefined;
}

/** Every id of `known` in a call, with what its endpoint says of its place. An id inside a longer text has no type. */
export function sentIds(call: UpstreamCall, known: ReadonlySet<string>): SentId[] {
  const { endpoint, params } = endpointOf(call);
  const texts: [place: string, text: string, type: SentId['type']][] = [];
  for (const [header, type] of [
    ['wix-account-id', 'accountId'],
    ['wix-site-id', 'siteId'],
  ] as const) {
    const text = call.headers[header];
    if (typeof text === 'string') texts.push([header, text, type]);
  }
  for (const [name, text] of Object.entries(params)) texts.push([`params.${name}`, text, endpoint.params?.[name]]);
  for (const [name, text] of new URL(call.url, 'http://wix').searchParams) {
    texts.push([`query.${name}`, text, declared(endpoint, `query.${name}`)]);
  }
  if (call.body !== '')
    texts.push(
      ...leaves('body', JSON.parse(call.body)).map(
        ([place, text]) => [place, text, declared(endpoint, place)] as const satisfies [string, string, SentId['type']],
      ),
    );
  return texts.flatMap(([place, text, type]) =>
    idsIn(text)
      .filter((id) => known.has(id))
      .map((id) => ({ endpoint: endpoint.name, place, id, type: isGuid(text) ? type : undefined })),
  );
}

function idsIn(text: string): string[] {
  return [...text.toLowerCase().matchAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)].map(([id]) => id);
}

/** What an endpoint declares of a place: itself, as a list, or through what is around it. */
function declared({ texts = {} }: AnyEndpoint, place: string): TextType | undefined {
  for (let at = place; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const type = texts[at] ?? texts[`${at}[]`];
    if (type !== undefined) return type;
  }
  return undefined;
}

function leaves(place: string, value: unknown): [string, string][] {
  if (typeof value === 'string') return [[place, value]];
  if (Array.isArray(value)) return value.flatMap((item) => leaves(`${place}[]`, item));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => leaves(`${place}.${key}`, item));
}

/** The ids of all accounts and sites of a sandbox, with the account that owns each. */
export function ownersOf({ state }: Sandbox): ReadonlyMap<string, string> {
  return new Map([
    ...[...state.accounts.keys()].map((id): [string, string] => [id, id]),
    ...[...state.sites.values()].map(({ id, accountId }): [string, string] => [id, accountId]),
  ]);
}

/** Where calls act on accounts or sites of accounts other than these. Lookups among an account's own sites and contributors act on nothing. */
export function strayIds(
  calls: readonly UpstreamCall[],
  owners: ReadonlyMap<string, string>,
  accountIds: readonly string[],
): SentId[] {
  const known = new Set(owners.keys());
  return calls
    .flatMap((call) => sentIds(call, known))
    .filter(({ type }) => type !== 'soughtSiteId' && type !== 'contributorAccountId')
    .filter(({ id }) => !accountIds.includes(owners.get(id) ?? ''));
}
