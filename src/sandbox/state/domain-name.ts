import { parse } from 'tldts';

interface DomainParts {
  /** The part that is registered, `example.co.uk` of `www.shop.example.co.uk`. */
  readonly root: string;
  /** The first label of the root, `example`. */
  readonly label: string;
  /** The public suffix, `co.uk`. */
  readonly ending: string;
}

/** Takes a domain name apart by the public suffix list; undefined for a text that has no root domain. */
export function domainParts(name: string): DomainParts | undefined {
  const lower = name.toLowerCase();
  const labels = lower.split('.');
  if (!labels.every((label) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label))) return undefined;
  // Sites of Wix live under suffixes that companies have put on the list; names are not registered there.
  const { domain, domainWithoutSuffix, publicSuffix } = parse(lower, { allowPrivateDomains: false });
  if (!domain || !domainWithoutSuffix || !publicSuffix || !/^[a-z]{2,}/.test(publicSuffix)) return undefined;
  return { root: domain, label: domainWithoutSuffix, ending: publicSuffix };
}

/**
 * Whether a name is directly below a suffix that a company manages, such as `brand.co.com`: no root domain by the
 * registries' part of the list, and one by the whole list.
 */
export function isBelowPrivateSuffix(name: string): boolean {
  return rootDomain(name) !== name && parse(name, { allowPrivateDomains: true }).domain === name;
}

/** The root domain of a name, or the name itself if it has none. */
export function rootDomain(name: string): string {
  return domainParts(name)?.root ?? name;
}
