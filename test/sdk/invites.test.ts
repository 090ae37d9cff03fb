import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configuredCaller } from '../../src/http/identity.ts';
import { createGraphServer } from '../../src/http/server.ts';
import { roleIds } from '../../src/sandbox/state/role.ts';
import { createWixClient, type WixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { type RecordedRequest, useRecordedSandbox } from './recorder.ts';
import { wixClient } from './wix-client.ts';

/** What decides about a request at Wix. The content type may name the charset, which is that of JSON anyway. */
function essence({ method, url, headers, body }: RecordedRequest) {
  return {
    method,
    url,
    authorization: headers.authorization,
    accountId: headers['wix-account-id'],
    siteId: headers['wix-site-id'],
    contentType: headers['content-type']?.split(';')[0],
    body: JSON.parse(body) as unknown,
  };
}

describe("an invite mutation sends what Wix's own client sends", () => {
  const recorded = useRecordedSandbox();
  let client: WixClient;
  let server: ReturnType<typeof createGraphServer>;

  beforeAll(() => {
    const { sandbox, url } = recorded;
    client = createWixClient({ origin: url });
    server = createGraphServer({
      client,
      identify: configuredCaller(new ApiKey(sandbox.keys.owner), sandbox.accountId),
      errors: {
        callersKey: false,
        onUnexpected: ({ error }) => {
          throw error;
        },
      },
    });
  });
  afterAll(() => client.close());

  /** Runs a mutation and answers what it sent to a path. */
  async function ours(query: string, path: RegExp) {
    const before = recorded.requests.length;
    const response = await server.fetch(
      new Request('http://graph/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      }),
    );
    const answer = (await response.json()) as { errors?: unknown };
    expect(answer.errors).toBeUndefined();
    return recorded.requests
      .slice(before)
      .filter(({ url }) => path.test(url))
      .map(essence);
  }

  async function theirs(call: () => Promise<unknown>, path: RegExp) {
    const before = recorded.requests.length;
    await call();
    return recorded.requests
      .slice(before)
      .filter(({ url }) => path.test(url))
      .map(essence);
  }

  const account = () =>
    wixClient(recorded.url, { apiKey: recorded.sandbox.keys.owner, accountId: recorded.sandbox.accountId });
  const onSite = (siteId: string) => wixClient(recorded.url, { apiKey: recorded.sandbox.keys.owner, siteId });
  const site = () => {
    const found = [...recorded.sandbox.state.sites.values()].find(
      ({ accountId }) => accountId === recorded.sandbox.accountId,
    );
    if (found === undefined) throw new Error('no site');
    return found.id;
  };
  const pending = (siteId: string) =>
    [...recorded.sandbox.state.siteInvites.values()].findLast(
      (invite) => invite.siteId === siteId && invite.status === 'Pending',
    )?.id ?? '';

  it('inviteTeamMembers: createInvite', async () => {
    const path = /\/create$/;
    const siteId = site();
    const our = await ours(
      `mutation { inviteTeamMembers(input: { defaultEmailLanguage: "de", invitees: [
        { email: "ana@guest.example", assignments: [{ roleId: "${roleIds.accountAdmin}", scope: { wholeAccount: true } }] }
        { email: "bo@guest.example", assignments: [{ roleId: "${roleIds.siteAdmin}", scope: { siteIds: ["${siteId}"] } }] }
      ] }) { results { email } } }`,
      path,
    );
    const { accountId } = recorded.sandbox;
    const their = await theirs(
      () =>
        account().accountInvites.createInvite(
          [
            {
              subjectEmail: 'ana@guest.example',
              assignments: [
                {
                  policyId: roleIds.accountAdmin,
                  assignments: [{ fullNameResource: { accountContext: { accountId } } }],
                },
              ],
            },
            {
              subjectEmail: 'bo@guest.example',
              assignments: [
                {
                  policyId: roleIds.siteAdmin,
                  assignments: [{ fullNameResource: { siteContext: { metasiteId: siteId } } }],
                },
              ],
            },
          ],
          { defaultEmailLanguage: 'de' },
        ),
      path,
    );
    expect(our).toHaveLength(1);
    expect(our).toEqual(their);
  });

  it('inviteSiteContributors: bulkInvite', async () => {
    const path = /\/bulk$/;
    const siteId = site();
    const our = await ours(
      `mutation { inviteSiteContributors(input: { siteId: "${siteId}", emails: ["ana@guest.example", "bo@guest.example"],
        roleIds: ["${roleIds.siteAdmin}"], purpose: "Spring sale", defaultEmailLanguage: "de" }) { results { email } } }`,
      path,
    );
    const their = await theirs(
      () =>
        onSite(siteId).siteInvites.bulkInvite([roleIds.siteAdmin], {
          emails: ['ana@guest.example', 'bo@guest.example'],
          invitePurpose: 'Spring sale',
          defaultEmailLanguage: 'de',
        }),
      path,
    );
    expect(our).toHaveLength(1);
    expect(our).toEqual(their);
  });

  it.each([undefined, 'de'])('resendSiteInvite: resendInvite, in the language %s', async (language) => {
    const path = /\/resend$/;
    const siteId = site();
    const inviteId = pending(siteId);
    const our = await ours(
      `mutation { resendSiteInvite(input: { siteId: "${siteId}", inviteId: "${inviteId}"${
        language === undefined ? '' : `, defaultEmailLanguage: "${language}"`
      } }) { invite { id } } }`,
      path,
    );
    const options = language === undefined ? {} : { defaultEmailLanguage: language };
    const their = await theirs(() => onSite(siteId).siteInvites.resendInvite(inviteId, options), path);
    expect(our).toHaveLength(1);
    expect(our).toEqual(their);
  });

  it('revokeSiteInvite: revokeInvite', async () => {
    const path = /\/revoke$/;
    const siteId = site();
    const inviteId = pending(siteId);
    const our = await ours(
      `mutation { revokeSiteInvite(input: { siteId: "${siteId}", inviteId: "${inviteId}" }) { revokedInviteId } }`,
      path,
    );
    // It is revoked already: what is compared is the request.
    const their = await theirs(
      () =>
        onSite(siteId)
          .siteInvites.revokeInvite(inviteId)
          .catch(() => {}),
      path,
    );
    expect(our).toHaveLength(1);
    expect(our).toEqual(their);
  });
});
