import { InputError } from '../../lib/input-error.ts';
import { selects } from '../../lib/selection.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { allDomains, domainsBySite } from '../domain/loader.ts';
import { listConnectedDomains } from '../domain/rest.ts';
import { DomainRef } from '../domain/schema.ts';
import { siteById } from '../site/loader.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import { type SiteAt, type SiteWriteInput, siteAt, siteField, siteLane, siteProblems } from '../site/site-write.ts';
import type { PlanPurpose } from '../write/dry-run.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { type Planned, runWrite } from '../write/run-write.ts';
import { readBundle } from './bundle.ts';
import { activeCertificate, type SiteCertificate } from './loader.ts';
import type { Certificate } from './model.ts';
import { addCertificate } from './rest.ts';
import { CertificateRef } from './schema.ts';
import { isSameSerial } from './serial.ts';

interface AddSiteCertificateInput extends SiteWriteInput {
  readonly domainNames: readonly string[];
  readonly certificatePem: string;
}

interface AddedCertificate extends SiteAt {
  readonly domainNames: readonly string[];
  readonly certificate: Certificate;
}

const AddSiteCertificateInput = builder.inputRef<AddSiteCertificateInput>('AddSiteCertificateInput').implement({
  description: 'The certificate to install, and the domains and site to install it for.',
  fields: (t) => ({
    siteId: t.id(siteField),
    domainNames: t.field({
      type: ['DomainName'],
      required: true,
      description:
        'Exactly the names in the certificate, 1 to 100; for a root domain this includes its `www` name. All of ' +
        'them must be connected to the site.',
    }),
    certificatePem: t.string({
      required: true,
      description:
        'The PEM text of the private key (RSA, 2,048 bits, not encrypted), the certificate and its intermediates, ' +
        'in this order. It contains a secret: pass it as a variable, never inside the document. It is sent to Wix ' +
        'and is neither stored nor shown.',
    }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const AddSiteCertificatePayload = payloadType<AddedCertificate>('AddSiteCertificatePayload', {
  description: 'The result of installing a certificate.',
  fields: (t) => ({
    certificate: t.field({
      type: CertificateRef,
      nullable: true,
      description:
        "The installed certificate, as read from `certificatePem`, because Wix's response is not documented. Null " +
        'after a refusal. Costs one REST call (Get Active Certificate) if `certificateId` is requested. For the ' +
        'certificate that a domain serves, see `Domain.certificate`.',
      resolve: ({ result }, _args, context, info) => {
        if (result === null) return null;
        const { accountId, siteId } = result;
        const installed = { ...result.certificate, accountId, siteId };
        return selects(info, 'Certificate', wixId) ? asServed(context, installed, result.domainNames) : installed;
      },
    }),
    domains: t.field({
      upstream: { endpoint: listConnectedDomains, per: 'account' },
      listSize: { assumedSize: 2 },
      type: [DomainRef],
      nullable: true,
      description:
        'The connected domains that serve the certificate. Null after a refusal or a dry run. Costs one REST call (List ' +
        'Connected Domains) per 100 domains of the account.',
      resolve: async ({ result }, _args, context) => {
        if (result === null) return null;
        const names = new Set(result.domainNames.map((name) => name.toLowerCase()));
        return (await allDomains(context, result.accountId)).filter(({ name }) => names.has(name));
      },
    }),
    site: t.field({
      type: SiteRef,
      nullable: true,
      description: 'The site. Null after a refusal. Costs one REST call (Query Sites).',
      resolve: ({ result }, _args, context) =>
        result === null ? null : siteById(context, result.accountId).load(result.siteId),
    }),
  }),
});

const wixId: ReadonlySet<string> = new Set(['certificateId']);

/** Returns the certificate as a domain serves it, with Wix's id, so that it is the same everywhere; else as it was installed. */
async function asServed(
  context: GraphContext,
  installed: SiteCertificate,
  [domainName]: readonly string[],
): Promise<SiteCertificate> {
  if (domainName === undefined) return installed;
  const active = await activeCertificate(context, installed, domainName).catch(() => null);
  return active !== null && isSameSerial(installed.serialNumber, active.serialNumber) ? active : installed;
}

builder.mutationField('addSiteCertificate', (t) =>
  t.field({
    upstream: { endpoint: addCertificate, per: 'field', needs: [querySites, listConnectedDomains] },
    type: AddSiteCertificatePayload,
    nullable: true,
    description:
      'Installs your own SSL certificate for domains of a site, replacing the one that Wix issues. All visitors ' +
      'of these domains get it immediately. The graph validates the certificate before sending it, but not ' +
      'whether browsers trust its issuer. You must renew it yourself. Only for Enterprise accounts; in developer ' +
      "preview at Wix. The request's account must be the one that owns the API key. Costs one REST call (Add " +
      'Certificate), after one for the site (Query Sites) and one per 100 domains of the account (List Connected Domains).',
    args: {
      input: t.arg({
        type: AddSiteCertificateInput,
        required: true,
        description: 'The certificate to install, and the domains and site to install it for.',
      }),
    },
    resolve: (_root, { input }, context) =>
      runWrite<AddedCertificate>(context, () => {
        const at = siteAt(context, input);
        const { accountId, siteId } = at;
        const { domainNames, certificatePem } = input;
        const [domainName] = domainNames;
        if (domainName === undefined || domainNames.length > 100) {
          throw new InputError('domainNames', 'domainNames must contain 1 to 100 names.');
        }
        const certificate = readBundle(certificatePem, domainNames, Date.now());
        const result = { ...at, domainNames, certificate };
        return {
          name: 'addSiteCertificate',
          input,
          endpoint: addCertificate,
          lane: siteLane(at),
          plan: (purpose) => plan(context, at, domainNames, certificate, purpose),
          send: async () => {
            const body = { metaSiteId: siteId, domainNames, certificatePem };
            await context.wix.call(addCertificate, { accountId: context.accountId, body });
            return result;
          },
          find: async () => {
            const active = await activeCertificate(context, at, domainName);
            const isServed = isSameSerial(certificate.serialNumber, active?.serialNumber ?? null);
            return isServed ? { is: 'done', result } : { is: 'notSeen' };
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
  purpose: PlanPurpose,
): Promise<Planned<null>> {
  const [site, domains] = await Promise.all([
    siteById(context, accountId).load(siteId),
    domainsBySite(context, accountId),
  ]);
  const calls = [{ endpoint: addCertificate, count: 1 }];
  const atSite = siteProblems(site, ['input', 'siteId']);
  if (atSite.length > 0) return { changes: [], problems: atSite, calls };
  const connected = new Set((domains.get(siteId) ?? []).map(({ name }) => name));
  // Wix connects only root domains by name; their `www` names come with them.
  const isConnected = (name: string) => connected.has(name) || connected.has(name.replace(/^www\./, ''));
  const isShown = purpose === 'show';
  const active = await Promise.all(
    domainNames.map((name) => (isShown ? activeCertificate(context, { accountId, siteId }, name) : null)),
  );
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
              message: `${name} is not connected to the site.`,
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
