import { endpoint, shape } from '../../wix/endpoint.ts';

/** Setup info as Wix sends it, with the one of three forms of records that matches the domain's connection. */
export interface WixSetupInfo {
  readonly connectedDomainId?: unknown;
  readonly registrar?: unknown;
  /** Replaced by `registrar`. */
  readonly registrarName?: unknown;
  readonly nameserverRecord?: unknown;
  readonly pointingRecords?: unknown;
  readonly subdomainRecords?: unknown;
}

export const getSetupInfo = endpoint({
  name: 'Get Connected Domain Setup Info',
  method: 'GET',
  path: '/domains/v1/connected-domain-setup-info/{connectedDomainId}',
  params: { connectedDomainId: 'hostname' },
  level: 'account',
  retry: 'read',
  permission: 'DOMAINS.READ_CONNECTED_DOMAINS',
  certainty: 'documented',
  source:
    'dev.wix.com/docs/rest/account-level/account-level-apis/connected-domains/connected-domain-setup-info-v1, ' +
    'read 2026-11-23',
  response: shape<{ readonly connectedDomainSetupInfo?: WixSetupInfo }>(),
});
