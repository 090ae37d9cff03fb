import { setTimeout as sleep } from 'node:timers/promises';
import { accepted, type Graph, present, type Refusal, Refused } from './graph.ts';

/** A Premium plan as the CSV file names it: its id in the catalog that Wix gives to resellers, and the country it is sold for. */
export interface Plan {
  readonly catalogProductId: string;
  readonly countryCode: string;
}

const sale = `mutation Sell($input: CreatePackageInput!) {
  createPackage(input: $input) { package { id } userErrors { code message } }
}`;

/** Sells a yearly plan for a site. Returns the id of the package. */
export async function sellPlan(graph: Graph, input: object): Promise<string> {
  type Sold = { createPackage: { package: { id: string } | null; userErrors: readonly Refusal[] } | null };
  const { createPackage } = await graph.ask<Sold>(sale, { input });
  return present(accepted(createPackage).package, 'package').id;
}

/** Returns the product of a yearly plan for a site. */
export function yearlyPlan({ catalogProductId, countryCode }: Plan, siteId: string): object {
  return { catalogProductId, countryCode, siteId, billing: { type: 'RECURRING', cycle: { unit: 'YEAR', count: 1 } } };
}

/** Where a site is: its id, and the account that owns it where that is not the request's own. */
export interface OwnedSite {
  readonly siteId: string;
  readonly accountId?: string;
}

const document = `query Premium($accountId: ID, $ids: [ID!]!) {
  sites(accountId: $accountId, ids: $ids) { id isPremium }
}`;

const patienceMs = 600_000;

/**
 * Waits until sites are Premium, because Wix delivers plans some time after their sale. All waiting sites of an account are read together, in
 * one REST call per hundred, every five seconds, or less often for many accounts.
 */
export class PremiumWait {
  readonly #graph: Graph;
  readonly #waiting = new Map<string, OwnedSite>();
  #polling: Promise<void> | null = null;

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** Resolves when the site is Premium. Rejects with {@link Refused} after ten minutes. */
  async until(site: OwnedSite): Promise<void> {
    this.#waiting.set(site.siteId, site);
    for (const end = performance.now() + patienceMs; performance.now() < end; ) {
      this.#polling ??= this.#poll().finally(() => {
        this.#polling = null;
      });
      await this.#polling;
      if (!this.#waiting.has(site.siteId)) return;
    }
    this.#waiting.delete(site.siteId);
    throw new Refused('Wix has not delivered the Premium plan within ten minutes.');
  }

  async #poll(): Promise<void> {
    const byAccount = Map.groupBy(this.#waiting.values(), ({ accountId = null }) => accountId);
    await sleep(Math.max(5_000, 1_000 * byAccount.size));
    for (const [accountId, some] of byAccount) {
      type Read = { sites: readonly ({ id: string; isPremium: boolean | null } | null)[] | null };
      const ids = some.map(({ siteId }) => siteId);
      const { sites } = await this.#graph.ask<Read>(document, { accountId, ids });
      for (const site of sites ?? []) if (site?.isPremium === true) this.#waiting.delete(site.id);
    }
  }
}
