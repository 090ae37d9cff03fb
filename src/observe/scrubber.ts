/** Patterns of credentials, including those of others. */
const credentials: readonly RegExp[] = [
  // A Wix API key.
  /IST\.[\w.-]+/g,
  // A JSON Web Token.
  /(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  /(?<=\bBearer )[\w.~+/=-]+/gi,
];

/** An e-mail address, also URL-encoded. The lookbehinds keep matching linear: a long word is tried only from its start. */
const address =
  /(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]+(@|%40)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}/g;

/**
 * Returns a function that removes the secrets, plain or encoded, and everything that looks like a credential or an e-mail address from a
 * text. With `keepsAddresses`, e-mail addresses stay.
 */
export function createScrubber(
  secrets: readonly string[],
  { keepsAddresses = false }: { readonly keepsAddresses?: boolean } = {},
): (text: string) => string {
  const shapes = keepsAddresses ? credentials : [...credentials, address];
  // Removing a secret of a few characters would make every line unreadable.
  const forms = [...new Set(secrets.filter((secret) => secret.length >= 8).flatMap(encodingsOf))];
  forms.sort((a, b) => b.length - a.length);
  return (text) => {
    let scrubbed = text;
    for (const form of forms) scrubbed = scrubbed.replaceAll(form, '[redacted]');
    for (const shape of shapes) scrubbed = scrubbed.replace(shape, '[redacted]');
    return scrubbed;
  };
}

function encodingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inBase64 = [0, 1, 2].flatMap((offset) => {
    // Base64 of a longer text: only the characters that depend on the secret alone, for each offset in a group of three bytes.
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const from = offset === 0 ? 0 : offset + 1;
    const to = Math.floor((padded.length * 8) / 6);
    return (['base64', 'base64url'] as const).map((encoding) => padded.toString(encoding).slice(from, to));
  });
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), bytes.toString('hex'), ...inBase64];
}
