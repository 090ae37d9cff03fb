/** A custom template of Wix Studio: a copy of a site that new sites are made of. */
export interface SandboxTemplate {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly createdBy: string;
  readonly createdDate: string;
  readonly updatedDate: string;
  readonly hidden: boolean;
  /** The site that the template is a copy of. */
  readonly siteId: string;
  /** The sites that were created from it, oldest first. */
  readonly siteIds: readonly string[];
}
