import { InputError } from '../../lib/input-error.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { querySites } from '../site/rest.ts';
import { type SiteWriteInput, siteField } from '../site/site-write.ts';
import { dryRunInput, idempotencyKeyInput } from '../write/payload.ts';
import { propertiesPayload, writeProperties } from './properties-write.ts';
import { updateBusinessProfile } from './rest.ts';

interface RenameSiteInput extends SiteWriteInput {
  readonly displayName: string;
}

const RenameSiteInput = builder.inputRef<RenameSiteInput>('RenameSiteInput').implement({
  description: 'The site to rename and its new name.',
  fields: (t) => ({
    siteId: t.id(siteField),
    displayName: t.string({ required: true, description: 'The new display name, not blank.' }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const RenameSitePayload = propertiesPayload('RenameSitePayload', 'The result of renaming a site.');

builder.mutationField('renameSite', (t) =>
  t.field({
    upstream: { endpoint: updateBusinessProfile, per: 'field', needs: [querySites] },
    type: RenameSitePayload,
    nullable: true,
    description:
      "Changes a site's display name, which the dashboard and visitors' browser tabs show. The site's addresses " +
      "do not change. Wix's lists of sites lag by some seconds. " +
      'Costs two REST calls: the first finds the site (Query Sites).',
    args: {
      input: t.arg({ type: RenameSiteInput, required: true, description: 'The site to rename and its new name.' }),
    },
    resolve: (_root, { input }, context) =>
      writeProperties(context, 'renameSite', updateBusinessProfile, input, () => {
        const { displayName } = input;
        if (displayName.trim() === '') throw new InputError('displayName', 'displayName must not be blank.');
        const body = { businessProfile: { siteDisplayName: displayName }, fields: 'siteDisplayName' };
        return {
          after: { displayName },
          send: (siteId) => context.wix.call(updateBusinessProfile, { siteId, body }),
          paths: { 'businessProfile.siteDisplayName': 'displayName' },
          doubts: (siteId) => [{ type: 'Site', id: siteId, did: 'perhaps', fields: ['displayName'] }],
          wrote: (siteId) => [{ type: 'Site', id: siteId, did: 'change', fields: { displayName } }],
        };
      }),
  }),
);
