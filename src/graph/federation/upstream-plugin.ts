import SchemaBuilder, {
  BasePlugin,
  type BuildCache,
  type PothosOutputFieldConfig,
  type PothosTypeConfig,
  type SchemaTypes,
} from '@pothos/core';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { scopeOf } from '../../wix/scope.ts';
import type { GraphContext } from '../context.ts';
import { entityFactsOf } from './entity-facts.ts';
import type { SchemaOptions } from './profile.ts';

/**
 * The REST calls behind a field. `field`: one each time the field is resolved. `object`: one shared by several fields
 * of an object. `batch`: one per up to a hundred parents. `account`: one for all parents of an account.
 */
export interface Upstream {
  readonly endpoint: AnyEndpoint;
  readonly per: 'field' | 'object' | 'batch' | 'account';
  /** For `field`: the calls for each item of the lists of the input, if Wix takes the items one by one. */
  readonly callsPerItem?: number;
  /** Called rarely, for a single parent, if the first endpoint is inconclusive. Adds no cost and no scope. */
  readonly fallback?: AnyEndpoint;
  /** Endpoints that the field can't do without beside `endpoint`. Adds their scopes and no cost. */
  readonly needs?: readonly AnyEndpoint[];
  /**
   * For `account`: reads the field's data of the account, once per operation, so that a list of parents can start the
   * read early.
   */
  readonly ahead?: (context: GraphContext, accountId: string) => Promise<unknown>;
}

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      upstream: UpstreamPlugin<Types>;
    }
    export interface FieldOptions {
      /** The REST calls behind this field. Absent if it makes none. */
      upstream?: Upstream;
      /** Present on fields that the directory answers without REST calls: the endpoints whose scopes a token needs for it. */
      directory?: readonly AnyEndpoint[];
      /** A scope that a token needs to see the field's value, beside what its object needs: for secrets that let their reader act. */
      secretScope?: string;
    }
    export interface BuildSchemaOptions<Types extends SchemaTypes> {
      federation?: SchemaOptions & { readonly types?: Types };
    }
  }
}

const pluginName = 'upstream';
export default pluginName;

/**
 * Derives federation's directives from the schema: `@cost` in REST calls and `@requiresScopes` from a
 * field's `upstream` and `secretScope`, `@tag(name: "internal")` for Wix's raw values, nullability of entities, `@cacheTag` from an entity's key. Pothos runs
 * plugins from last to first: this one is listed after the federation plugin, which writes the directives. A schema
 * built without the `federation` option gets none of them.
 */
class UpstreamPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  readonly #options: SchemaOptions | undefined;

  constructor(buildCache: BuildCache<Types>) {
    super(buildCache, pluginName);
    this.#options = buildCache.options.federation;
  }

  override onTypeConfig(config: PothosTypeConfig): PothosTypeConfig {
    if (config.kind !== 'Object' || this.#options === undefined) return config;
    const entity = entityFactsOf(this.builder).get(config.name);
    const scopes = entity?.upstream === undefined ? [] : [scopeOf(entity.upstream)];
    const options = {
      // Only REST calls count: because objects cost nothing, the cost of an operation is its number of calls.
      cost: 0,
      ...this.#authOf(scopes),
      ...config.pothosOptions,
    };
    const cacheTag = this.#options.profile === 'apollo' ? entity?.cacheTag : undefined;
    return {
      ...config,
      pothosOptions: options as typeof config.pothosOptions,
      extensions: {
        ...config.extensions,
        scopes,
        ...(cacheTag === undefined ? {} : { directives: [{ name: 'cacheTag', args: { format: cacheTag } }] }),
        ...(entity?.upstream === undefined ? {} : { entityEndpoint: entity.upstream }),
        ...(entity?.resolveAll === undefined ? {} : { resolveAll: entity.resolveAll }),
      },
    };
  }

  override onOutputFieldConfig(declared: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    if (this.#options === undefined) return declared;
    const config = this.#withNullability(declared);
    const {
      upstream,
      secretScope,
      directory,
      listSize: given,
    } = config.pothosOptions as {
      upstream?: Upstream;
      secretScope?: string;
      directory?: readonly AnyEndpoint[];
      listSize?: { assumedSize?: number };
    };
    const scopes = [...new Set([...scopesOf(upstream, secretScope), ...(directory ?? []).map(scopeOf)])];
    const options = {
      ...(config.name.endsWith('Raw') ? { tag: 'internal' } : {}),
      ...(upstream?.per === 'field' ? { cost: 1 } : {}),
      ...('first' in config.args ? { listSize } : {}),
      ...this.#authOf(scopes),
      ...config.pothosOptions,
    };
    return {
      ...config,
      extensions: {
        ...config.extensions,
        scopes,
        ...(upstream === undefined ? {} : { upstream }),
        ...(directory === undefined ? {} : { directory }),
        ...(given?.assumedSize === undefined ? {} : { assumedSize: given.assumedSize }),
      },
      pothosOptions: options,
    } as PothosOutputFieldConfig<Types>;
  }

  /**
   * Makes a field of an entity nullable unless every key has it: behind a gateway the entity can be missing here, and a
   * null in a non-null field would take the key and the fields of other subgraphs with it. `semanticNonNull` marks the
   * fields that are null only then or with an error.
   */
  #withNullability(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const entity = entityFactsOf(this.builder).get(config.parentType);
    if (entity === undefined || config.type.nullable || entity.keyFields.has(config.name)) return config;
    return {
      ...config,
      type: { ...config.type, nullable: true },
      extensions: { ...config.extensions, semanticNonNull: true },
    };
  }

  /** All of the scopes are needed: the inner list is the one that means "and". */
  #authOf(scopes: readonly string[]) {
    return scopes.length === 0 || !this.#options?.authDirectives ? {} : { requiresScopes: [scopes] };
  }
}

/** List size of connections: `first`, which has a default, determines the number of items. */
const listSize = { slicingArguments: ['first'], sizedFields: ['edges', 'nodes'], requireOneSlicingArgument: false };

function scopesOf(upstream: Upstream | undefined, secretScope: string | undefined): readonly string[] {
  const calls = upstream === undefined ? [] : [upstream.endpoint, ...(upstream.needs ?? [])];
  return [...new Set([...calls.map(scopeOf), ...(secretScope === undefined ? [] : [secretScope])])];
}

SchemaBuilder.registerPlugin(pluginName, UpstreamPlugin);
