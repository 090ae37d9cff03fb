import type { z } from 'zod';
import { plainError, Refusal, validationError } from '../answer.ts';
import type { SandboxQuirks } from '../quirks.ts';
import { factsOf, faultsOf, type RequestFault, valueAt } from './violations.ts';

/** A change that makes a request fit its schema where a quirk takes it as it is. */
interface Remedy {
  readonly path: readonly PropertyKey[];
  /** The value to put there; undefined to take away what is there. */
  readonly value: unknown;
  /** True if the value stands in for the one that was sent, which the rule gets all the same. */
  readonly standsIn?: boolean;
}

type Part = 'body' | 'query';

/** The value at a path, changed in place. */
function put(root: unknown, path: readonly PropertyKey[], value: unknown): void {
  const holder = valueAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (typeof holder !== 'object' || holder === null || last === undefined) return;
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, value);
}

const camelCase = (name: string) => name.replaceAll(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());

function remediesForUnknown(
  issue: z.core.$ZodIssueUnrecognizedKeys,
  root: unknown,
  part: Part,
  quirks: SandboxQuirks,
): readonly Remedy[] | undefined {
  const remedies = issue.keys.map((key): readonly Remedy[] | undefined => {
    const path = [...issue.path, key];
    const camel = camelCase(key);
    if (part === 'body' && camel !== key && quirks.snakeCaseNames === 'accept') {
      const value = valueAt(root, path);
      return [
        { path, value: undefined },
        { path: [...issue.path, camel], value },
      ];
    }
    const isIgnored = (part === 'body' ? quirks.unknownFields : quirks.unknownParameters) === 'ignore';
    return isIgnored ? [{ path, value: undefined }] : undefined;
  });
  return remedies.every((remedy) => remedy !== undefined) ? remedies.flat() : undefined;
}

/** What makes the request fit where a quirk tolerates the issue; undefined where none does. */
function remediesFor(
  issue: z.core.$ZodIssue,
  root: unknown,
  part: Part,
  quirks: SandboxQuirks,
): readonly Remedy[] | undefined {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') return remediesForUnknown(issue, root, part, quirks);
  if (issue.code === 'invalid_type') {
    const value = valueAt(root, path);
    const isNumber = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) && part === 'body';
    const isWanted = issue.expected === 'number' || issue.expected === 'int';
    return isNumber && isWanted && quirks.numbersAsText === 'accept' ? [{ path, value: Number(value) }] : undefined;
  }
  const { sample, clampedBy, undeclared, repeated, data } = factsOf(issue) ?? {};
  if (sample !== undefined && quirks.formats === 'ignore') {
    return [{ path, value: part === 'query' && path.length === 1 ? [sample] : sample, standsIn: true }];
  }
  if (clampedBy !== undefined && quirks[clampedBy] === 'clamp') {
    const { threshold } = data as { readonly threshold: number };
    return [{ path, value: part === 'query' ? [String(threshold)] : threshold }];
  }
  if (undeclared !== undefined) {
    const isIgnored = (undeclared === 'filter' ? quirks.undeclaredFilters : quirks.undeclaredSiteFilters) === 'ignore';
    return isIgnored ? [{ path, value: undefined }] : undefined;
  }
  return repeated === true && quirks.repeatedItems === 'accept' ? [] : undefined;
}

/** Either the value that the schema reads, or every fault of what was sent. */
type Reading = { readonly value: unknown } | { readonly faults: readonly RequestFault[] };

function read(schema: z.ZodType, sent: unknown, part: Part, quirks: SandboxQuirks): Reading {
  const root = structuredClone(sent);
  const standIns: Remedy[] = [];
  // Each round makes at least one part fit, so a request has fewer rounds than values.
  for (;;) {
    const parsed = schema.safeParse(root);
    if (parsed.success) {
      for (const { path } of standIns) put(parsed.data, path, valueAt(sent, path));
      return { value: parsed.data };
    }
    const judged = parsed.error.issues.map((issue) => ({ issue, remedies: remediesFor(issue, root, part, quirks) }));
    const refused = judged.filter(({ remedies }) => remedies === undefined);
    if (refused.length > 0) return { faults: refused.flatMap(({ issue }) => faultsOf(issue, root, [])) };
    const remedies = judged.flatMap((entry) => entry.remedies ?? []);
    if (remedies.length === 0) return { value: root };
    for (const remedy of remedies) {
      put(root, remedy.path, remedy.value);
      if (remedy.standsIn === true) standIns.push(remedy);
    }
  }
}

function refusalOf(faults: readonly RequestFault[], quirks: SandboxQuirks): Refusal {
  const first = faults[0];
  const listed = quirks.violations === 'first' && first !== undefined ? [first] : faults;
  const message = listed
    .map(({ violation, readerMessage }) => readerMessage ?? `${violation.field} ${violation.description}`)
    .join(', ');
  if (quirks.typeErrors === 'messageOnly' && listed.some(({ readerMessage }) => readerMessage !== undefined)) {
    return new Refusal(plainError(400, message));
  }
  return new Refusal(
    validationError(
      listed.map(({ violation }) => violation),
      message,
    ),
  );
}

/** What a route takes. */
export interface RequestSchemas {
  readonly body: z.ZodType;
  readonly query: z.ZodType;
}

/** Reads the body and the query of a call by the schemas of its route. Throws a Refusal (400) that lists every fault. */
export function readRequest(
  schemas: RequestSchemas,
  sent: { readonly body: unknown; readonly query: unknown },
  quirks: SandboxQuirks,
): { readonly body: unknown; readonly query: unknown } {
  const body = read(schemas.body, sent.body, 'body', quirks);
  const query = read(schemas.query, sent.query, 'query', quirks);
  if ('value' in body && 'value' in query) return { body: body.value, query: query.value };
  throw refusalOf([...('faults' in body ? body.faults : []), ...('faults' in query ? query.faults : [])], quirks);
}
