/** The times at which a domain was assigned to its site, and at which that was last changed. */
export interface SandboxAssignmentTimes {
  readonly createdDate: string;
  readonly updatedDate: string;
}
