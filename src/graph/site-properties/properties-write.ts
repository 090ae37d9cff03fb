import { InputError } from '../../lib/input-error.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import type { GraphContext } from '../context.ts';
import { SiteRef } from '../site/schema.ts';
import { loadSite, type SiteAt, type SiteWriteInput, siteAt, siteLane, siteProblems } from '../site/site-write.ts';
import { payloadType } from '../write/payload.ts';
import type { RecentWrite } from '../write/recent-writes.ts';
import { runWrite } from '../write/run-write.ts';
import { propertiesOfSite } from './loader.ts';
import { type PropertiesAfter, propertiesDiff } from './properties-diff.ts';
import { getSiteProperties } from './rest.ts';
import { SitePropertiesRef } from './schema.ts';

/** Creates the payload type of a write to a site's properties. */
export function propertiesPayload(name: string, description: string) {
  return payloadType<SiteAt>(name, {
    description,
    fields: (t) => ({
      properties: t.field({
        upstream: { endpoint: getSiteProperties, per: 'field' },
        type: SitePropertiesRef,
        nullable: true,
        description:
          "The site's properties in their current state. Null after a refusal or a dry run. Costs one REST call " +
          '(Get Site Properties).',
        resolve: ({ result }, _args, context) => (result === null ? null : propertiesOfSite(context, result)),
      }),
      site: t.field({
        type: SiteRef,
        nullable: true,
        description:
          'The site in its current state. Null after a refusal or a dry run. Costs one REST call (Query Sites).',
        resolve: ({ result }, _args, context) => loadSite(context, result),
      }),
    }),
  });
}

/** The body to send and its effect on the properties. */
export interface PropertiesUpdate {
  readonly after: PropertiesAfter;
  readonly send: (siteId: string) => Promise<unknown>;
  /** Maps the field names of Wix's violations to the input. */
  readonly paths: Readonly<Record<string, string>>;
  /** Returns what later reads of the site should show. Defaults to nothing. */
  readonly wrote?: (siteId: string) => readonly RecentWrite[];
  /** Returns the fields of the site that are in doubt while the outcome of the write is unknown. Defaults to none. */
  readonly doubts?: (siteId: string) => readonly RecentWrite[];
}

/**
 * Runs a write to a site's properties. A dry run reads them and returns the differences. After a lost response they are
 * read as well: if no difference is left, the write is done; otherwise it is retried, which is harmless.
 */
export function writeProperties(
  context: GraphContext,
  name: string,
  endpoint: AnyEndpoint,
  input: SiteWriteInput,
  read: () => PropertiesUpdate,
) {
  return runWrite<SiteAt>(context, () => {
    const at = siteAt(context, input);
    const { accountId, siteId } = at;
    const { after, send, paths, wrote, doubts } = read();
    const changes = async () => propertiesDiff(siteId, await propertiesOfSite(context, { accountId, siteId }), after);
    return {
      name,
      input,
      endpoint,
      lane: siteLane(at),
      plan: async (purpose) => {
        const site = await loadSite(context, at);
        const problems = siteProblems(site, ['input', 'siteId']);
        const calls = [{ endpoint, count: 1 }];
        const isShown = purpose === 'show' && problems.length === 0;
        return { changes: isShown ? await changes() : [], problems, calls };
      },
      send: async () => {
        await send(siteId);
        return at;
      },
      find: async () => ((await changes()).length === 0 ? { is: 'done', result: at } : { is: 'notSeen' }),
      verifyQuery: `{ site(id: "${siteId}", accountId: "${accountId}") { properties { version ${fieldsOf(after)} } } }`,
      wrote: () => wrote?.(siteId) ?? [],
      doubts: doubts?.(siteId) ?? [],
      paths,
    };
  });
}

/** Returns the selection of the properties, with that of properties that have subfields. */
function fieldsOf(after: PropertiesAfter): string {
  const whole = {
    address: 'address { formatted street city }',
    schedule: 'schedule { periods { openDay openTime } }',
    consentPolicy: 'consentPolicy { functional analytics advertising dataToThirdParty }',
  };
  return Object.keys(after)
    .map((name) => (Object.hasOwn(whole, name) ? whole[name as keyof typeof whole] : name))
    .join(' ');
}

/** The fields of a masked update: omitted fields of the input are left out, null ones are listed without a value. */
export interface MaskedFields {
  readonly values: Readonly<Record<string, unknown>>;
  readonly fields: string;
}

/**
 * Reads the fields that an input sets. `names` maps the input's names to Wix's. Throws an InputError for an input that
 * sets none, and for a blank text, because only null clears a field.
 */
export function maskedFields(
  input: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, string>>,
): MaskedFields {
  const named = Object.entries(names).filter(([name]) => input[name] !== undefined);
  if (named.length === 0)
    throw new InputError('', `No changes given. Set at least one of ${Object.keys(names).join(', ')}.`);
  for (const [name] of named) {
    const value = input[name];
    if (typeof value === 'string' && value.trim() === '') {
      throw new InputError(name, `${name} must not be blank. Use null to clear it.`);
    }
  }
  const set = named.filter(([name]) => input[name] !== null);
  return {
    values: Object.fromEntries(set.map(([name, wixName]) => [wixName, input[name]])),
    fields: named.map(([, wixName]) => wixName).join(','),
  };
}

/** Returns the same fields as the properties will show them, by the input's names. */
export function fieldsAfter(
  input: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const named = Object.keys(names).filter((name) => input[name] !== undefined);
  return Object.fromEntries(named.map((name) => [name, input[name]]));
}

/** Throws an InputError if a text is longer than Wix allows. */
export function checkLength(field: string, value: string | null | undefined, maximum: number): void {
  if (typeof value === 'string' && value.length > maximum) {
    throw new InputError(field, `${field} must be at most ${maximum} characters long.`);
  }
}
