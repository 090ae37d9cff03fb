import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { readAdminBody } from './admin-body.ts';
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

async function readBody(context: Context<AppEnvironment>): Promise<JsonObject> {
  const text = await context.req.text();
  if (text.trim() === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    if (isObject(body)) return body;
  } catch {
    // Refused below, like any other body that is not an object.
  }
  throw new Refusal(plainError(400, 'The body must be a JSON object'));
}

async function serveAdmin(context: Context<AppEnvironment>, rule: AdminRule): Promise<Response> {
  let answer: Answer;
  try {
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
