/**
 * Rules that keep the directory true. All of them always hold; tests switch single ones off to prove that their checks notice.
 */
export interface Rules {
  /** Evidence that is older than what is known changes nothing, and a record seen after the start of a list isn't missing from it. */
  readonly evidenceHasAge: boolean;
  /** A read that began before a removal doesn't bring the record back. */
  readonly tombstones: boolean;
  /** Within the lag, an own write outweighs what lists show, and an older version isn't news. */
  readonly lagAllowance: boolean;
  /** A change is recorded only if a field differs. */
  readonly differencesOnly: boolean;
  /** A cursor of another epoch is rejected. */
  readonly epochs: boolean;
  /** A missing record is asked for by its id before it is removed. */
  readonly confirmation: boolean;
  /** Only a list that was read to its end removes. */
  readonly wholeListsOnly: boolean;
  /** A list that lacks suspiciously many records is read a second time before it removes. */
  readonly massGuard: boolean;
  /** Records of a list that was refused are hidden at once. */
  readonly refusalHides: boolean;
}

export const allRules: Rules = {
  evidenceHasAge: true,
  tombstones: true,
  lagAllowance: true,
  differencesOnly: true,
  epochs: true,
  confirmation: true,
  wholeListsOnly: true,
  massGuard: true,
  refusalHides: true,
};
