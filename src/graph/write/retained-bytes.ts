/** The memory that V8 uses for an object and for one of its properties, in round numbers that err on the high side. */
const objectBytes = 48;
const propertyBytes = 16;

/**
 * Estimates how many bytes of the heap a value keeps in use: strings with two bytes for each character, objects and lists with their
 * properties, each object once. Never calls a getter.
 */
export function retainedBytes(value: unknown): number {
  const seen = new Set<object>();
  const open: unknown[] = [value];
  let bytes = 0;
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one === 'string') bytes += objectBytes + 2 * one.length;
    if (typeof one !== 'object' || one === null || seen.has(one)) continue;
    seen.add(one);
    bytes += objectBytes;
    if (one instanceof Map || one instanceof Set) for (const entry of one) open.push(entry);
    for (const descriptor of Object.values(Object.getOwnPropertyDescriptors(one))) {
      bytes += propertyBytes;
      open.push(descriptor.value);
    }
  }
  return bytes;
}
