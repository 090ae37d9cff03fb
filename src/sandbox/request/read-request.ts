import type { z } from 'zod';
import { plainError, Refusal, validationError } from '../answer.ts';
import { isObject } from '../json.ts';
import type { SandboxQuirks } from '../quirks.ts';
import { factsOf, faultsOf, type RequestFault, valueAt } from './violations.ts';

/** A change that makes a request fit its schema where a quirk takes it as it is. */
interface Remedy {
  readonly path: readonly PropertyKey[];
  /** The value to put there; undefined to take away what is there. */
  readonly value: unknown;
  /** The value that was sent, if the other one only stands in for it: the rule gets it all the same. */
  readonly standsFor?: unknown;
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

/** Returns the changes that make the request fit if a quirk tolerates the issue; undefined if none does. */
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
    return [{ path, value: part === 'query' && path.length === 1 ? [sample] : sample, standsFor: valueAt(root, path) }];
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

/** Puts back what was sent at the first place of its stand-in. Schemas can move values, so the place is found by the value. */
function restored(value: unknown, standIn: Remedy): unknown {
  const [sample] = [standIn.value].flat();
  const [sent] = [standIn.standsFor].flat();
  let isDone = false;
  const visit = (part: unknown): unknown => {
    if (!isDone && part === sample) {
      isDone = true;
      return sent;
    }
    if (Array.isArray(part)) return part.map(visit);
    if (!isObject(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([name, child]) => [name, visit(child)]));
  };
  return visit(value);
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
      return { value: standIns.reduce((value, standIn) => restored(value, standIn), parsed.data) };
    }
    const judged = parsed.error.issues.map((issue) => ({ issue, remedies: remediesFor(issue, root, part, quirks) }));
    const refused = judged.filter(({ remedies }) => remedies === undefined);
    if (refused.length > 0) return { faults: refused.flatMap(({ issue }) => faultsOf(issue, root, [])) };
    const remedies = judged.flatMap((entry) => entry.remedies ?? []);
    if (remedies.length === 0) return { value: root };
    for (const remedy of remedies) {
      put(root, remedy.path, remedy.value);
      if ('standsFor' in remedy) standIns.push(remedy);
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

/** The schemas of the request of a route. */
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
