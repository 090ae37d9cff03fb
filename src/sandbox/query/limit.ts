/** The page size of a call. Missing and 0 mean the default. */
export function pageLimit(requested: number | undefined, standard: number): number {
  return requested === undefined || requested === 0 ? standard : requested;
}
