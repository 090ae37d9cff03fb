import leven, { closestMatch } from 'leven';

/** Node's own variables that the program depends on. */
const nodeSettings = ['NODE_ENV', 'NODE_EXTRA_CA_CERTS'];

/** Variables of other programs that resemble a setting. */
const ofOthers = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY'];

/** Variables that Kubernetes sets for a service, for instance for one named `wix-account-graph`. */
const ofKubernetes = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$/;

/**
 * Returns one line for each variable that looks like a misspelled setting, with the nearest name: every unknown `WIX_*`, and names
 * that differ from a setting by case, underscores or a letter or two. In a file .env, short names are compared too; in the environment they
 * belong to other programs.
 */
export function misspelledSettings(
  names: readonly string[],
  settings: readonly string[],
  place: 'environment' | 'file',
): string[] {
  const known = [...settings, ...nodeSettings];
  return names
    .filter((name) => !known.includes(name) && !ofOthers.includes(name))
    .flatMap((name) => {
      const meant = nearest(name, known, place);
      return meant === null ? [] : [`${name} is not a setting. Did you mean ${meant}? Correct or remove it.`];
    });
}

function nearest(name: string, known: readonly string[], place: 'environment' | 'file'): string | null {
  const upper = name.toUpperCase();
  if (/^WIX[_-]/.test(upper) && !ofKubernetes.test(name)) {
    return closestMatch(upper, known.filter(isOfWix)) ?? null;
  }
  const alike = known.filter((setting) => isAlike(upper, setting, place));
  return closestMatch(upper, alike) ?? null;
}

function isAlike(name: string, setting: string, place: 'environment' | 'file'): boolean {
  if (place === 'environment' && setting.length < 6) return false;
  if (plain(name) === plain(setting)) return true;
  if (setting.length >= 8) return leven(name, setting) <= 2;
  return leven(name, setting) <= 1 || (leven(name, setting) === 2 && sortedLetters(name) === sortedLetters(setting));
}

function isOfWix(name: string): boolean {
  return name.startsWith('WIX_');
}

function plain(name: string): string {
  return name.replaceAll(/[_-]/g, '');
}

/** Returns the sorted letters, which are equal for names that differ only by swapped letters. */
function sortedLetters(name: string): string {
  return [...name].sort().join('');
}
