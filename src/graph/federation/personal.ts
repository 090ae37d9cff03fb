/**
 * Marks a field as personal data: tagged `pii`, so that contracts can leave it out, and listed with its reason in
 * docs/federation.md. A field that returns a type whose fields are all personal must be marked as well, or the
 * contract's composition fails.
 */
export function personal(reason: string) {
  return { tag: 'pii', extensions: { personal: reason } } as const;
}
