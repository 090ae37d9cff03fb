import type { Call } from '../route.ts';
import { slugOf } from '../seed/words.ts';
import { type SandboxSite, writeSite } from '../state/site.ts';
import type { SandboxState } from '../state/state.ts';

/** The choices about a new site; the rest follows from them. */
interface Wanted {
  readonly displayName: string;
  readonly namespace: string;
  readonly editorType: string;
  readonly published?: boolean;
  /** Absent: at the root. */
  readonly folderId?: string;
  /** Absent: none. */
  readonly appIds?: readonly string[];
}

/** Returns a name in Wix's pattern, 4 to 20 of `a-z0-9_-`. A name that is taken gets a number. */
function freeName(state: SandboxState, wanted: string): string {
  const taken = new Set([...state.sites.values()].map(({ name }) => name));
  const base = slugOf(wanted).slice(0, 20).replace(/-$/, '').padEnd(4, '-site');
  let name = base;
  for (let copy = 2; taken.has(name); copy += 1) name = `${base.slice(0, 19 - String(copy).length)}-${copy}`;
  return name;
}

/** Adds a site without a plan, a domain or contributors. Lists of sites show it after the lag. */
export function newSite(state: SandboxState, call: Call, wanted: Wanted): SandboxSite {
  const { displayName, namespace, editorType, published = false, folderId, appIds = [] } = wanted;
  const id = call.mint.guid();
  const moment = call.now.toISOString();
  const site: SandboxSite = {
    id,
    accountId: call.accountId,
    htmlAppId: call.mint.guid(),
    editorSessionId: call.mint.guid(),
    name: freeName(state, namespace === 'HEADLESS' ? `headless-${id.slice(0, 8)}` : displayName),
    displayName,
    createdDate: moment,
    updatedDate: moment,
    published,
    premium: false,
    blocked: false,
    editorType,
    namespace,
    ...(folderId === undefined ? {} : { folderId }),
    contributors: [],
    appIds,
  };
  writeSite(state.sites, site, call);
  return site;
}
