/** The namespaces of the docs. */
export const documentedNamespaces = [
  ...[
    'UNKNOWN_NAMESPACE',
    'WIX',
    'SHOUT_OUT',
    'ALBUMS',
    'WIX_STORES_TEST_DRIVE',
    'HOTELS',
    'CLUBS',
    'ONBOARDING_DRAFT',
  ],
  ...['DEV_SITE', 'LOGOS', 'VIDEO_MAKER', 'PARTNER_DASHBOARD', 'DEV_CENTER_COMPANY', 'HTML_DRAFT', 'SITELESS_BUSINESS'],
  ...['CREATOR_ECONOMY', 'DASHBOARD_FIRST', 'ANYWHERE', 'HEADLESS', 'ACCOUNT_MASTER_CMS', 'RISE', 'BRANDED_FIRST'],
];

/** The documented namespaces with those that typings of Wix's SDK have beyond them. */
export const allNamespaces = [
  ...documentedNamespaces,
  ...['NOWNIA', 'UGC_TEMPLATE', 'CODUX', 'MEDIA_DESIGN_CREATOR', 'SHARED_BLOG_ENTERPRISE', 'STANDALONE_FORMS'],
  ...['STANDALONE_EVENTS', 'MIMIR', 'TWINS', 'NANO', 'BASE44', 'CHANNELS', 'NAUTILUS', 'SYMPHONY', 'NAUTILUS_APPS'],
  ...['VIBU', 'ENTERPRISE_BRAND_KIT', 'DEV_CENTER_DEV_SITE'],
];
