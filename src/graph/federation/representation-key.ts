/** A key has at most an object in it, such as that of its account. What is nested deeper is no key of ours, or more than a key. */
const maxKeyDepth = 8;

/** Returns a value that is equal for equal representations. One that is nested too deep to compare equals itself only. */
export function representationKey(representation: unknown): unknown {
  if (typeof representation !== 'object' || representation === null) return representation;
  return isNestedDeeper(representation, maxKeyDepth) ? representation : JSON.stringify(representation);
}

/** Goes no deeper than it has to: a caller can nest a value deeper than a stack is. */
function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isNestedDeeper(item, levels - 1));
}
