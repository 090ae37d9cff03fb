import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { transferCheckOf } from './loader.ts';
import type { DomainTransferCheck } from './model.ts';
import { validateTransferability } from './rest.ts';

const DomainTransferCheckObject = builder.objectRef<DomainTransferCheck>('DomainTransferCheck').implement({
  description: 'Whether the registration of a domain can be transferred to Wix.',
  fields: (t) => ({
    name: t.expose('name', { type: 'DomainName', description: 'The domain that was checked.' }),
    isTransferable: t.boolean({
      description: 'True if Wix found nothing in the way. Whether the authorization code is right is not checked.',
      resolve: ({ violations }) => violations.length === 0,
    }),
    violations: t.exposeStringList('violations', {
      description:
        'What stands in the way, in the words of Wix, which are not documented: an ending that Wix does not take over, a domain ' +
        'that costs more, that is at Wix already or whose transfer is under way.',
    }),
  }),
});

builder.queryFields((t) => ({
  domainTransferCheck: t.field({
    upstream: { endpoint: validateTransferability, per: 'field' },
    type: DomainTransferCheckObject,
    nullable: true,
    description:
      'Whether the registration of a domain can be transferred to Wix. It only asks: nothing is transferred. One REST call ' +
      '(Validate Domain Transferability, a developer preview of Wix).',
    args: {
      name: t.arg({ type: 'DomainName', required: true, description: 'A root domain such as `example.com`.' }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { name, accountId }, context) => transferCheckOf(context, ownerOf(context, accountId), name),
  }),
}));
