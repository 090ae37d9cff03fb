/** Evidence that an endpoint exists as it is defined. */
export type Proof = 'run' | 'typed' | 'documented' | 'older' | 'guessed';

/** Endpoints by proof, as of 2026-11-30. `test/sdk` runs those under `run`. */
const endpoints: Readonly<Record<Exclude<Proof, 'documented'>, readonly string[]>> = {
  run: [
    'Bulk Invite',
    'Create Invite',
    'Create Project',
    'Get Editor Urls',
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
  older: ['Get Registered Domain', 'List Registered Domains'],
  guessed: ['List Domain Assignments'],
};

/** Returns the proof of an endpoint; `documented` if it is on no list. */
export function proofOf(name: string): Proof {
  const [found] = Object.entries(endpoints).find(([, names]) => names.includes(name)) ?? ['documented'];
  return found as Proof;
}

/** All names on the lists. */
export const provenEndpoints: readonly string[] = Object.values(endpoints).flat();

/** The endpoints that Wix's own code calls in the tests. */
export const runEndpoints: readonly string[] = endpoints.run;

/** Texts of the proofs in docs/coverage.md. */
export const proofTexts: Readonly<Record<Proof, string>> = {
  run: "run by Wix's SDK",
  typed: 'typed by Wix',
  documented: 'documented',
  older: 'in older docs only',
  guessed: 'guessed',
};
