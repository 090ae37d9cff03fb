/** Output formats of `query`. */
export const formats = ['json', 'ndjson', 'csv', 'table'] as const;
export type Format = (typeof formats)[number];
