import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { builder } from '../builder.ts';
import { personal } from '../federation/personal.ts';
import { type UserError, UserErrorRef } from './user-error.ts';

/** Something that a write would change. */
export interface PlannedChange {
  /** The GraphQL type of what would change. */
  readonly type: string;
  /** Its id; null for something that would be created. */
  readonly id: string | null;
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
  /** What would happen, in a sentence. */
  readonly summary: string;
}

export interface PlannedCall {
  readonly endpoint: AnyEndpoint;
  readonly count: number;
}

/** What a write would do. */
export interface Plan {
  readonly changes: readonly PlannedChange[];
  /** What stands in the way, as far as reading can tell. */
  readonly problems: readonly UserError[];
  readonly calls: readonly PlannedCall[];
}

const PlannedChangeRef = builder.objectRef<PlannedChange>('PlannedChange').implement({
  description: 'Something that a write would change.',
  fields: (t) => ({
    type: t.exposeString('type', { description: 'The GraphQL type of what would change, for instance `Site`.' }),
    id: t.exposeID('id', { nullable: true, description: 'Its id; null for something that would be created.' }),
    field: t.exposeString('field', {
      nullable: true,
      description: 'Which of its fields; null where it is created, removed or moved as a whole.',
    }),
    before: t.exposeString('before', {
      ...personal('May hold the name or address of the person that the write is about.'),
      nullable: true,
      description: 'The present value as text; null for none.',
    }),
    after: t.exposeString('after', {
      ...personal('May hold the name or address of the person that the write is about.'),
      nullable: true,
      description: 'The value after the write as text; null for none.',
    }),
    summary: t.exposeString('summary', {
      ...personal('May name the person that the write is about.'),
      description: 'What would happen, in a sentence.',
    }),
  }),
});

const PlannedCallRef = builder.objectRef<PlannedCall>('PlannedCall').implement({
  description: 'REST calls that a write would make.',
  fields: (t) => ({
    operation: t.string({
      description: "The call's name in Wix's documentation.",
      resolve: ({ endpoint }) => endpoint.name,
    }),
    count: t.exposeInt('count', { description: 'How many of them.' }),
    permission: t.string({
      nullable: true,
      description: 'The permission that the key needs for it; null where none is documented.',
      resolve: ({ endpoint }) => endpoint.permission,
    }),
  }),
});

export const DryRunRef = builder.objectRef<Plan>('DryRun').implement({
  description:
    'What a write would do. Nothing was written: the input was checked and what can be read was read. Whether the key has the ' +
    'permission to write can only be learned by writing; `calls` names the permissions that are needed.',
  fields: (t) => ({
    isPossible: t.boolean({
      description: 'True if nothing that could be read stands in the way.',
      resolve: ({ problems }) => problems.length === 0,
    }),
    changes: t.expose('changes', { type: [PlannedChangeRef], description: 'What would change.' }),
    problems: t.expose('problems', {
      type: [UserErrorRef],
      description: 'What stands in the way: unmet preconditions.',
    }),
    calls: t.expose('calls', { type: [PlannedCallRef], description: 'The REST calls that would be made.' }),
  }),
});
