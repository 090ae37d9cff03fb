import { LRUCache } from 'lru-cache';
import { Crawler } from '../../directory/crawler.ts';
import { Directory, type RecordBudget } from '../../directory/directory.ts';
import type { ReadFailure } from '../../directory/list-spec.ts';
import { View } from '../../directory/view.ts';
import type { WixClient } from '../../wix/client.ts';
import { type ApiKey, credentialId } from '../../wix/credential.ts';
import { WixError } from '../../wix/error.ts';
import type { CallObserver } from '../../wix/observer.ts';
import { OperationShare } from '../../wix/operation-share.ts';
import { type Features, type GraphContext, noFeatures } from '../context.ts';
import type { DirectoryAccess } from '../directory-access.ts';
import { KindMemory } from '../kind-memory.ts';
import { arrived } from '../site/loader.ts';
import type { RecentWrite } from '../write/recent-writes.ts';
import { createWriteServices, forTenant, tenantName } from '../write/services.ts';
import { lists, recordOf, recordTypes } from './lists.ts';

export interface DirectoriesOptions {
  readonly client: WixClient;
  /** Maximum age of a list before it is read again, in milliseconds. @default 900000 */
  readonly freshnessMs?: number;
  /** Calls per minute that the crawl of one credential may make; 0 for no limit. @default 0 */
  readonly callsPerMinute?: number;
  /** Maximum number of records of all directories together. @default 200000 */
  readonly maxRecords?: number;
  /** Time without a question after which a directory is no longer read, in milliseconds. @default 1800000 */
  readonly idleMs?: number;
  /** Time by which Wix's lists can lag behind writes, in milliseconds. @default 15000 */
  readonly lagMs?: number;
  /** Number of changes that each directory keeps. @default 20000 */
  readonly maxChanges?: number;
  /** Pauses after the first, second and further failures of a list, in milliseconds. */
  readonly backoffMs?: readonly number[];
}

/** A directory with the crawler that fills it. */
interface Crawled {
  readonly directory: Directory<GraphContext>;
  readonly crawler: Crawler<GraphContext>;
}

/** The most credentials that have a directory at the same time. */
const maxDirectories = 100;

/** The most accounts of one credential that can be asked for. Their children do not count. */
const maxRoots = 200;

/** Maximum duration of the calls of one list, in milliseconds. */
const listDeadlineMs = 900_000;

/** Pause after Wix reported too many calls without saying how long to wait, in milliseconds. */
const limitedPauseMs = 60_000;

/** The directories of all credentials. What one credential has not read itself, it never sees. */
export class Directories {
  readonly #options: DirectoriesOptions;
  readonly #budget: RecordBudget;
  readonly #kinds = new KindMemory();
  // A crawl applies no recent writes: the directory weighs them itself.
  readonly #noWrites = createWriteServices();
  readonly #crawled: LRUCache<string, Crawled>;

