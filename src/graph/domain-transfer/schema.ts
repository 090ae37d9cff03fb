import { toUnicodeName } from '../../lib/host-name.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { unicodeNameDescription } from '../domain/unicode-name.ts';
import { transferCheckOf } from './loader.ts';
import type { DomainTransferCheck } from './model.ts';
import { validateTransferability } from './rest.ts';

const DomainTransferCheckObject = builder.objectRef<DomainTransferCheck>('DomainTransferCheck').implement({
  description: 'Whether the registration of a domain can be transferred to Wix.',
  fields: (t) => ({
    name: t.expose('name', { type: 'DomainName', description: 'The domain that was checked.' }),
    unicodeName: t.string({
      description: unicodeNameDescription,
      resolve: ({ name }) => toUnicodeName(name),
    }),
    isTransferable: t.boolean({
      description: 'Whether Wix found no obstacles. The authorization code is not checked.',
      resolve: ({ violations }) => violations.length === 0,
    }),
    violations: t.exposeStringList('violations', {
      description:
        "The obstacles, as undocumented values of Wix. For example, Wix doesn't support the ending, the domain is " +
        'priced as premium, is already at Wix, or is being transferred.',
    }),
  }),
});

builder.queryFields((t) => ({
  domainTransferCheck: t.field({
    upstream: { endpoint: validateTransferability, per: 'field' },
    type: DomainTransferCheckObject,
    nullable: true,
    description:
      'Checks whether the registration of a domain can be transferred to Wix, without transferring it. Costs one ' +
      'REST call (Validate Domain Transferability, a developer preview of Wix).',
    args: {
      name: t.arg({ type: 'DomainName', required: true, description: 'A root domain such as `example.com`.' }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { name, accountId }, context) => transferCheckOf(context, ownerOf(context, accountId), name),
  }),
}));
