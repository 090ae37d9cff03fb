import { getDomain } from 'tldts';

/** The level of a name. `either` is a name directly below a suffix that a company, not a registry, manages. */
export type DomainLevel = 'root' | 'subdomain' | 'either';

/**
 * Returns whether a name is a registrable domain, such as `example.co.uk`, or lies below one; null for a public suffix
 * itself, such as `co.uk`. Names such as `brand.co.com` and `name.github.io` are `either`: some companies register them
 * like a registry does, and others don't.
 */
export function domainLevel(name: string): DomainLevel | null {
  const root = getDomain(name);
  if (root === null) return null;
  if (root === name) return 'root';
  return getDomain(name, { allowPrivateDomains: true }) === name ? 'either' : 'subdomain';
}

/** Returns the registrable domain of a name; the name itself if it is directly below a private suffix, or has none. */
export function rootNameOf(name: string): string {
  return domainLevel(name) === 'subdomain' ? (getDomain(name) ?? name) : name;
}
