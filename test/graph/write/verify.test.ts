import { expect, it } from 'vitest';
import { faultsOf, verifyAll } from '../../writes/verify.ts';

/** Writes that nothing shows: Wix lists neither site invites nor the locations of contributors. */
const unreadable = ['changeContributorLocations', 'inviteSiteContributors', 'resendSiteInvite', 'revokeSiteInvite'];

it('the verify query of each mutation tells a write that happened from one that did not', async () => {
  const verified = await verifyAll('demo');
  expect(
    verified
      .filter(({ verify }) => verify === null)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(unreadable);
  expect(verified).toHaveLength(47);
  expect(faultsOf(verified)).toEqual([]);
}, 60_000);
