import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import {
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../src/graph/schema.ts';
import { repeatedMeanings } from './support/repeated-meanings.ts';

/** A clause that stands for a noun ("What becomes of it") instead of the noun ("The result"). */
const freeRelative = /^(What|Who|How|Where|Which|Whoever|Whose|Whatever|Whichever|Wherever)\b/;

/** The text of every doc block in a source, without its asterisks. */
function docBlocks(source: string): string[] {
  return [...source.matchAll(/\/\*\*([\s\S]*?)\*\//g)].map(([, text = '']) =>
    text
      .split('\n')
      .map((line) => line.replace(/^\s*\*? ?/, ''))
      .join('\n')
      .trim(),
  );
}

interface Described {
  /** The path in the schema, such as `Account.site(id:)`. */
  readonly path: string;
  /** The name and type of a field or argument; null for a type or an enum value. */
  readonly signature: string | null;
  /** The name of the type that the description is about: the parent of a field, the result of an argument's field. */
  readonly about: string;
  readonly description: string;
}

function describedIn(schema: GraphQLSchema): Described[] {
  return Object.values(schema.getTypeMap()).flatMap((type): Described[] => {
    if (type.name.startsWith('_')) return [];
    const about = type.name;
    const own = { path: about, signature: null, about, description: type.description ?? '' };
    const part = (name: string, signature: string | null, description: string | null | undefined) => ({
      path: `${about}.${name}`,
      signature,
      about,
      description: description ?? '',
    });
    if (isEnumType(type)) {
      return [own, ...type.getValues().map(({ name, description }) => part(name, null, description))];
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      return [own, ...fields.map((field) => part(field.name, `${field.name}: ${field.type}`, field.description))];
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return [own];
    const fields = Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'));
    return [
      own,
      ...fields.flatMap((field) => [
        part(field.name, `${field.name}: ${field.type}`, field.description),
        ...field.args.map((arg) => ({
          ...part(`${field.name}(${arg.name}:)`, `(${arg.name}: ${arg.type})`, arg.description),
          about: getNamedType(field.type).name,
        })),
      ]),
    ];
  });
}

/** Returns a text with `~` for the noun of its type, so that "the folder's GUID" and "the invite's GUID" are equal. */
function withoutNoun(text: string, type: string): string {
  if (/(Input|Payload|Result)$/.test(type)) return text;
  const words = type.replace(/Connection$/, '').match(/[A-Z][a-z]*/g) ?? [];
  const nouns = words.map((_, index) => words.slice(index).join(' '));
  return nouns.reduce((rest, noun) => rest.replace(new RegExp(`\\b${noun}(?=s?\\b)`, 'gi'), '~'), text);
}

/** The first sentences that describe each name and type, where there are several. Later sentences may add facts. */
function meaningsOf(all: readonly Described[]): Map<string, Set<string>> {
  const meanings = new Map<string, Set<string>>();
  for (const { signature, about, description } of all) {
    if (signature === null) continue;
    const [first = ''] = description.split(/(?<=[.)])\s/);
    const sentences = meanings.get(signature) ?? new Set();
    meanings.set(signature, sentences.add(withoutNoun(first, about)));
  }
  return new Map([...meanings].filter(([, sentences]) => sentences.size > 1));
}

const conventional = /^(feat|fix|docs|style|refactor|perf|test|build|ci|chore|revert)(\([a-z0-9-]+\))?!?: [a-z].*[^.]$/;

/** Longer subjects of commits that are shared already. Add none: reword a commit before it is merged. */
const exceptions = new Set([
  'test(security): two secrets are ambiguous; floods fill caches despite load',
  'feat(observe): record every mutation and refused identity in an audit log',
  'docs(graph): reword the comments of the REST endpoints of domains, sites and teams',
  'test(security): hold every field, entity and mutation to what its token may do',
  'feat(sandbox): show and set every quirk over HTTP, tick the clock, limit calls and keys',
  'feat(http): admit requests before their bodies and count shares by proved identity',
]);

function isGoodSubject(subject: string): boolean {
  return subject.length <= 72 && conventional.test(subject);
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/** The subjects since the rule for them applies; null if the history does not reach back that far. */
function subjectsUnderRule(): string[] | null {
  try {
    const first = git('log', '--format=%H', '--grep=^refactor: move the sources into eight folders$').split('\n')[0];
    if (first === undefined || first === '') return null;
    return git('log', '--no-merges', '--format=%s', `${first}^..HEAD`).split('\n');
  } catch {
    return null;
  }
}

describe('the language of the sources', () => {
  it('begins no doc block with a free relative', () => {
    const files = globSync('src/**/*.ts');
    expect(files.length).toBeGreaterThan(200);
    const wrong = files.flatMap((path) =>
      docBlocks(readFileSync(path, 'utf8'))
        .filter((text) => freeRelative.test(text))
        .map((text) => `${path}: ${text.slice(0, 60)}`),
    );
    expect(wrong).toEqual([]);
  });

  it('finds a free relative in a doc block of one line and of several', () => {
    const source = '/** What it is. */\n/**\n * Whose it is.\n */\n/** The owner. */';
    expect(docBlocks(source).filter((text) => freeRelative.test(text))).toEqual(['What it is.', 'Whose it is.']);
  });
});

describe('the language of the schema', () => {
  const all = describedIn(buildSchema());

  it('begins no description with a free relative', () => {
    expect(all.length).toBeGreaterThan(1_000);
    expect(all.filter(({ description }) => freeRelative.test(description)).map(({ path }) => path)).toEqual([]);
  });

  it('writes descriptions of optional arguments without a colon, which genql takes for a required argument', () => {
    const optional = all.filter(({ path, signature }) => path.endsWith(':)') && signature?.endsWith('!)') === false);
    expect(optional.length).toBeGreaterThan(30);
    expect(optional.filter(({ description }) => description.includes(':')).map(({ path }) => path)).toEqual([]);
  });

  it('describes a field or argument of one name and type in one way, unless it is listed with several meanings', () => {
    const meanings = meaningsOf(all);
    const tooMany = [...meanings].filter(
      ([signature, sentences]) => sentences.size > (repeatedMeanings[signature] ?? 1),
    );
    expect(tooMany.map(([signature, sentences]) => [signature, ...sentences])).toEqual([]);
    expect(Object.keys(repeatedMeanings).filter((signature) => !meanings.has(signature))).toEqual([]);
  });

  it('tells another wording from an added sentence and from the noun of the type', () => {
    const field = (about: string, description: string) => ({ path: '', signature: 'id: ID!', about, description });
    const same = [
      field('Folder', "The folder's GUID."),
      field('ProductInstance', "The product instance's GUID. Costs no REST call."),
    ];
    expect(meaningsOf(same).size).toBe(0);
    expect(meaningsOf([...same, field('Site', 'The GUID of the site.')]).get('id: ID!')?.size).toBe(2);
  });
});

describe('commit subjects', () => {
  it('are conventional and at most 72 characters long', (test) => {
    const subjects = subjectsUnderRule();
    if (subjects === null) return test.skip('the history does not reach back to the commit that the rule begins with');
    expect(subjects.length).toBeGreaterThan(0);
    expect(subjects.filter((subject) => !isGoodSubject(subject) && !exceptions.has(subject))).toEqual([]);
  });

  it.each([
    ['fix(wix): recompute retryAfterMs when a quota wait times out', true],
    ['fix(wix): who has waited in vain is told how long it is from then on, and why', false],
    ['Fixed the quota', false],
    ['fix: recompute retryAfterMs.', false],
  ])('%s: %s', (subject, isGood) => {
    expect(isGoodSubject(subject)).toBe(isGood);
  });
});
