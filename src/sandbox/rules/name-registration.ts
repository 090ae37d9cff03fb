import { z } from 'zod';
import { readAdminBody } from '../admin-body.ts';
import { type Answer, ok, plainError } from '../answer.ts';
import type { JsonObject } from '../json.ts';
import { hostName } from '../request/values.ts';
import { newPropagation, removeDomain, writeDomain } from '../state/domain-changes.ts';
import { domainParts, isBelowPrivateSuffix } from '../state/domain-name.ts';
import { hostedRecords } from '../state/wix-records.ts';
import type { World } from '../world.ts';

const registrationBody = z.strictObject({
  domain: hostName,
  registrarName: z.string().min(1).default('OTHER'),
  nameServers: z.array(hostName).min(1).default(['ns1.registrar.example', 'ns2.registrar.example']),
  /** The account that has registered the name through Wix. Absent: it was registered elsewhere. */
  throughWixBy: z.guid().optional(),
});

/**
 * Registers a name: elsewhere, so that it can be connected, or through Wix, so that it is in an account. Answers 409 for a name
 * that is taken.
 */
export function registerName(world: World, body: JsonObject): Answer {
  const { domain: sent, registrarName, nameServers, throughWixBy } = readAdminBody(registrationBody, body);
  const domain = sent.toLowerCase();
  const { state } = world;
  if (domainParts(domain)?.root !== domain && !isBelowPrivateSuffix(domain))
    return plainError(400, 'domain: must be a root domain, without subdomain');
  if (state.registrations.has(domain)) return plainError(409, 'The name is taken');
  if (throughWixBy !== undefined && !state.accounts.has(throughWixBy)) return plainError(404, 'No such account');
  const now = world.clock.now();
  const registrar = throughWixBy === undefined ? { registrarName, nameServers } : { registrarName: 'WIX', nameServers };
  state.registrations.set(domain, { domain, ...registrar });
  if (throughWixBy !== undefined) {
    const moment = now.toISOString();
    writeDomain(state, { now, quirks: world.quirks }, domain, {
      domain,
      accountId: throughWixBy,
      connectionType: 'WIX_REGISTERED',
      suppressNotifications: false,
      propagation: newPropagation(now),
      createdDate: moment,
      updatedDate: moment,
    });
    const records = hostedRecords(domain);
    state.dnsZones.set(domain, { domainName: domain, accountId: throughWixBy, records, dnssecEnabled: false });
  }
  return ok({ domain, registrarName: registrar.registrarName });
}

/** Frees a name, and takes it out of the account that has it. Answers 404 for a name that is free. */
export function releaseName(world: World, name: string): Answer {
  const domain = name.toLowerCase();
  if (!world.state.registrations.delete(domain)) return plainError(404, 'The name is not registered');
  const at = { now: world.clock.now(), quirks: world.quirks };
  for (const one of [...world.state.domains.keys()]) {
    if (one === domain || one.endsWith(`.${domain}`)) removeDomain(world.state, at, one);
  }
  return ok({});
}
