import type { SandboxDomain, SandboxPropagation } from '../state/domain.ts';
import type { SandboxSite } from '../state/site.ts';
import type { Random } from './random.ts';
import { daysAgo, type Seeding } from './seeding.ts';
import { brandWords, slugOf } from './words.ts';

const endings = ['com', 'com', 'com', 'net', 'shop', 'studio', 'co.uk'] as const;

/** The propagation of connections: mostly complete, some in progress, some failed, some not checked yet. */
const outcomes = [
  'COMPLETED',
  'COMPLETED',
  'COMPLETED',
  'IN_PROGRESS',
  'COMPLETED',
  'FAILED',
  'UNKNOWN_DNS_PROPAGATION_STATUS',
] as const;

function uniqueDomain(taken: ReadonlyMap<string, SandboxDomain>, words: string, ending: string): string {
  let domain = `${words}.${ending}`;
  for (let copy = 2; taken.has(domain); copy += 1) domain = `${words}-${copy}.${ending}`;
  return domain;
}

/** A connection in progress completes within two days of sandbox time. */
function propagationOf(createdDate: string, now: Date, outcome: SandboxPropagation): SandboxDomain['propagation'] {
  const start = { from: createdDate, status: 'UNKNOWN_DNS_PROPAGATION_STATUS' as const };
  const checking = { from: new Date(Date.parse(createdDate) + 600_000).toISOString(), status: 'IN_PROGRESS' as const };
  const days = (count: number) => daysAgo(now, -count).toISOString();
  switch (outcome) {
    case 'UNKNOWN_DNS_PROPAGATION_STATUS':
      return [start, { from: days(0.5), status: 'IN_PROGRESS' }, { from: days(2), status: 'COMPLETED' }];
    case 'IN_PROGRESS':
      return [start, checking, { from: days(1), status: 'COMPLETED' }];
    default:
      return [start, checking, { from: daysAgo(now, 1).toISOString(), status: outcome }];
  }
}

interface Connection {
  readonly name: string;
  readonly connectionType: SandboxDomain['connectionType'];
  readonly assignment?: SandboxDomain['assignment'];
  readonly outcome: SandboxPropagation;
}

function connect(chance: Random, { state, now }: Seeding, accountId: string, connection: Connection): void {
  const { name, connectionType, assignment, outcome } = connection;
  const createdDate = chance.date(daysAgo(now, outcome === 'IN_PROGRESS' ? 2 : 700), daysAgo(now, 1.5));
  state.domains.set(name, {
    domain: name,
    accountId,
    connectionType,
    ...(assignment === undefined ? {} : { assignment }),
    suppressNotifications: chance.chance(0.2),
    propagation: propagationOf(createdDate, now, outcome),
    createdDate,
    updatedDate: chance.date(new Date(createdDate), now),
  });
}

/** Two thirds primary domains, one of seven of them a subdomain; then redirects; then a few without a site; one hidden. */
function seedAccountDomains(seeding: Seeding, accountId: string, count: number): void {
  const { state } = seeding;
  const chance = seeding.random(`domains/${accountId}`);
  const sites = [...state.sites.values()].filter(
    (site) => site.accountId === accountId && site.premium && site.trashedDate === undefined,
  );
  const primaries = Math.min(sites.length, Math.ceil(count * 0.66));
  const redirects = primaries === 0 ? 0 : Math.floor(count * 0.2);
  const rootDomain = (words: string) => uniqueDomain(state.domains, slugOf(words), chance.pick(endings));
  for (let index = 0; index < count; index += 1) {
    const outcome = outcomes[index % outcomes.length] ?? 'COMPLETED';
    const connectionType = index % 2 === 0 ? 'POINTING' : 'NAMESERVERS';
    const site: SandboxSite | undefined = sites[index < primaries ? index : index - primaries];
    if (index < primaries && site !== undefined) {
      const root = rootDomain(site.displayName);
      const sub = index % 7 === 4;
      connect(chance, seeding, accountId, {
        name: sub ? `shop.${root}` : root,
        connectionType: sub ? 'UNKNOWN_CONNECTION_TYPE' : connectionType,
        assignment: { siteId: site.id, type: 'PRIMARY' },
        outcome,
      });
    } else if (index < primaries + redirects && site !== undefined) {
      const assignment = { siteId: site.id, type: 'REDIRECT' } as const;
      connect(chance, seeding, accountId, {
        name: rootDomain(`my ${site.displayName}`),
        connectionType,
        assignment,
        outcome,
      });
    } else {
      const hidden = index === count - 1 && count > 5;
      const name = rootDomain(`${chance.pick(brandWords)} ${hidden ? 'album' : 'group'}`);
      connect(chance, seeding, accountId, {
        name: hidden ? `photos.${name}` : name,
        connectionType: hidden ? 'HIDDEN' : connectionType,
        outcome,
      });
    }
  }
}

/** Connected domains: the agency's by the plan, three of the unrelated account, one of every second child account. */
export function seedDomains(seeding: Seeding): void {
  let child = 0;
  for (const { id } of seeding.state.accounts.values()) {
    if (id === seeding.agencyId) seedAccountDomains(seeding, id, seeding.plan.domains);
    else if (id === seeding.strangerId) seedAccountDomains(seeding, id, 3);
    else {
      if (child % 2 === 0) seedAccountDomains(seeding, id, 1);
      child += 1;
    }
  }
}
