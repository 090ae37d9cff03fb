import type { ServedCall } from '../../src/sandbox/calls.ts';
import type { SandboxRole } from '../../src/sandbox/state/role.ts';
import type { SandboxSite } from '../../src/sandbox/state/site.ts';
import type { TestGraph } from './graph.ts';

/** Looks for lost writes without waiting. */
export const lookingAtOnce = { writes: { reconcileDelaysMs: [1, 1, 1] } } as const;

/** What no account has. */
export const nobody = '00000000-0000-4000-8000-000000000000';

/** What the sandbox served of an operation, in order. */
export function served({ sandbox }: TestGraph, operation: string): readonly ServedCall[] {
  return sandbox.calls.entries().filter((call) => call.operation === operation);
}

/** The bodies that the sandbox got for an operation, in order. */
export function bodiesOf(graph: TestGraph, operation: string): readonly unknown[] {
  return served(graph, operation).map(({ body }) => body);
}

/** A custom role of the agency by its title. Throws when there is none. */
export function roleNamed({ sandbox }: TestGraph, title: string): SandboxRole {
  const found = [...sandbox.state.roles.values()].find((role) => role.title === title);
  if (found === undefined) throw new Error(`The sandbox has no role ${title}`);
  return found;
}

/** The agency's sites that are not in the trash, in no order. */
export function liveSites({ sandbox }: TestGraph): readonly SandboxSite[] {
  return [...sandbox.state.sites.values()].filter(
    (site) => site.accountId === sandbox.accountId && site.trashedDate === undefined,
  );
}

/** The one at a place of a list. Throws when the list is too short. */
export function nth<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`There is no item ${index}`);
  return item;
}

/** A document that runs a mutation with the variable `$input` and selects its refusals. */
export function mutationDocument(name: string): string {
  const inputType = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input`;
  return `mutation ($input: ${inputType}!) { ${name}(input: $input) { userErrors { code message path } } }`;
}
