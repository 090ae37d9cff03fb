import type { Context, Hono } from 'hono';
import { readFault } from './admin-fault.ts';
import { type Answer, ok, plainError, Refusal } from './answer.ts';
import type { AppEnvironment } from './app-environment.ts';
import { isObject, type JsonObject } from './input.ts';
import { acceptInvite, declineInvite } from './rules/invite-outcome.ts';
import type { World } from './world.ts';

type AdminRule = (body: JsonObject, params: Readonly<Record<string, string>>) => Answer;

function describe(world: World): unknown {
  return {
    size: world.size,
    seed: world.seed,
    now: world.clock.now().toISOString(),
    accountId: world.accountId,
    strangerAccountId: world.strangerAccountId,
    childAccountIds: [...world.state.accounts.values()]
      .filter(({ parentAccountId }) => parentAccountId === world.accountId)
      .map(({ id }) => id),
    keys: world.keys.tokens,
  };
}

function advanceClock(world: World, body: JsonObject): Answer {
  const { advanceMs } = body;
  if (typeof advanceMs !== 'number' || !Number.isFinite(advanceMs) || advanceMs < 0) {
    return plainError(400, 'advanceMs must be a number of milliseconds, 0 or more');
  }
  world.clock.advance(advanceMs);
  return ok({ now: world.clock.now().toISOString() });
}

async function readBody(context: Context<AppEnvironment>): Promise<JsonObject> {
  const text = await context.req.text();
  if (text.trim() === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    if (isObject(body)) return body;
  } catch {
    // Answered below, like any other body that is not an object.
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
  add('GET', '', () => ok(describe(world)));
  add('GET', '/calls', () => ok({ calls: world.calls.entries(), counts: world.calls.counts() }));
  add('DELETE', '/calls', () => {
    world.calls.clear();
    return ok({});
  });
  add('POST', '/clock', (body) => advanceClock(world, body));
  add('POST', '/faults', (body) => {
    world.faults.inject(readFault(body));
    return ok({});
  });
  add('DELETE', '/faults', () => {
    world.faults.clear();
    return ok({});
  });
  add('POST', '/invites/:id/accept', (body, { id = '' }) => acceptInvite(world, id, body));
  add('POST', '/invites/:id/decline', (_, { id = '' }) => declineInvite(world, id));
  app.all('/_sandbox/*', (context) => serveAdmin(context, () => plainError(404, 'No such sandbox route')));
}