  constructor(options: DirectoriesOptions) {
    this.#options = options;
    this.#budget = { used: 0, max: options.maxRecords ?? 200_000 };
    this.#crawled = new LRUCache<string, Crawled>({
      max: maxDirectories,
      dispose: ({ directory, crawler }) => {
        crawler.close();
        directory.clear();
      },
    });
  }

  /** Returns the access of a request. Opens nothing before it is used. */
  of(key: ApiKey, accountId: string, features: Features = noFeatures): DirectoryAccess {
    return {
      view: (options) => {
        const { directory, crawler } = this.#open(key, accountId, features);
        if (options.types.size > 0) {
          if (!directory.roots.has(options.root) && directory.roots.size >= maxRoots) return null;
          directory.addRoot(options.root);
          crawler.wake();
        }
        const view = new View(directory as unknown as Directory<never>, options);
        return {
          view,
          calls: directory.calls,
          refresh: () => crawler.readSoon([...directory.units()].filter((unit) => view.accountIds.has(unit.accountId))),
          status: (types) => view.status(types),
        };
      },
      wrote: (write) => {
        const crawled = this.#crawled.get(credentialId(key));
        if (crawled !== undefined) applyWrite(crawled, write);
      },
    };
  }

  /** Opens the directory of a key at an account, before anybody asks for it. */
  start(key: ApiKey, accountId: string): void {
    const { directory, crawler } = this.#open(key, accountId, noFeatures);
    directory.addRoot(accountId);
    crawler.wake();
  }

  /** Resolves when the directory of a key is read as far as it is due. For tests and benchmarks. */
  async quiet(key: ApiKey): Promise<void> {
    await this.#crawled.get(credentialId(key))?.crawler.quiet();
  }

  /** Stops all crawls. */
  close(): void {
    this.#crawled.clear();
  }

  #open(key: ApiKey, accountId: string, features: Features): Crawled {
    const known = this.#crawled.get(credentialId(key));
    if (known !== undefined) return known;
    const { freshnessMs = 900_000, callsPerMinute = 0, idleMs, lagMs, maxChanges, backoffMs } = this.#options;
    const directory = new Directory<GraphContext>({
      lists,
      types: recordTypes,
      budget: this.#budget,
      accountType: 'Account',
      ...(lagMs === undefined ? {} : { lagMs }),
      ...(maxChanges === undefined ? {} : { maxChanges }),
    });
    const crawler = new Crawler<GraphContext>({
      directory,
      open: () => this.#reader(key, accountId, features, directory),
      failureOf,
      freshnessMs,
      gapMs: callsPerMinute === 0 ? 0 : 60_000 / callsPerMinute,
      ...(idleMs === undefined ? {} : { idleMs }),
      ...(backoffMs === undefined ? {} : { backoffMs }),
    });
    const crawled = { directory, crawler };
    this.#crawled.set(credentialId(key), crawled);
    return crawled;
  }

  /** Creates a context for the calls of one list. They are bulk calls of the request's tenant, and bypass the cache. */
  #reader(key: ApiKey, accountId: string, features: Features, directory: Directory<GraphContext>): GraphContext {
    const observer: CallObserver = {
      sent: () => {
        directory.calls += 1;
        return () => {};
      },
      saved: () => {},
    };
    const wix = this.#options.client.session({
      key,
      tenant: () => tenantName(key, accountId, null),
      caller: 'directory',
      isBulk: true,
      deadlineMs: listDeadlineMs,
      observer,
    });
    // The age of a cached response is unknown.
    wix.bypassCache();
    return {
      wix,
      accountId,
      caller: null,
      features,
      kindMemory: this.#kinds,
      write: forTenant(this.#noWrites, key, accountId),
      directory: null,
      share: new OperationShare({ kept: this.#options.client.kept, caller: () => '' }),
      extensions: {},
      watch: null,
      trace: null,
    };
  }
}

/** Returns the meaning of a failure for the crawl. */
export function failureOf(error: unknown): ReadFailure {
  const failure = error instanceof WixError ? error.failure : 'invalidResponse';
  const retryAfterMs = error instanceof WixError ? error.retryAfterMs : undefined;
  return {
    reason: failure,
    isRefusal: failure === 'forbidden',
    isRejection: failure === 'unauthenticated',
    pauseMs: failure === 'rateLimited' ? Math.max(limitedPauseMs, retryAfterMs ?? 0) : 0,
  };
}

/** Applies an own write, and reads again what it leaves open. */
function applyWrite({ directory, crawler }: Crawled, write: RecentWrite): void {
  const { type, id } = write;
  if (type === 'Account') {
    crawler.readSoon([...directory.units()].filter((unit) => unit.list === 'childAccounts'));
  } else if (write.did === 'create') {
    // A site that was transferred is in its new account at once.
    const record = recordOf(type === arrived ? 'Site' : type, write.object);
    if (record !== null) directory.write(record.type, record.id, { object: record.value, accountId: record.accountId });
  } else if (write.did === 'perhaps') {
    crawler.readSoon(directory.write(type, id, 'unknown'));
  } else if (write.did === 'remove' || 'accountId' in write.fields) {
    // A site that leaves its account arrives in another one by a second write.
    directory.write(type, id, 'removed');
  } else {
    directory.write(type, id, { fields: write.fields });
  }
}
