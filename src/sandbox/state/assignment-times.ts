/** When a domain was assigned to its site, and when that was last changed. */
export interface SandboxAssignmentTimes {
  readonly createdDate: string;
  readonly updatedDate: string;
}
