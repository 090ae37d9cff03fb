import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { builder } from '../builder.ts';
import { personal } from '../federation/personal.ts';
import { type UserError, UserErrorRef } from './user-error.ts';

/** A change that a write would make. */
export interface PlannedChange {
  /** The GraphQL type of the object that would change. */
  readonly type: string;
  /** The object's id in Wix. Null if it would be created. */
  readonly id: string | null;
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
  /** The change in a sentence. */
  readonly summary: string;
}

export interface PlannedCall {
  readonly endpoint: AnyEndpoint;
  readonly count: number;
}

/** The effects of a write. */
export interface Plan {
  readonly changes: readonly PlannedChange[];
  /** The problems that prevent the write, as far as reads can show. */
  readonly problems: readonly UserError[];
  readonly calls: readonly PlannedCall[];
  /** Conditions that no read can check, and consequences besides the changes. */
  readonly warnings?: readonly string[];
}

/** Whether a plan is to be shown, or to be sent and needs no more than that. */
export type PlanPurpose = 'show' | 'send';

const PlannedChangeRef = builder.objectRef<PlannedChange>('PlannedChange').implement({
  description: 'A change that a write would make.',
  fields: (t) => ({
    type: t.exposeString('type', {
      description: 'The GraphQL type of the object that would change, for example `Site`.',
    }),
    objectId: t.exposeID('id', {
      nullable: true,
      description:
        "The object's id in Wix: a GUID, a domain name, a user id or an assignment id. Null if it would be created.",
    }),
    field: t.exposeString('field', {
      nullable: true,
      description: 'The field that would change. Null if the object as a whole would be created, removed or moved.',
    }),
    before: t.exposeString('before', {
      ...personal('May hold the name or address of the person that the write is about.'),
      nullable: true,
      description: 'The current value as text. Null if there is none.',
    }),
    after: t.exposeString('after', {
      ...personal('May hold the name or address of the person that the write is about.'),
      nullable: true,
      description: 'The value after the write as text. Null if there is none.',
    }),
    summary: t.exposeString('summary', {
      ...personal('May name the person that the write is about.'),
      description: 'The change in a sentence.',
    }),
  }),
});

const PlannedCallRef = builder.objectRef<PlannedCall>('PlannedCall').implement({
  description: 'REST calls to one endpoint that a write would make.',
  fields: (t) => ({
    operation: t.string({
      description: "The name of the endpoint in Wix's documentation.",
      resolve: ({ endpoint }) => endpoint.name,
    }),
    count: t.exposeInt('count', { description: 'The number of calls to the endpoint.' }),
    permission: t.string({
      nullable: true,
      description: 'The permission that the key needs for the endpoint. Null if none is documented.',
      resolve: ({ endpoint }) => endpoint.permission,
    }),
  }),
});

export const DryRunRef = builder.objectRef<Plan>('DryRun').implement({
  description:
    'The effects of a write that was not applied. The input was validated and the current state was read. What the ' +
    "caller's token lacks for the write is a problem with the code NOT_PERMITTED. Only an actual write shows whether " +
    'the key has the permission for it; `calls` lists the permissions that the write needs.',
  fields: (t) => ({
    isPossible: t.boolean({
      description: 'Whether no problem was found.',
      resolve: ({ problems }) => problems.length === 0,
    }),
    changes: t.expose('changes', { type: [PlannedChangeRef], description: 'The changes that the write would make.' }),
    problems: t.expose('problems', {
      type: [UserErrorRef],
      description: 'The problems that prevent the write: unmet preconditions, and what the token does not permit.',
    }),
    calls: t.expose('calls', { type: [PlannedCallRef], description: 'The REST calls that the write would make.' }),
    warnings: t.stringList({
      ...personal('May name the person that the write is about.'),
      description:
        'Consequences besides the changes, and conditions that only Wix can check: it may still reject the write ' +
        'because of them.',
      resolve: ({ warnings }) => warnings ?? [],
    }),
  }),
});
