import type { z } from 'zod';
import { plainError, Refusal } from './answer.ts';
import type { JsonObject } from './json.ts';
import { pathText } from './request/violations.ts';

/** Reads a body of the admin surface by its schema. Throws a Refusal (400) that names every fault. */
export function readAdminBody<Value>(schema: z.ZodType<Value>, body: JsonObject): Value {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${pathText(path)}: ${message}`,
  );
  throw new Refusal(plainError(400, faults.join('; ')));
}
