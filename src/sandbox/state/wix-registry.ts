const supportedEndings: ReadonlySet<string> = new Set([
  ...['com', 'net', 'org', 'info', 'biz', 'co', 'co.uk', 'me', 'io', 'xyz', 'site', 'online'],
  ...['store', 'shop', 'studio', 'design', 'love', 'club', 'live', 'art', 'space', 'website'],
]);

/** Whether names with this ending can be registered through Wix. */
export function isSupportedEnding(ending: string): boolean {
  return supportedEndings.has(ending);
}

/** Whether a free name costs more than others: short names do. */
export function isPremiumName(label: string): boolean {
  return label.length <= 5;
}
