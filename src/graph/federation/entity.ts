import type { ObjectRef } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import { InputError } from '../../lib/input-error.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { isGuid } from '../../wix/values.ts';
import type { Builder, Types } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { entityFactsOf, type NodeFacts } from './entity-facts.ts';

export interface EntityOptions<T, Key> {
  /** The field sets that another subgraph can refer to the entity by, the usual one first. */
  readonly keys: readonly [string, ...string[]];
  /**
   * The endpoint that reads the entity. Its permission guards the type, because a router reaches the type without
   * passing one of our fields.
   */
  readonly upstream?: AnyEndpoint;
  /** Reads only the key from a representation. Throws an {@link InputError} if it is malformed. */
  readonly readKey: (representation: Representation, context: GraphContext) => Key;
  /** Returns the entity, or null if it doesn't exist or the caller can't see it. */
  readonly load: (key: Key, context: GraphContext, info: GraphQLResolveInfo) => Promise<T | null> | T | null;
  /**
   * Returns the entities of many keys in their order, with an Error at the position of one that could not be read. Must
   * not reject.
   */
  readonly loadAll?: (keys: readonly Key[], context: GraphContext) => Promise<readonly (T | null | Error)[]>;
  /** The way from the object's `id` to its key, for types that implement `Node`. */
  readonly node?: {
    readonly form: NodeFacts['form'];
    /** @default false */
    readonly isGlobal?: boolean;
    /** Throws an {@link InputError} on `id` if the part of an id of ours can't be one. */
    readonly readKey: (id: string, accountId: string) => Key;
    /** Does the same as `load` and always reads, if `load` returns objects that it has not read. */
    readonly confirm?: (key: Key, context: GraphContext) => Promise<T | null> | T | null;
  };
}

/** Makes a type an entity that other subgraphs can refer to. */
export function entity<T extends object, Key>(
  builder: Builder,
  ref: ObjectRef<Types, T>,
  options: EntityOptions<T, Key>,
) {
  const [key] = options.keys;
  builder.asEntity(ref, {
    key: options.keys.map((fields) => builder.selection<object>(fields as never)),
    resolveReference: (reference, context, info) =>
      options.load(options.readKey(new Representation(reference), context), context, info) as never,
  });
  const fields = key.split(' ').map((field) => `{$key.${field}}`);
  entityFactsOf(builder).set(ref.name, {
    keyFields: keyFieldsOf(options.keys),
    cacheTag: [ref.name.toLowerCase(), ...fields].join('-'),
    upstream: options.upstream,
    ...(options.node === undefined ? {} : { node: nodeFacts(options.node, options.load) }),
    ...(options.loadAll === undefined ? {} : { resolveAll: resolveAll(options.readKey, options.loadAll) }),
  });
}

function nodeFacts<T, Key>(
  { form, isGlobal = false, readKey, confirm }: NonNullable<EntityOptions<T, Key>['node']>,
  load: EntityOptions<T, Key>['load'],
): NodeFacts {
  const loadBy: NodeFacts['load'] = (id, accountId, context, info) => load(readKey(id, accountId), context, info);
  return {
    form,
    isGlobal,
    load: loadBy,
    confirm: confirm === undefined ? loadBy : (id, accountId, context) => confirm(readKey(id, accountId), context),
  };
}

/** Returns the fields on the first level of every key. */
function keyFieldsOf([first, ...others]: readonly [string, ...string[]]): ReadonlySet<string> {
  const fieldsOf = (key: string) =>
    key
      .replace(/\{[^{}]*\}/g, '')
      .split(' ')
      .filter((field) => field !== '');
  return new Set(fieldsOf(first).filter((field) => others.every((key) => fieldsOf(key).includes(field))));
}

function resolveAll<Key>(
  readKey: (representation: Representation, context: GraphContext) => Key,
  loadAll: (keys: readonly Key[], context: GraphContext) => Promise<readonly unknown[]>,
) {
  return async (representations: readonly object[], context: GraphContext): Promise<unknown[]> => {
    const keys: Key[] = [];
    const malformed = representations.map((fields) => {
      try {
        keys.push(readKey(new Representation(fields), context));
        return null;
      } catch (error) {
        return error;
      }
    });
    const loaded = (await loadAll(keys, context)).values();
    return malformed.map((error) => error ?? loaded.next().value);
  };
}

/** A router's reference to an entity. Only its key is read, because its other fields are unverified. */
export class Representation {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: object) {
    this.#fields = fields as Record<string, unknown>;
  }

  /** Returns a string of 1 to `maxCharacters`. */
  text(name: string, maxCharacters = 256): string {
    const value = own(this.#fields, name);
    if (typeof value !== 'string' || value === '' || value.length > maxCharacters)
      throw malformed(name, `a string of 1 to ${maxCharacters} characters`);
    return value;
  }

  /** Returns a GUID in lower case. */
  guid(name: string): string {
    return guid(name, own(this.#fields, name));
  }

  /** Returns the id of a nested `account { id }`, or the fallback if the representation has no `account`. */
  ownerOr(fallback: string): string {
    const account = own(this.#fields, 'account');
    if (account === undefined) return fallback;
    if (typeof account !== 'object' || account === null) throw malformed('account', 'an object');
    return guid('account.id', own(account as Record<string, unknown>, 'id'));
  }
}

function own(fields: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function guid(name: string, value: unknown): string {
  if (typeof value !== 'string' || !isGuid(value)) throw malformed(name, 'a GUID');
  return value.toLowerCase();
}

function malformed(name: string, wanted: string): InputError {
  return new InputError(name, `The key field ${name} of this representation must be ${wanted}.`);
}
