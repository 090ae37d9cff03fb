/** A text that must not appear, plain, URL-encoded or inside base64, wherever it would begin there. */
export function formsOf(canary: string): string[] {
  const inBase64 = [0, 1, 2].flatMap((lead) => {
    const text = Buffer.concat([Buffer.alloc(lead, 'x'), Buffer.from(canary)]);
    // Only whole groups of three bytes that hold nothing but the canary look the same in every longer text.
    const whole = text.subarray(lead === 0 ? 0 : 3, text.length - (text.length % 3));
    return [whole.toString('base64'), whole.toString('base64url')];
  });
  return [...new Set([canary, encodeURIComponent(canary), ...inBase64])];
}

/** What no answer and no line of a log may look like: our own stack, our paths, the HTTP client's codes. */
const signs = [/\n\s+at .+:\d+:\d+/, /node_modules/, /UND_ERR_/, /\bECONN[A-Z]+\b/, /\bIST\.[\w-]{8}/];

export interface LeakSearch {
  /** The signs and canaries that a text holds; empty for a clean one. */
  find(text: string): string[];
}

export function searchFor(canaries: readonly string[]): LeakSearch {
  const forms = canaries.flatMap(formsOf);
  return {
    find: (text) => [
      ...forms.filter((form) => text.includes(form)),
      ...signs.filter((sign) => sign.test(text)).map((sign) => sign.source),
    ],
  };
}
