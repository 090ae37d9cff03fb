import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** Texts that only this account's objects hold: who may not act on the account must not see one of them. */
export function textsOf({ state }: Sandbox, accountId: string): ReadonlySet<string> {
  const own = new Set<string>();
  const others = new Set<string>();
  const { sites, folders, domains, packages, teamMembers, accountInvites } = state;
  for (const objects of [sites, folders, domains, packages, teamMembers, accountInvites]) {
    for (const object of objects.values()) {
      const texts = object.accountId === accountId ? own : others;
      JSON.stringify(object, (_key, value: unknown) => {
        if (typeof value === 'string' && value.length >= 8) texts.add(value);
        return value;
      });
    }
  }
  others.add(accountId);
  return new Set([...own].filter((text) => !others.has(text)));
}
