import { endpoint, shape } from '../../wix/endpoint.ts';

/** A validation as Wix sends it. Assembled from the field list of its page, which has no sample. */
export interface WixTransferValidation {
  /** The domain's name. */
  readonly id?: unknown;
  /** Up to 100 names. UNKNOWN: their values. */
  readonly violations?: unknown;
}

export const validateTransferability = endpoint({
  name: 'Validate Domain Transferability',
  method: 'POST',
  path: '/premium/domains/v1/transfer-in-domains/{domain}/validate-transferability',
  params: { domain: 'hostname' },
  level: 'account',
  // A POST without side effects.
  retry: 'read',
  // UNKNOWN: the page names no permission.
  permission: null,
  cache: 'never',
  certainty: 'preview',
  source:
    'dev.wix.com/docs/api-reference/account-level/domains/domain-transfer-in/validate-domain-transferability, ' +
    'read 2026-11-23',
  response: shape<{ readonly validationResult?: WixTransferValidation }>(),
});
