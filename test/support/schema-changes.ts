import { buildSchema, findBreakingChanges } from 'graphql';
import { withStrictNullability } from '../../src/graph/federation/api-sdl.ts';

/** A change that can break a client. */
export interface SchemaChange {
  /** The schema coordinate, such as `Role.id`, `SiteKind.WIX` or `Query.site(id:)`. */
  readonly coordinate: string;
  readonly message: string;
}

/**
 * Returns the changes between two plain SDLs that break clients, including those that treat `@semanticNonNull` as
 * non-null.
 */
export function breakingChanges(before: string, after: string): readonly SchemaChange[] {
  const compared = [(sdl: string) => sdl, withStrictNullability].flatMap((read) =>
    findBreakingChanges(buildSchema(read(before)), buildSchema(read(after))),
  );
  const messages = new Set(compared.map(({ description }) => description));
  return [...messages].map((message) => ({ coordinate: coordinateOf(message), message }));
}

/** Returns the breaking changes whose coordinate the section "Unreleased" of a changelog does not name. */
export function unnamedChanges(before: string, after: string, changelog: string): readonly SchemaChange[] {
  const unreleased = changelog.match(/^## Unreleased$([\s\S]*?)(?=^## |(?![\s\S]))/m)?.[1] ?? '';
  const named = new Set([...unreleased.matchAll(/`([^`]+)`/g)].map(([, code]) => code));
  return breakingChanges(before, after).filter(({ coordinate }) => !named.has(coordinate));
}

/** The sentences of graphql-js in which the type does not come first, with the coordinate they are about. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^(\w+) was removed from (?:enum|union) type (\w+)\./, '$2.$1'],
  [/^A required field (\w+) on input type (\w+) was added\./, '$2.$1'],
  [/^A required arg (\w+) on ([\w.]+) was added\./, '$2($1:)'],
  [/^([\w.]+) arg (\w+) (?:was removed|has changed type)/, '$1($2:)'],
  [/^(\w+) no longer implements interface \w+\./, '$1'],
  [/^Standard scalar (\w+) was removed/, '$1'],
  [/^([\w.]+)/, '$1'],
];

function coordinateOf(message: string): string {
  for (const [pattern, coordinate] of sentences) {
    const match = message.match(pattern);
    if (match !== null) return match[0].replace(pattern, coordinate);
  }
  return message;
}
