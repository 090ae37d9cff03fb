import type { Call } from '../route.ts';

/** The domain name in a path parameter, in lower case unless the quirk `domainNameCase` says otherwise. */
export function domainNameIn({ params, quirks }: Pick<Call, 'params' | 'quirks'>, parameter: string): string {
  const name = params[parameter] ?? '';
  return quirks.domainNameCase === 'insensitive' ? name.toLowerCase() : name;
}
