/** The areas of the IANA database, of which names have an area and a place. */
const areas =
  /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)\/[A-Z]/;

/**
 * The names of the IANA database without an area (its files `backward`, `etcetera` and `northamerica`). `Intl` also
 * accepts offsets, and abbreviations such as `PST` and `IST`.
 */
const withoutArea: ReadonlySet<string> = new Set(
  (
    'CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel ' +
    'Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey ' +
    'UCT UTC Universal W-SU WET Zulu'
  ).split(' '),
);

/** Canonical names by their lower case. */
const canonical: ReadonlyMap<string, string> = new Map(
  Intl.supportedValuesOf('timeZone').map((name) => [name.toLowerCase(), name]),
);

/** Returns whether a text is a name of the IANA time zone database, links such as `US/Pacific` included. */
export function isTimeZoneName(name: string): boolean {
  if (withoutArea.has(name)) return true;
  const spelled = canonical.get(name.toLowerCase());
  if (spelled !== undefined) return spelled === name;
  return areas.test(name) && isKnown(name);
}

function isKnown(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
