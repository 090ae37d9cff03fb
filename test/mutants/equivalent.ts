/** Explains mutants that no test can notice, as the script prints them. */
export const equivalent: Readonly<Record<string, string>> = {
  'src/lib/batch-loader.ts:84 "true" -> "false"': 'a batch that is done is awaited once more, which takes no time',
};
