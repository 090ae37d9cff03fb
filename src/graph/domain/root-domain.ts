import { getDomain } from 'tldts';

/**
 * Whether a name is one that is registered, such as `example.co.uk`, or lies below one; null for a public suffix itself, such
 * as `co.uk`. By the public suffix list, of which only endings of registries count: `name.github.io` is a subdomain.
 */
export function domainLevel(name: string): 'root' | 'subdomain' | null {
  const root = getDomain(name);
  if (root === null) return null;
  return root === name ? 'root' : 'subdomain';
}
