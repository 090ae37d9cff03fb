import { describe, expect, it } from 'vitest';
import { useGraph } from '../support/graph.ts';
import { mutationDocument, nobody } from '../support/writes.ts';

describe.each(['sent', 'omitted'] as const)(
  'refusals whose code is the own one of the sandbox, which is %s',
  (ownCodes) => {
    const graph = useGraph({ quirks: { ownCodes } });

    it('are understood by their status alone', async () => {
      const { data, errors } = await graph.ask(`{ package(id: "${nobody}") { id } }`);
      expect([data, errors]).toEqual([{ package: null }, undefined]);
      const [site] = [...graph.sandbox.state.sites.values()].filter(
        (one) => one.accountId === graph.sandbox.accountId && one.trashedDate === undefined,
      );
      const refused = await graph.ask(mutationDocument('resendSiteInvite'), {
        input: { siteId: site?.id, inviteId: nobody },
      });
      expect(refused.errors).toBeUndefined();
      expect(refused.data.resendSiteInvite.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    });

    it('have the code only where it is sent', async () => {
      const response = await graph.sandbox.fetch(
        new Request(`http://127.0.0.1/resellers/v1/packages/${nobody}`, {
          headers: { authorization: graph.sandbox.keys.owner, 'wix-account-id': graph.sandbox.accountId },
        }),
      );
      const text = await response.text();
      expect([response.status, text.includes('PACKAGE_NOT_FOUND')]).toEqual([404, ownCodes === 'sent']);
    });
  },
);
