import type { Confirmed, ListSpec } from '../../directory/list-spec.ts';
import type { Found, RecordType } from '../../directory/record.ts';
import { toUnicodeName } from '../../lib/host-name.ts';
import type { GraphContext } from '../context.ts';
import { copyOf, pagesOf, sortableTime } from '../directory/pages.ts';
import { domainByName, domainSource } from './loader.ts';
import type { Domain } from './model.ts';
import { listConnectedDomains } from './rest.ts';

const fields: Readonly<Record<keyof Domain, true>> = {
  name: true,
  accountId: true,
  connectionMethod: true,
  connectionMethodRaw: true,
  isSubdomain: true,
  propagationStatus: true,
  propagationStatusRaw: true,
  assignment: true,
  suppressesNotifications: true,
  createdAt: true,
  updatedAt: true,
};

export function domainRecord(domain: Domain): Found {
  return { type: 'Domain', id: domain.name, value: copyOf(domain, fields) };
}

export const domainType: RecordType = {
  type: 'Domain',
  texts: (value) => {
    const { name } = value as Domain;
    return { name, hosts: [name, toUnicodeName(name)] };
  },
  orders: {
    NAME: (value) => (value as Domain).name,
    CREATED_AT: (value) => sortableTime((value as Domain).createdAt),
  },
  version: (value) => sortableTime((value as Domain).updatedAt),
};

/** The most domains that are asked for by name after one list. */
const maxAsked = 50;

/** All connected domains of an account: one List Connected Domains per 100. */
export const domainList: ListSpec<GraphContext> = {
  name: 'domains',
  types: ['Domain'],
  rank: 2,
  isOfRoots: false,
  leadsToAccounts: false,
  pages: (context, accountId) =>
    pagesOf(listConnectedDomains.name, domainSource(context, accountId), (domain) => [domainRecord(domain)]),
  confirm: async (context, accountId, missing) => {
    const answers: Confirmed[] = [];
    for (const { id } of missing.slice(0, maxAsked)) {
      const domain = await domainByName(context, accountId).load(id);
      answers.push(domain === null ? 'gone' : domainRecord(domain));
    }
    return answers;
  },
};
