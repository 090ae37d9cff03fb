import { frozen } from '../state/frozen.ts';
import type { SandboxPackage, SandboxProductInstance, SandboxProductStatus } from '../state/package.ts';
import type { SandboxSite } from '../state/site.ts';
import { products, type SandboxProduct } from './products.ts';
import type { Random } from './random.ts';
import { daysAgo, type Seeding } from './seeding.ts';

const countries = ['GB', 'US', 'AT', 'PT', 'NO', 'BR'] as const;

/** The statuses of plans for sites that are not Premium, in turn. */
const withoutPlan = ['PENDING', 'FAILED', 'CANCELED', 'AWAITING_ACTION'] as const;

const failures = frozen([
  { code: 'DELIVERY_TIMEOUT', message: 'The product was not delivered in time.' },
  { code: 'EXTERNAL_FAILURE', message: 'The provider of the product answered with an error.' },
] as const);

/** The packages of one account while they are made. */
class PackageSeed {
  readonly #seeding: Seeding;
  readonly #accountId: string;
  readonly #chance: Random;
  #failures = 0;

  constructor(seeding: Seeding, accountId: string) {
    this.#seeding = seeding;
    this.#accountId = accountId;
    this.#chance = seeding.random(`packages/${accountId}`);
  }

  /** A moment after the site was made, where there is one. */
  moment(site?: SandboxSite): string {
    const { now } = this.#seeding;
    return this.#chance.date(new Date(site?.createdDate ?? daysAgo(now, 900)), daysAgo(now, 2));
  }

  instance(
    { id, billing }: SandboxProduct,
    status: SandboxProductStatus,
    createdDate: string,
    more: Partial<SandboxProductInstance> = {},
  ): SandboxProductInstance {
    const { now } = this.#seeding;
    const failure = failures[this.#failures % failures.length];
    if (status === 'FAILED') this.#failures += 1;
    return {
      instanceId: this.#chance.guid(),
      catalogProductId: id,
      status,
      ...(status === 'FAILED' && failure !== undefined ? { failure } : {}),
      billing,
      createdDate,
      updatedDate: this.#chance.date(new Date(createdDate), daysAgo(now, 1)),
      countryCode: this.#chance.pick(countries),
      ...(billing.type === 'ONE_TIME'
        ? { expirationDate: daysAgo(now, -this.#chance.integer(30, 700)).toISOString() }
        : {}),
      ...(this.#chance.chance(0.2) ? { discountCode: `SPRING${this.#chance.integer(10, 40)}` } : {}),
      ...more,
    };
  }

  add(createdDate: string, instances: readonly SandboxProductInstance[]): SandboxPackage {
    const latest =
      instances
        .map(({ updatedDate }) => updatedDate)
        .toSorted()
        .at(-1) ?? createdDate;
    const made: SandboxPackage = {
      id: this.#chance.guid(),
      accountId: this.#accountId,
      ...(this.#chance.chance(0.6) ? { externalId: `order-${this.#chance.integer(10_000, 99_999)}` } : {}),
      instances,
      createdDate,
      updatedDate: latest,
    };
    this.#seeding.state.packages.set(made.id, made);
    return made;
  }
}

/**
 * Sells a plan that works to a Premium site, and to every third a mailbox that comes with it; to another site a plan that does
 * not work. A site can have one plan, so it gets a mailbox the next time.
 */
function packageForSite(seed: PackageSeed, site: SandboxSite, turn: number, hasPlan: boolean): void {
  const createdDate = seed.moment(site);
  const firstPlan = turn % 3 === 1 ? products.monthlyPlan : products.yearlyPlan;
  const plan = hasPlan ? products.mailbox : firstPlan;
  const siteId = site.id;
  if (!site.premium) {
    const status = withoutPlan[Math.floor(turn / 2) % withoutPlan.length] ?? 'PENDING';
    seed.add(createdDate, [seed.instance(plan, status, createdDate, { siteId })]);
    return;
  }
  const enabled = seed.instance(plan, 'ENABLED', createdDate, { siteId });
  const mailbox = { siteId, referenceProductInstanceId: enabled.instanceId };
  const extra = turn % 3 === 0 ? [seed.instance(products.mailbox, 'ENABLED', createdDate, mailbox)] : [];
  seed.add(createdDate, [enabled, ...extra]);
}

/** Sells packages: four of every five to a site each, in turn; the fifth holds products in several statuses, some floating. */
function seedAccountPackages(seeding: Seeding, accountId: string, count: number): void {
  const seed = new PackageSeed(seeding, accountId);
  const sites = [...seeding.state.sites.values()].filter((site) => site.accountId === accountId);
  let turn = 0;
  for (let index = 0; index < count; index += 1) {
    const site = sites[turn % Math.max(1, sites.length)];
    if (index % 5 !== 4 && site !== undefined) {
      packageForSite(seed, site, turn, turn >= sites.length);
      turn += 1;
      continue;
    }
    const createdDate = seed.moment();
    seed.add(createdDate, [
      seed.instance(products.mailbox, 'ENABLED', createdDate),
      seed.instance(products.businessTool, index % 2 === 0 ? 'CANCELED' : 'FAILED', createdDate),
      ...(site === undefined
        ? []
        : [seed.instance(products.businessTool, 'PENDING', createdDate, { siteId: site.id })]),
    ]);
  }
}

/** Packages of the agency by the plan, one to three of every child account, two of the unrelated account. */
export function seedPackages(seeding: Seeding): void {
  let child = 0;
  for (const { id } of seeding.state.accounts.values()) {
    if (id === seeding.agencyId) seedAccountPackages(seeding, id, seeding.plan.packages);
    else if (id === seeding.strangerId) seedAccountPackages(seeding, id, 2);
    else {
      seedAccountPackages(seeding, id, 1 + (child % 3));
      child += 1;
    }
  }
}
