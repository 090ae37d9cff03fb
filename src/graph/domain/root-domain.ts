import { getDomain } from 'tldts';

/**
 * Returns whether a name is a registrable domain, such as `example.co.uk`, or lies below one; null for a public suffix
 * itself, such as `co.uk`. Uses only the registry section of the public suffix list: `name.github.io` is a subdomain.
 */
export function domainLevel(name: string): 'root' | 'subdomain' | null {
  const root = getDomain(name);
  if (root === null) return null;
  return root === name ? 'root' : 'subdomain';
}
