import { flag, object, oneOf, text, time } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { getAccount, type WixAccount } from './rest.ts';

export type AccountStatus = 'ACTIVE' | 'BLOCKED' | 'DELETED' | 'UNKNOWN';
export type CoBranding = 'NONE' | 'CO_BRANDED' | 'CO_BRANDED_CUSTOMER_NEW' | 'CO_BRANDED_CUSTOMER_EXISTING' | 'UNKNOWN';

/** A Wix account's own properties. Null: Wix did not send it. */
export interface Account {
  readonly id: string;
  readonly name: string | null;
  readonly slug: string | null;
  readonly status: AccountStatus;
  readonly statusRaw: string | null;
  readonly isTeam: boolean;
  readonly coBranding: CoBranding;
  readonly coBrandingRaw: string | null;
  readonly websiteUrl: string | null;
  readonly imageUrl: string | null;
  readonly ownerUserId: string | null;
  readonly parentId: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

const statuses = { ACTIVE: 'ACTIVE', BLOCKED: 'BLOCKED', DELETED: 'DELETED' } as const;
const coBrandings = {
  None: 'NONE',
  CoBranded: 'CO_BRANDED',
  CoBranded_Customer_New: 'CO_BRANDED_CUSTOMER_NEW',
  CoBranded_Customer_Existing: 'CO_BRANDED_CUSTOMER_EXISTING',
} as const;

/** Maps Wix's account to ours. Throws a {@link WixError} `invalidResponse` if it is not the requested account. */
export function toAccount(raw: WixAccount | undefined, requestedId: string): Account {
  if (raw?.accountId !== requestedId) {
    throw new WixError('invalidResponse', 'returned another account', { endpoint: getAccount.name });
  }
  const properties = object(raw.accountProperties);
  return {
    id: requestedId,
    name: text(raw.accountName),
    slug: text(raw.slug),
    status: oneOf(statuses, raw.status),
    statusRaw: text(raw.status),
    isTeam: flag(properties['isTeam']),
    coBranding: oneOf(coBrandings, properties['coBranding']),
    coBrandingRaw: text(properties['coBranding']),
    websiteUrl: text(properties['websiteUrl']),
    imageUrl: text(properties['accountLogo']) ?? text(properties['accountImg']),
    ownerUserId: text(raw.accountOwner),
    parentId: text(properties['parentAccountId']),
    createdAt: time(raw.dateCreated),
    updatedAt: time(raw.dateUpdated),
  };
}
