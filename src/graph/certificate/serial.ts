/**
 * Returns a text that identifies a serial number, the same for all its spellings: in hexadecimal with or without colons, `0x`, leading
 * zeros and capitals, and in decimal. UNKNOWN: which of the two Wix sends. Digits alone are decimal, unless zeros in front or colons mark
 * them as hexadecimal. Serial numbers have at least 64 random bits, of which fewer than one in a thousand has no letter in hexadecimal.
 */
export function serialKey(serial: string): string {
  const spelled = serial.trim().toLowerCase();
  const digits = spelled.replace(/^0x/, '').replaceAll(':', '');
  if (!/^[0-9a-f]+$/.test(digits)) return spelled;
  const isDecimal = /^(?:0|[1-9][0-9]*)$/.test(spelled);
  return BigInt(isDecimal ? digits : `0x${digits}`).toString(16);
}

/** Spells a hexadecimal serial number so that it can't be read as decimal. */
export function asHexadecimal(serial: string): string {
  return /^[1-9][0-9]*$/.test(serial) ? `0${serial}` : serial;
}

/** Whether two serial numbers are equal. Digits alone in the second can be in either notation. */
export function isSameSerial(hexadecimal: string | null, other: string | null): boolean {
  if (hexadecimal === null || other === null) return false;
  const key = serialKey(asHexadecimal(hexadecimal));
  return [other, asHexadecimal(other)].some((spelling) => serialKey(spelling) === key);
}
