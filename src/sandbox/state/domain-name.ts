/** Endings of two labels under which names are registered; all others in the sandbox have one. */
const longEndings: ReadonlySet<string> = new Set(['co.uk', 'org.uk', 'com.au', 'co.nz', 'com.br', 'co.jp', 'co.za']);

interface DomainParts {
  /** The part that is registered, `example.co.uk` of `www.shop.example.co.uk`. */
  readonly root: string;
  /** The first label of the root, `example`. */
  readonly label: string;
  /** What follows it, `co.uk`. */
  readonly ending: string;
}

/** Takes a domain name apart; undefined for a text that has no root domain. */
export function domainParts(name: string): DomainParts | undefined {
  const labels = name.toLowerCase().split('.');
  if (!labels.every((label) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label))) return undefined;
  const endingLabels = longEndings.has(labels.slice(-2).join('.')) ? 2 : 1;
  const ending = labels.slice(-endingLabels).join('.');
  const label = labels.at(-endingLabels - 1);
  if (label === undefined || !/^[a-z]{2,}/.test(ending)) return undefined;
  return { root: `${label}.${ending}`, label, ending };
}

/** The root domain of a name, or the name itself where it has none. */
export function rootDomain(name: string): string {
  return domainParts(name)?.root ?? name;
}
