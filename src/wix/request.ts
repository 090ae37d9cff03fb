import { type ApiKey, revealApiKey } from './credential.ts';
import type { AnyEndpoint, AnyInput } from './endpoint.ts';
import { WixError } from './error.ts';
import { isValue } from './values.ts';

/** An HTTP request, ready to be sent to the configured origin. */
export interface WixRequest {
  readonly method: AnyEndpoint['method'];
  /** Path with query string. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/**
 * Builds the request of a call: path from the template, dotted query, JSON body, the raw key and exactly the id header that the endpoint's
 * level requires (dev.wix.com/docs/rest/articles/get-started/api-keys, read 2026-11-23).
 *
 * Throws a {@link WixError} `badInput` if a path parameter or id does not have its declared type, because encoding alone would not keep `..`
 * from changing the path.
 */
export function buildRequest(endpoint: AnyEndpoint, input: AnyInput, key: ApiKey | null): WixRequest {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-encoding': 'gzip' };
  if (key !== null) headers['authorization'] = revealApiKey(key);
  else if (endpoint.level !== 'public') throw badInput(endpoint, 'needs an API key');
  if (endpoint.level === 'account') {
    headers['wix-account-id'] = guidOf(endpoint, 'accountId', input.accountId);
    if (endpoint.optionalSite && input.siteId !== undefined) {
      headers['wix-site-id'] = guidOf(endpoint, 'siteId', input.siteId);
    }
  } else if (endpoint.level === 'site') {
    headers['wix-site-id'] = guidOf(endpoint, 'siteId', input.siteId);
  }
  let body: string | undefined;
  if (input.body !== undefined) {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(input.body);
  }
  return { method: endpoint.method, path: buildPath(endpoint, input), headers, body };
}

function buildPath(endpoint: AnyEndpoint, input: AnyInput): string {
  let path = '';
  for (const { name, literal } of partsOf(endpoint.path)) {
    path += literal;
    if (name === null) continue;
    const type = endpoint.params?.[name];
    const value = input.params?.[name];
    if (type === undefined || !isValue(type, value)) throw badInput(endpoint, `path parameter ${name} is not valid`);
    path += encodeURIComponent(value);
  }
  if (input.query === undefined) return path;
  const search = new URLSearchParams();
  appendQuery(search, '', input.query);
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

/** A piece of a path template, and the parameter that follows it; null at the end. */
interface PathPart {
  readonly literal: string;
  readonly name: string | null;
}

/** Parsed path templates. There are only as many as endpoints. */
const knownParts = new Map<string, readonly PathPart[]>();

function partsOf(template: string): readonly PathPart[] {
  const known = knownParts.get(template);
  if (known !== undefined) return known;
  const pieces = template.split(/\{([A-Za-z]+)\}/);
  const parts: PathPart[] = [];
  for (let at = 0; at < pieces.length; at += 2) parts.push({ literal: pieces[at] ?? '', name: pieces[at + 1] ?? null });
  knownParts.set(template, parts);
  return parts;
}

/** Encodes a query as Wix's own client does: nested objects with dots, arrays by repeating the key, absent values omitted. */
function appendQuery(search: URLSearchParams, name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) appendQuery(search, name, item);
  } else if (typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) appendQuery(search, name === '' ? key : `${name}.${key}`, item);
  } else {
    search.append(name, String(value));
  }
}

function guidOf(endpoint: AnyEndpoint, name: string, value: string | undefined): string {
  if (!isValue('guid', value)) throw badInput(endpoint, `${name} is not a GUID`);
  return value;
}

function badInput(endpoint: AnyEndpoint, message: string): WixError {
  return new WixError('badInput', message, { endpoint: endpoint.name, notSent: true });
}
