import type { AnyEndpoint, AnyInput, TextType, ValueType } from './endpoint.ts';
import { isGuid } from './values.ts';

/** The accounts and sites that a call acts on. */
export interface NamedIds {
  readonly accountIds: readonly string[];
  readonly siteIds: readonly string[];
  /** Whether the input has a GUID at a position that the endpoint doesn't declare, which could identify anything. */
  readonly undeclared: boolean;
}

/** Returns the accounts and sites that a call acts on, from the headers, path, query and body of its input. */
export function idsIn(endpoint: AnyEndpoint, input: AnyInput): NamedIds {
  const found = new Map<TextType | ValueType | undefined, string[]>();
  for (const { text, type } of textsIn(endpoint, input)) {
    const known = found.get(type);
    if (known === undefined) found.set(type, [text]);
    else known.push(text);
  }
  return {
    accountIds: [...new Set(found.get('accountId'))],
    siteIds: [...new Set(found.get('siteId'))],
    undeclared: found.get(undefined)?.some(isGuid) ?? false,
  };
}

/** A text of an input with its path and its declared type; undefined if it has none. */
export interface PlacedText {
  readonly path: string;
  readonly text: string;
  readonly type: TextType | ValueType | undefined;
}

/** Yields all texts that a call sends, headers first. */
export function* textsIn({ params, texts }: AnyEndpoint, input: AnyInput): Generator<PlacedText> {
  if (input.accountId !== undefined) yield { path: 'accountId', text: input.accountId, type: 'accountId' };
  if (input.siteId !== undefined) yield { path: 'siteId', text: input.siteId, type: 'siteId' };
  for (const [name, text] of Object.entries(input.params ?? {})) {
    yield { path: `params.${name}`, text, type: params?.[name] };
  }
  yield* textsAt('query', input.query, undefined, texts ?? {});
  yield* textsAt('body', input.body, undefined, texts ?? {});
}

function* textsAt(
  path: string,
  value: unknown,
  around: TextType | undefined,
  texts: Readonly<Record<string, TextType>>,
): Generator<PlacedText> {
  const type = Object.hasOwn(texts, path) ? texts[path] : around;
  if (typeof value === 'string') yield { path, text: value, type };
  else if (Array.isArray(value)) {
    for (const item of value) yield* textsAt(`${path}[]`, item, type, texts);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* textsAt(`${path}.${key}`, item, type, texts);
  }
}
