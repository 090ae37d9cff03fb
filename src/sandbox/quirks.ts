import { accessQuirks } from './quirks/access.ts';
import { domainQuirks } from './quirks/domains.ts';
import { folderQuirks } from './quirks/folders.ts';
import { packageQuirks } from './quirks/packages.ts';
import type { Quirk, QuirkTable } from './quirks/quirk.ts';
import { requestQuirks } from './quirks/requests.ts';
import { siteQuirks } from './quirks/sites.ts';
import { teamQuirks } from './quirks/team.ts';

/**
 * The points where Wix's behaviour is undocumented, documented in two ways, or the sandbox's decision. Each is a switch, so
 * that a client can be tested against both readings. A default promises nothing about Wix.
 */
export const quirkTable = {
  ...requestQuirks,
  ...accessQuirks,
  ...siteQuirks,
  ...folderQuirks,
  ...domainQuirks,
  ...teamQuirks,
  ...packageQuirks,
} satisfies QuirkTable;

/** The value of every quirk. */
export type SandboxQuirks = {
  readonly [Name in keyof typeof quirkTable]: (typeof quirkTable)[Name] extends Quirk<infer Value> ? Value : never;
};

/** Query Sites as Wix was seen to answer: filters that it does not know are ignored. */
export const quirksAsSeen = { undeclaredSiteFilters: 'ignore' } as const satisfies Partial<SandboxQuirks>;

const defaults = Object.fromEntries(
  Object.entries(quirkTable).map(([name, { standard }]) => [name, standard]),
) as SandboxQuirks;

/** All quirks, with the given ones in place of their defaults. */
export function chooseQuirks(chosen: Partial<SandboxQuirks> = {}): SandboxQuirks {
  return { ...defaults, ...chosen };
}

/** Reads quirks from JSON. Returns them, or a sentence for each name or value that is wrong. */
export function readQuirks(
  sent: Readonly<Record<string, unknown>>,
): { readonly chosen: Partial<SandboxQuirks> } | { readonly faults: readonly string[] } {
  const table: QuirkTable = quirkTable;
  const faults = Object.entries(sent).flatMap(([name, value]) => {
    const quirk = Object.hasOwn(table, name) ? table[name] : undefined;
    if (quirk === undefined) return [`${name}: no such quirk`];
    return quirk.schema.safeParse(value).success ? [] : [`${name}: must be one of ${quirk.values}`];
  });
  return faults.length > 0 ? { faults } : { chosen: sent as Partial<SandboxQuirks> };
}
