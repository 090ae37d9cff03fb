import * as siteProperties from '@wix/auto_sdk_business-tools_site-properties';
import * as projects from '@wix/auto_sdk_projects_projects';
import { getEditorUrls } from '@wix/auto_sdk_urls_editor';
import { listPublishedSiteUrls } from '@wix/auto_sdk_urls_site';
import { createInvite } from '@wix/identity_account-invite';
import { bulkInvite, resendInvite, revokeInvite } from '@wix/identity_site-invite';
import { ApiKeyStrategy, createClient } from '@wix/sdk';

const modules = {
  accountInvites: { createInvite },
  siteInvites: { bulkInvite, resendInvite, revokeInvite },
  siteUrls: { listPublishedSiteUrls },
  editorUrls: { getEditorUrls },
  siteProperties: {
    getSiteProperties: siteProperties.getSiteProperties,
    updateBusinessProfile: siteProperties.updateBusinessProfile,
    updateBusinessContact: siteProperties.updateBusinessContact,
    updateBusinessSchedule: siteProperties.updateBusinessSchedule,
    updateBusinessRegion: siteProperties.updateBusinessRegion,
    updateConsentPolicy: siteProperties.updateConsentPolicy,
  },
  projects: { createProject: projects.createProject },
};

/** Wix's own client, which believes that it talks to Wix: what it sends to www.wixapis.com goes to this address instead. */
export function wixClient(
  url: string,
  identity: { readonly apiKey: string; readonly accountId?: string; readonly siteId?: string },
) {
  return createClient({
    auth: ApiKeyStrategy(identity as Parameters<typeof ApiKeyStrategy>[0]),
    modules,
    fetch: async (target, init) => {
      const { protocol, host, pathname, search } = new URL(String(target));
      if (protocol !== 'https:' || host !== 'www.wixapis.com')
        throw new Error(`not meant for Wix: ${protocol}//${host}`);
      return fetch(`${url}${pathname}${search}`, init);
    },
  });
}

/** How Wix's own client describes a failure to those who call it. */
export interface SdkError {
  readonly message: string;
  readonly status?: number;
  readonly requestId?: string;
  readonly details?: {
    readonly applicationError?: { readonly code: unknown; readonly description: string; readonly data: unknown };
    readonly validationError?: { readonly fieldViolations: readonly { readonly field: string }[] };
    readonly requestId?: string;
  };
}

/** What a call of Wix's own client fails with. Throws when it does not fail. */
export async function sdkErrorOf(call: Promise<unknown>): Promise<SdkError> {
  const value = await call.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  if ('error' in value) return value.error as SdkError;
  throw new Error(`answered ${JSON.stringify(value.answer)}`);
}
