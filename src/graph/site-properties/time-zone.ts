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

/** Returns whether a text is a name of the IANA time zone database, links such as `US/Pacific` included. */
export function isTimeZoneName(name: string): boolean {
  if (withoutArea.has(name)) return true;
  const resolved = areas.test(name) ? resolvedName(name) : null;
  if (resolved === null) return false;
  // `Intl` ignores case. A link resolves to another name.
  return resolved === name || resolved.toLowerCase() !== name.toLowerCase();
}

function resolvedName(timeZone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
