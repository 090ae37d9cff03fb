/** How well it is known that an endpoint exists as it is defined. */
export type Proof = 'run' | 'typed' | 'documented' | 'guessed';

/** The endpoints of each proof, as of 2026-11-30. What is run is run by test/sdk. */
const endpoints: Readonly<Record<Exclude<Proof, 'documented'>, readonly string[]>> = {
  run: [
    'Bulk Invite',
    'Create Invite',
    'Create Project',
    'Get Site Properties',
    'List Published Site Urls',
    'Resend Invite',
    'Revoke Invite',
    'Update Business Contact',
    'Update Business Profile',
    'Update Business Region',
    'Update Business Schedule',
    'Update Consent Policy',
  ],
  typed: [
    'Adjust Product Instance Specifications',
    'Assign Product Instance To Site',
    'Bulk Delete Site',
    'Cancel Package',
    'Cancel Product Instance',
    'Change Role',
    'Check Domain Availability',
    'Create Account',
    'Create Connected Domain',
    'Create DNS Zone',
    'Create Package V2',
    'Delete Connected Domain',
    'Delete DNS Zone',
    'Duplicate Site',
    'Get Account',
    'Get Connected Domain',
    'Get Connected Domain Setup Info',
    'Get DNS Zone',
    'Get Editor Urls',
    'Get Package',
    'Get Roles Info',
    'List Child Accounts',
    'List Connected Domains',
    'Preview DNS Zone',
    'Publish Site',
    'Query Packages',
    'Query Site Contributors',
    'Query Sites',
    'Remove Member',
    'Search Team',
    'Suggest Domains',
    'Transfer Site',
    'Unassign Product Instance From Site',
    'Update DNS Zone',
    'Update Package External Id',
    'Update Team Member Assignments',
  ],
  guessed: ['List Domain Assignments'],
};

/** The proof of an endpoint. One that is on no list is known from Wix's documentation alone. */
export function proofOf(name: string): Proof {
  const [found] = Object.entries(endpoints).find(([, names]) => names.includes(name)) ?? ['documented'];
  return found as Proof;
}

/** All names on the lists. */
export const provenEndpoints: readonly string[] = Object.values(endpoints).flat();

/** The endpoints that Wix's own code calls in the tests. */
export const runEndpoints: readonly string[] = endpoints.run;

/** What docs/coverage.md says of each proof. */
export const proofTexts: Readonly<Record<Proof, string>> = {
  run: "run by Wix's SDK",
  typed: 'typed by Wix',
  documented: 'documented',
  guessed: 'guessed',
};
