/** A weekly opening time. */
export interface SandboxOpeningPeriod {
  readonly openDay: string;
  readonly openTime: string;
  readonly closeDay: string;
  readonly closeTime: string;
}

/** An exception from the weekly opening times. */
export interface SandboxSpecialHours {
  readonly startDate: string;
  readonly endDate: string;
  readonly isClosed: boolean;
  readonly comment: string;
}

/** The languages a site is offered in, the one it is written in first. */
export interface SandboxMultilingual {
  readonly supportedLanguages: readonly {
    readonly languageCode: string;
    readonly locale: { readonly languageCode: string; readonly country: string };
    readonly isPrimary: boolean;
    readonly countryCode: string;
    readonly resolutionMethod: 'QUERY_PARAM' | 'SUBDOMAIN' | 'SUBDIRECTORY';
    readonly isVisitorPrimary: boolean;
  }[];
  readonly autoRedirect: boolean;
}

/** The business properties of a site, in the names of Site Properties v4. */
export interface SandboxSiteProperties {
  readonly version: string;
  readonly properties: {
    readonly categories: { readonly primary: string; readonly secondary: readonly string[] };
    readonly locale: { readonly languageCode: string; readonly country: string };
    readonly language: string;
    readonly paymentCurrency?: string;
    readonly timeZone?: string;
    readonly email?: string;
    readonly phone?: string;
    readonly fax?: string;
    readonly address?: {
      readonly street: string;
      readonly streetNumber: string;
      readonly apartmentNumber?: string;
      readonly hint?: { readonly text: string; readonly placement: 'BEFORE' | 'AFTER' | 'REPLACE' };
      readonly city: string;
      readonly country: string;
      readonly zip: string;
      readonly isPhysical: boolean;
      readonly googleFormattedAddress: string;
      readonly coordinates: { readonly latitude: number; readonly longitude: number };
    };
    readonly siteDisplayName?: string;
    readonly businessName?: string;
    readonly description?: string;
    /** A path in Wix Media. */
    readonly logo?: string;
    readonly businessConfig?: string;
    readonly companyId?: string;
    readonly externalSiteUrl?: string;
    readonly trackClicksAnalytics?: boolean;
    readonly multilingual?: SandboxMultilingual;
    readonly businessSchedule?: {
      readonly periods: readonly SandboxOpeningPeriod[];
      readonly specialHourPeriod: readonly SandboxSpecialHours[];
    };
    readonly consentPolicy: {
      readonly essential: boolean;
      readonly functional: boolean;
      readonly analytics: boolean;
      readonly advertising: boolean;
      readonly dataToThirdParty: boolean;
    };
  };
}
