import { InputError } from '../../lib/input-error.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { domainsBySite } from '../domain/loader.ts';
import { siteById } from '../site/loader.ts';
import { SiteRef } from '../site/schema.ts';
import { noSite, type SiteAt, type SiteWriteInput, siteAt, siteField, siteLane } from '../site/site-write.ts';
import type { Plan } from '../write/dry-run.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { runWrite } from '../write/run-write.ts';
import { isSameSerial, readBundle } from './bundle.ts';
import { activeCertificate } from './loader.ts';
import type { Certificate } from './model.ts';
import { addCertificate } from './rest.ts';
import { CertificateRef } from './schema.ts';

interface AddSiteCertificateInput extends SiteWriteInput {
  readonly domainNames: readonly string[];
  readonly certificatePem: string;
}

interface AddedCertificate extends SiteAt {
  readonly certificate: Certificate;
}

const AddSiteCertificateInput = builder.inputRef<AddSiteCertificateInput>('AddSiteCertificateInput').implement({
  description: 'The certificate to install, and where.',
  fields: (t) => ({
    siteId: t.id(siteField),
    domainNames: t.field({
      type: ['DomainName'],
      required: true,
      description:
        'Exactly the names in the certificate, 1 to 100: for a root domain also its `www` name. All must lead to the site.',
    }),
    certificatePem: t.string({
      required: true,
      description:
        'PEM of the private key (RSA, 2,048 bits, not encrypted), of the certificate, and of its intermediates, in this order. ' +
        'Pass it as a variable, never inside the document: it holds a secret. It goes to Wix and is neither kept nor shown.',
    }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const AddSiteCertificatePayload = payloadType<AddedCertificate>('AddSiteCertificatePayload', {
  description: 'What installing a certificate did.',
  fields: (t) => ({
    certificate: t.field({
      type: CertificateRef,
      nullable: true,
      description:
        'The certificate that was installed, by its own words, since the answer of Wix is not documented; null after a refusal. ' +
        '`Domain.certificate` tells which one a domain serves.',
      resolve: ({ result }) => result?.certificate ?? null,
    }),
    site: t.field({
      type: SiteRef,
      nullable: true,
      description: 'The site; null after a refusal. One REST call (Query Sites).',
      resolve: ({ result }, _args, context) =>
        result === null ? null : siteById(context, result.accountId).load(result.siteId),
    }),
  }),
});

builder.mutationField('addSiteCertificate', (t) =>
  t.field({
    upstream: { endpoint: addCertificate, per: 'field' },
    type: AddSiteCertificatePayload,
    nullable: true,
    description:
      'Installs an SSL certificate of your own for domains of a site, in place of the one that Wix issues: from then on all ' +
      'visitors of these domains get it. It is checked before it is sent, but not whether browsers trust its issuer. Nobody renews ' +
      'it but you. Only for Enterprise accounts, in developer preview at Wix; Wix is called for the account the request speaks ' +
      'for, which must be the one that owns the API key. One REST call.',
    args: {
      input: t.arg({
        type: AddSiteCertificateInput,
        required: true,
        description: 'The certificate to install, and where.',
      }),
    },
    resolve: (_root, { input }, context) =>
      runWrite<AddedCertificate>(context, () => {
        const at = siteAt(context, input);
        const { accountId, siteId } = at;
        const { domainNames, certificatePem } = input;
        const [domainName] = domainNames;
        if (domainName === undefined || domainNames.length > 100) {
          throw new InputError('domainNames', 'domainNames takes 1 to 100 names.');
        }
        const certificate = readBundle(certificatePem, domainNames, Date.now());
        const result = { ...at, certificate };
        return {
          name: 'addSiteCertificate',
          input,
          endpoint: addCertificate,
          lane: siteLane(at),
          plan: () => plan(context, at, domainNames, certificate),
          send: async () => {
            const body = { metaSiteId: siteId, domainNames, certificatePem };
            await context.wix.call(addCertificate, { accountId: context.accountId, body });
            return result;
          },
          find: async () => {
            const active = await activeCertificate(context, siteId, domainName);
            const isServed = isSameSerial(certificate.serialNumber, active?.serialNumber ?? null);
            return isServed ? { is: 'done', result } : { is: 'unknown' };
          },
          verifyQuery: `{ domain(name: "${domainName.replace(/^www\./, '')}", accountId: "${accountId}") { certificate { serialNumber validUntil } } }`,
          paths: { metaSiteId: 'siteId', domainNames: 'domainNames', certificatePem: 'certificatePem' },
        };
      }),
  }),
);

async function plan(
  context: GraphContext,
  { accountId, siteId }: SiteAt,
  domainNames: readonly string[],
  certificate: Certificate,
): Promise<Plan> {
  const [site, domains] = await Promise.all([
    siteById(context, accountId).load(siteId),
    domainsBySite(context, accountId),
  ]);
  const calls = [{ endpoint: addCertificate, count: 1 }];
  if (site === null) return { changes: [], problems: [noSite(['input', 'siteId'])], calls };
  const connected = new Set((domains.get(siteId) ?? []).map(({ name }) => name));
  // Only root domains are connected by name; their `www` names come with them.
  const isConnected = (name: string) => connected.has(name) || connected.has(name.replace(/^www\./, ''));
  const active = await Promise.all(domainNames.map((name) => activeCertificate(context, siteId, name)));
  return {
    changes: domainNames.map((name, index) => ({
      type: 'Domain',
      id: name,
      field: 'certificate',
      before: active[index] ? described(active[index]) : null,
      after: described(certificate),
      summary: `${name} serves the certificate of ${certificate.issuer}.`,
    })),
    problems: domainNames.flatMap((name, index) =>
      isConnected(name)
        ? []
        : [
            {
              code: 'FAILED_PRECONDITION' as const,
              message: `${name} does not lead to the site.`,
              path: ['input', 'domainNames', String(index)],
              upstreamCode: null,
            },
          ],
    ),
    calls,
  };
}

function described({ serialNumber, validUntil }: Certificate): string {
  return `${serialNumber ?? 'without a serial number'}, valid until ${validUntil ?? 'an unknown time'}`;
}
