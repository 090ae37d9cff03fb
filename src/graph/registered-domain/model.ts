import { nameFromWix } from '../../lib/host-name.ts';
import { oneOf, text, time } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { type DomainAssignment, type PropagationStatus, propagationStatuses, toAssignment } from '../domain/model.ts';
import type { WixRegisteredDomain } from './rest.ts';

const statuses = {
  ACTIVE: 'ACTIVE',
  PENDING_REGISTRATION: 'PENDING',
  FAILED_REGISTRATION: 'FAILED',
  CANCELED: 'CANCELED',
} as const;

const confirmations = { PENDING: 'PENDING', CONFIRMED_BY_ALL: 'CONFIRMED', EXPIRED: 'EXPIRED' } as const;

export type RegistrationStatus = (typeof statuses)[keyof typeof statuses] | 'UNKNOWN';
export type ContactConfirmation = (typeof confirmations)[keyof typeof confirmations] | 'UNKNOWN';

/** A domain that an account has registered through Wix. Null fields were not sent by Wix. */
export interface RegisteredDomain {
  readonly name: string;
  readonly accountId: string;
  readonly status: RegistrationStatus;
  readonly statusRaw: string | null;
  readonly expiresAt: string | null;
  readonly contactConfirmation: ContactConfirmation;
  readonly contactConfirmationRaw: string | null;
  readonly propagationStatus: PropagationStatus;
  readonly propagationStatusRaw: string | null;
  readonly assignment: DomainAssignment | null;
  readonly productInstanceId: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

/** Maps Wix's registered domain to ours. Throws a {@link WixError} `invalidResponse` if it has no name. */
export function toRegisteredDomain(raw: WixRegisteredDomain, accountId: string, endpoint: string): RegisteredDomain {
  const name = text(raw.domain) ?? text(raw.id);
  if (name === null) throw new WixError('invalidResponse', 'a domain without a name', { endpoint });
  return {
    name: nameFromWix(name),
    accountId,
    status: oneOf(statuses, raw.status),
    statusRaw: text(raw.status),
    expiresAt: time(raw.expirationDate),
    contactConfirmation: oneOf(confirmations, raw.icannConfirmationStatus),
    contactConfirmationRaw: text(raw.icannConfirmationStatus),
    propagationStatus: oneOf(propagationStatuses, raw.dnsPropagationStatus),
    propagationStatusRaw: text(raw.dnsPropagationStatus),
    assignment: toAssignment(raw.siteInfo, accountId),
    productInstanceId: text(raw.productInstanceId),
    createdAt: time(raw.createdDate),
    updatedAt: time(raw.updatedDate),
  };
}
