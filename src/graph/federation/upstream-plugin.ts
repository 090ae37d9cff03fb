import SchemaBuilder, {
  BasePlugin,
  type BuildCache,
  type PothosOutputFieldConfig,
  type PothosTypeConfig,
  type SchemaTypes,
} from '@pothos/core';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
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
  /** Called rarely, for a single parent, if the first endpoint is inconclusive. Adds no cost and no scope. */
  readonly fallback?: AnyEndpoint;
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
    }
    export interface BuildSchemaOptions<Types extends SchemaTypes> {
      federation?: SchemaOptions & { readonly types?: Types };
    }
  }
}

const pluginName = 'upstream';
export default pluginName;

/**
 * Derives federation's directives from the schema: `@cost` in REST calls and `@requiresScopes` or `@authenticated` from
 * a field's `upstream`, `@tag(name: "internal")` for Wix's raw values, `@cacheTag` from an entity's key. Pothos runs
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
    const options = {
      // Only REST calls count: because objects cost nothing, the cost of an operation is its number of calls.
      cost: 0,
      ...(entity?.upstream === undefined || !this.#options.authDirectives ? {} : authOf(entity.upstream)),
      ...config.pothosOptions,
    };
    const cacheTag = this.#options.profile === 'apollo' ? entity?.cacheTag : undefined;
    return {
      ...config,
      pothosOptions: options as typeof config.pothosOptions,
      extensions: {
        ...config.extensions,
        ...(cacheTag === undefined ? {} : { directives: [{ name: 'cacheTag', args: { format: cacheTag } }] }),
        ...(entity?.upstream === undefined ? {} : { entityEndpoint: entity.upstream }),
        ...(entity?.resolveAll === undefined ? {} : { resolveAll: entity.resolveAll }),
      },
    };
  }

  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    if (this.#options === undefined) return config;
    const { upstream, listSize: given } = config.pothosOptions as {
      upstream?: Upstream;
      listSize?: { assumedSize?: number };
    };
    const options = {
      ...(config.name.endsWith('Raw') ? { tag: 'internal' } : {}),
      ...(upstream?.per === 'field' ? { cost: 1 } : {}),
      ...('first' in config.args ? { listSize } : {}),
      ...(upstream === undefined || !this.#options.authDirectives ? {} : authOf(upstream.endpoint)),
      ...config.pothosOptions,
    };
    return {
      ...config,
      extensions: {
        ...config.extensions,
        ...(upstream === undefined ? {} : { upstream }),
        ...(given?.assumedSize === undefined ? {} : { assumedSize: given.assumedSize }),
      },
      pothosOptions: options,
    } as PothosOutputFieldConfig<Types>;
  }
}

/** List size of connections: `first`, which has a default, determines the number of items. */
const listSize = { slicingArguments: ['first'], sizedFields: ['edges', 'nodes'], requireOneSlicingArgument: false };

function authOf({ level, permission }: AnyEndpoint) {
  if (level === 'public') return {};
  return permission === null ? { authenticated: true } : { requiresScopes: [[permission]] };
}

SchemaBuilder.registerPlugin(pluginName, UpstreamPlugin);
