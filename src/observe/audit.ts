import { createScrubber } from './scrubber.ts';

/** The caller that caused a record. */
export interface AuditActor {
  readonly requestId: string | null;
  /** Issuer and subject of the token; null for a request without one. */
  readonly subject: string | null;
  /** A fingerprint of the API key. Records never contain the key. */
  readonly key: string | null;
  /** The account that the request speaks for. */
  readonly account: string | null;
}

/** A writing call that was sent to Wix. */
export interface AuditedCall {
  /** The title of its page in Wix's documentation. */
  readonly call: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** The HTTP status; null if there was no response. */
  readonly status: number | null;
  /** Null for a success. */
  readonly failure: string | null;
  readonly wixRequestId: string | null;
}

export interface AuditedChange {
  readonly type: string;
  readonly id: string | null;
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** An object that the input names. */
export interface AuditedObject {
  /** Path in the input, for instance `siteIds.0`. */
  readonly field: string;
  /** Null if it is personal and left out. */
  readonly id: string | null;
}

/** `partial`: some items of a list were not applied. `unknown`: it could not be determined whether the write took effect. */
export type AuditResult = 'done' | 'partial' | 'refused' | 'failed' | 'unknown';

/** Result of one mutation. */
export interface AuditedWrite {
  readonly mutation: string;
  readonly objects: readonly AuditedObject[];
  /** The changes; the intended ones if the result is not `done`. */
  readonly changes: readonly AuditedChange[];
  readonly result: AuditResult;
  /** Codes of the refusal or failure. */
  readonly codes: readonly string[];
  /** The items of a list that were not applied, by position, with the codes of each. */
  readonly failedItems: readonly { readonly item: number; readonly codes: readonly string[] }[];
  readonly idempotencyKey: string | null;
  /** Whether the result is that of an earlier write with the same idempotency key. */
  readonly isReplay: boolean;
  readonly calls: readonly AuditedCall[];
}

/** A rejected identity. */
export interface RefusedIdentity {
  /** The side that rejected it: this graph, or Wix when a call was made with the key. */
  readonly by: 'graph' | 'wix';
  /** The fault: missing or wrong router secret, token, key or account. */
  readonly reason: string;
  /** The address of the request's connection, which is that of a proxy where one is in front; null where it is unknown. */
  readonly address: string | null;
}

export interface AuditLog {
  /** Whether the reads that only describe a write's changes are made, so that the record shows them as a dry run does. */
  readonly readsBefore: boolean;
  /** Records a mutation. */
  wrote(actor: AuditActor, write: AuditedWrite): void;
  /** Records a rejected identity. */
  refused(actor: AuditActor, identity: RefusedIdentity): void;
}

export interface AuditOptions {
  /** Receives whole lines, each with its line break. */
  readonly write: (line: string) => void;
  /** Handling of personal data: kept, with `personal` listing its paths, or left out. @default 'marked' */
  readonly personalData?: 'marked' | 'omitted';
  /** @default true */
  readonly readsBefore?: boolean;
  /** Texts that are removed from every record. */
  readonly secrets?: readonly string[];
  /** A clock, in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** Maximum records of rejected identities per minute. Further ones are only counted, so that an attack can't fill the disk. */
const maxRefusalsPerMinute = 600;

/** Creates the audit log: one JSON object for each record, in lines. Its fields are documented in docs/audit.md. */
export function createAuditLog(options: AuditOptions): AuditLog {
  const { write, personalData = 'marked', readsBefore = true, secrets = [], now = Date.now } = options;
  const scrub = createScrubber(secrets, { keepsAddresses: true });
  const minute = { at: 0, refusals: 0 };

  const put = (audit: string, facts: object) => {
    const record = { audit, time: new Date(now()).toISOString(), ...facts };
    write(`${scrub(JSON.stringify(record))}\n`);
  };

  return {
    readsBefore,
    wrote: (actor, done) => put('write', withPersonalData({ ...actor, ...done }, personalData)),
    refused: (actor, identity) => {
      const at = Math.floor(now() / 60_000);
      if (at !== minute.at) {
        const notRecorded = minute.refusals - maxRefusalsPerMinute;
        if (notRecorded > 0) put('refusedIdentities', { count: notRecorded });
        Object.assign(minute, { at, refusals: 0 });
      }
      minute.refusals += 1;
      if (minute.refusals <= maxRefusalsPerMinute)
        put('refusedIdentity', withAddress({ ...actor, ...identity }, personalData));
    },
  };
}

const address = /[^\s@]@[^\s@]+\.[^\s@]/;

/** Fields and objects with personal data. */
const personalFields = /email|phone|fax|address|firstName|lastName/i;
const personalTypes: ReadonlySet<string> = new Set(['TeamMember', 'AccountInvite', 'SiteInvite', 'SiteContributor']);

function isPersonal({ type, field }: AuditedChange, value: string | null): boolean {
  if (value === null) return false;
  const isOfPerson = field === null ? personalTypes.has(type) : personalFields.test(field);
  return isOfPerson || address.test(value);
}

/** Marks the address of a refused identity, which may be that of a person, or leaves it out. */
function withAddress(record: AuditActor & RefusedIdentity, mode: 'marked' | 'omitted'): object {
  if (record.address === null) return { ...record, personal: [] };
  return { ...record, address: mode === 'marked' ? record.address : null, personal: ['address'] };
}

/** Marks personal data or removes it. The actor always stays, because it is the purpose of the record. */
function withPersonalData(record: AuditActor & AuditedWrite, mode: 'marked' | 'omitted'): object {
  const personal: string[] = [];
  const shown = (path: string, value: string | null, isMarked: boolean): string | null => {
    if (!isMarked) return value;
    personal.push(path);
    return mode === 'marked' ? value : null;
  };
  const objects = record.objects.map(({ field, id }, index) => ({
    field,
    id: shown(`objects.${index}.id`, id, address.test(id ?? '')),
  }));
  const changes = record.changes.map((change, index) => ({
    ...change,
    id: shown(`changes.${index}.id`, change.id, address.test(change.id ?? '')),
    before: shown(`changes.${index}.before`, change.before, isPersonal(change, change.before)),
    after: shown(`changes.${index}.after`, change.after, isPersonal(change, change.after)),
  }));
  const { idempotencyKey: key } = record;
  const idempotencyKey = shown('idempotencyKey', key, address.test(key ?? ''));
  if (record.subject !== null && address.test(record.subject)) personal.push('subject');
  return { ...record, objects, idempotencyKey, changes, personal };
}
