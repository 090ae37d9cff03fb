/** Explains mutants that no test can notice, as the script prints them. */
export const equivalent: Readonly<Record<string, string>> = {};
