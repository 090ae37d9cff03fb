import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { readAdminBody } from './admin-body.ts';
import { checkCaller } from './admin-caller.ts';
import { readFault } from './admin-fault.ts';
import { describe, explainQuirks, mintKey, resetQuirks, setClock, setQuirks } from './admin-settings.ts';
import { type Answer, ok, plainError, Refusal } from './answer.ts';
import type { AppEnvironment } from './app-environment.ts';
import { isObject, type JsonObject } from './json.ts';
import { guid } from './request/values.ts';
import { acceptInvite, declineInvite } from './rules/invite-outcome.ts';
import { registerName, releaseName } from './rules/name-registration.ts';
import type { World } from './world.ts';

const guestBody = z.strictObject({ accountId: guid.optional(), email: z.email().optional() });

type AdminRule = (body: JsonObject, params: Readonly<Record<string, string>>) => Answer;

/** The longest body. */
const maxBodyBytes = 1_000_000;

/** Faults that may be pending at once. */
const maxFaults = 1_000;

async function readBody({ req }: Context<AppEnvironment>): Promise<JsonObject> {
  const text = await readText(req.raw);
  if (text.trim() === '') return {};
  // A form or a text needs no permission of the browser that sends it.
  if (!/^application\/json\s*(;|$)/i.test(req.header('content-type') ?? '')) {
    throw new Refusal(plainError(415, 'Send the body as application/json'));
  }
  try {
    const body: unknown = JSON.parse(text);
    if (isObject(body)) return body;
  } catch {
    // Refused below, like any other body that is not an object.
  }
  throw new Refusal(plainError(400, 'The body must be a JSON object'));
}

async function readText({ headers, body }: Request): Promise<string> {
  const tooLarge = new Refusal(plainError(413, `The body must have at most ${maxBodyBytes} bytes`));
  if (Number(headers.get('content-length')) > maxBodyBytes) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function serveAdmin(context: Context<AppEnvironment>, rule: AdminRule): Promise<Response> {
  let answer: Answer;
  try {
    checkCaller(context);
    answer = rule(await readBody(context), context.req.param() as Record<string, string>);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    answer = error.answer;
  }
  return Response.json(answer.body, { status: answer.status });
}

/** The sandbox's own surface under `/_sandbox`: no key needed, JSON only, never in the call log. */
export function addAdminRoutes(app: Hono<AppEnvironment>, world: World): void {
  const add = (method: 'GET' | 'POST' | 'DELETE', path: string, rule: AdminRule) => {
    app.on(method, `/_sandbox${path}`, (context) => serveAdmin(context, rule));
  };
  add('GET', '', () => describe(world));
  add('GET', '/calls', () => ok({ calls: world.calls.entries(), counts: world.calls.counts() }));
  add('DELETE', '/calls', () => {
    world.calls.clear();
    return ok({});
  });
  add('POST', '/clock', (body) => setClock(world, body));
  add('GET', '/quirks', () => explainQuirks(world));
  add('POST', '/quirks', (body) => setQuirks(world, body));
  add('DELETE', '/quirks', () => resetQuirks(world));
  add('POST', '/keys', (body) => mintKey(world, body));
  add('POST', '/registrations', (body) => registerName(world, body));
  add('DELETE', '/registrations/:domain', (_, { domain = '' }) => releaseName(world, domain));
  add('POST', '/faults', (body) => {
    if (world.faults.size >= maxFaults)
      throw new Refusal(plainError(400, `At most ${maxFaults} faults can be pending`));
    world.faults.inject(readFault(body));
    return ok({});
  });
  add('DELETE', '/faults', () => {
    world.faults.clear();
    return ok({});
  });
  add('POST', '/invites/:id/accept', (body, { id = '' }) => acceptInvite(world, id, readAdminBody(guestBody, body)));
  add('POST', '/invites/:id/decline', (_, { id = '' }) => declineInvite(world, id));
  app.all('/_sandbox/*', (context) => serveAdmin(context, () => plainError(404, 'No such sandbox route')));
}
