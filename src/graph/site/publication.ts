import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import type { Found } from '../write/lost-write.ts';
import { dryRunInput, idempotencyKeyInput } from '../write/payload.ts';
import type { RecentWrite } from '../write/recent-writes.ts';
import { runWrite } from '../write/run-write.ts';
import type { UserError } from '../write/user-error.ts';
import type { Site } from './model.ts';
import { querySites } from './rest.ts';
import { sitePayload } from './site-payload.ts';
import {
  loadSite,
  type SiteAt,
  type SiteWriteInput,
  siteAt,
  siteChange,
  siteField,
  siteLane,
  siteProblems,
} from './site-write.ts';

/** The part in which publishing and unpublishing a site differ. */
export interface Publication {
  readonly endpoint: AnyEndpoint;
  /** Description of the mutation. */
  readonly description: string;
  /** Description of the payload's `site`. */
  readonly site: string;
  /** Whether the site is published after the write. */
  readonly isPublished: boolean;
  /** Returns why a site outside the trash can't be changed; null if it can. */
  readonly problem: (site: Site) => UserError | null;
  readonly summary: (site: Site) => string;
  readonly send: (context: GraphContext, siteId: string) => Promise<unknown>;
  readonly find: (context: GraphContext, at: SiteAt) => Promise<Found<SiteAt>>;
  /** The change that later reads should show. */
  readonly wrote: Pick<RecentWrite & { did: 'change' }, 'fields' | 'isShownBy'>;
  readonly paths?: Readonly<Record<string, string>>;
}

/** Adds `publishSite` or `unpublishSite` to the schema. */
export function publicationMutation(verb: 'publish' | 'unpublish', publication: Publication): void {
  const { endpoint, isPublished, paths } = publication;
  const name = `${verb}Site` as const;
  const typeName = verb === 'publish' ? 'PublishSite' : 'UnpublishSite';
  const description = `The site to ${verb}.`;

  const Input = builder.inputRef<SiteWriteInput>(`${typeName}Input`).implement({
    description,
    fields: (t) => ({
      siteId: t.id(siteField),
      accountId: t.id(ownerArgument),
      ...dryRunInput(t),
      ...idempotencyKeyInput(t),
    }),
  });
  const PayloadType = sitePayload(`${typeName}Payload`, {
    description: `The result of ${verb}ing a site.`,
    site: publication.site,
  });

  builder.mutationField(name, (t) =>
    t.field({
      upstream: { endpoint, per: 'field', needs: [querySites] },
      type: PayloadType,
      nullable: true,
      description: publication.description,
      args: { input: t.arg({ type: Input, required: true, description }) },
      resolve: (_root, { input }, context) =>
        runWrite<SiteAt>(context, () => {
          const at = siteAt(context, input);
          const { accountId, siteId } = at;
          return {
            name,
            input,
            endpoint,
            lane: siteLane(at),
            plan: async () => {
              const site = await loadSite(context, at);
              const calls = [{ endpoint, count: 1 }];
              const problems = siteProblems(site, ['input', 'siteId']);
              if (site === null || problems.length > 0) return { changes: [], problems, calls };
              const problem = publication.problem(site);
              if (problem !== null) return { changes: [], problems: [problem], calls };
              const [before, after] = [String(site.isPublished), String(isPublished)];
              const change = siteChange(site.id, 'isPublished', before, after, publication.summary(site));
              // What is saved since becomes public, although the site was published before.
              const changes = [before === after ? { ...change, field: null, before: null, after: null } : change];
              return { changes, problems, calls };
            },
            send: async () => {
              await publication.send(context, siteId);
              return at;
            },
            find: () => publication.find(context, at),
            verifyQuery: `{ site(id: "${siteId}", accountId: "${accountId}") { isPublished updatedAt } }`,
            doubts: [{ type: 'Site', id: siteId, did: 'perhaps', fields: ['isPublished', 'url'] }],
            wrote: () => [{ type: 'Site', id: siteId, did: 'change', ...publication.wrote }],
            ...(paths === undefined ? {} : { paths }),
          };
        }),
    }),
  );
}
