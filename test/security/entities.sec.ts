import { describe, expect } from 'vitest';
import { row } from './ledger.ts';
import { type Answer, useStage } from './stage.ts';

const unknownId = '00000000-0000-4000-8000-000000000042';
const document = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Site { id displayName } ... on Account { id } } }`;

function faults({ errors }: Answer) {
  return errors.map(({ path, extensions }) => [path?.join('.'), extensions['code']]);
}

describe('_entities', () => {
  let failsFor: string | null = null;
  let change: ((sites: { id: string }[]) => object[]) | null = null;
  let underWay = 0;
  let most = 0;
  let isSlow = false;
  const stage = useStage({
    size: 'large',
    upstream: async (call) => {
      if (failsFor !== null && call.body.includes(failsFor)) return new Response('{}', { status: 503 });
      if (isSlow) {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setTimeout(resolve, 5));
        underWay -= 1;
      }
      if (change === null || !call.url.includes('/sites/query')) return null;
      const request = new Request(`http://sandbox${call.url}`, {
        method: call.method,
        headers: Object.entries(call.headers).map(([name, value]) => [name, String(value)] as [string, string]),
        body: call.body,
      });
      const body = (await (await stage.sandbox.fetch(request)).json()) as { sites: { id: string }[] };
      return Response.json({ ...body, sites: change(body.sites) });
    },
  });
  const { state, accountId } = stage.sandbox;
  const own = [...state.sites.values()].filter((site) => site.accountId === accountId);
  const foreign = [...state.sites.values()].filter(
    (site) => site.accountId !== accountId && state.accounts.get(site.accountId)?.parentAccountId !== accountId,
  );
  const ids = own.map(({ id }) => id);
  const site = (id: unknown) => ({ __typename: 'Site', id });
  const entities = (r: readonly unknown[]) => stage.ask(document, { r });

  row(
    'E1',
    'more than 10,000 different representations are refused without a call, 1,000 are answered within a second or two',
    async () => {
      const tooMany = await stage.ask(document, { r: Array.from({ length: 10_001 }, (_, n) => site(String(n))) });
      expect([400, 200]).toContain(tooMany.status);
      expect(['TOO_MANY_ENTITIES', 'QUERY_TOO_COMPLEX']).toContain(tooMany.code);
      expect(stage.calls).toEqual([]);
      const thousand = Array.from({ length: 1_000 }, (_, n) => site(ids[n % ids.length]));
      const { data, errors, elapsedMs } = await entities(thousand);
      expect(errors).toEqual([]);
      expect(data._entities.map((entity: { id: string }) => entity.id)).toEqual(thousand.map(({ id }) => id));
      expect(elapsedMs).toBeLessThan(2_000);
    },
  );

  row('E2', 'a bad one fails in its own place', async () => {
    const answer = await entities([
      site(ids[0]),
      { __typename: 'Nope' },
      { __typename: '__proto__' },
      site('..'),
      site(ids[1]),
      'str',
      7,
    ]);
    expect(answer.status).toBe(200);
    expect(answer.data._entities.map((entity: { id: string } | null) => entity?.id ?? null)).toEqual([
      ids[0],
      null,
      null,
      null,
      ids[1],
      null,
      null,
    ]);
    expect(faults(answer)).toEqual([1, 2, 3, 5, 6].map((at) => [`_entities.${at}`, 'BAD_USER_INPUT']));
  });

  row('E3', 'null in the list is refused before execution', async () => {
    const answer = await entities([site(ids[0]), null]);
    expect([answer.status, answer.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(stage.calls).toEqual([]);
  });

  row('E4', 'what names no entity type fails in its place', async () => {
    const representations = [
      { id: ids[0] },
      { __typename: 'Query' },
      { __typename: 'String' },
      { __typename: '_Entity' },
      { __typename: 'SiteConnection' },
      { __typename: 1 },
      { __typename: null },
      { __typename: ['Site'], id: ids[0] },
      { __typename: 'toString' },
    ];
    const answer = await entities(representations);
    expect(faults(answer)).toEqual(representations.map((_, at) => [`_entities.${at}`, 'BAD_USER_INPUT']));
    expect(stage.calls).toEqual([]);
  });

  row('E5', 'a key of another type fails in its place', async () => {
    const keys: unknown[] = [
      { $ne: null },
      [],
      1,
      true,
      '',
      'x'.repeat(10_000),
      null,
      undefined,
      [ids[0]],
      { toString: 'x' },
      `${ids[0]}\n`,
    ];
    const answer = await entities(keys.map(site));
    expect(faults(answer)).toEqual(keys.map((_, at) => [`_entities.${at}`, 'BAD_USER_INPUT']));
    expect(stage.calls).toEqual([]);
  });

  row('E6', 'the same key 500 times is asked for once', async () => {
    const answer = await entities(Array.from({ length: 500 }, () => site(ids[0])));
    expect(new Set(answer.data._entities.map((entity: { id: string }) => entity.id))).toEqual(new Set([ids[0]]));
    expect(stage.calls.length).toBe(1);
    expect(stage.calls[0]?.body.split(String(ids[0])).length).toBe(2);
  });

  row('E7', 'what does not exist is null without an error', async () => {
    const answer = await entities([site(unknownId)]);
    expect([answer.data, answer.errors]).toEqual([{ _entities: [null] }, []]);
  });

  row('E8', "somebody else's site looks like none, also in its time", async () => {
    const other = foreign[0]?.id;
    expect((await entities([site(other)])).text).toBe((await entities([site(unknownId)])).text);
    const times: [number[], number[]] = [[], []];
    for (let n = 0; n < 400; n += 1) {
      const { elapsedMs } = await entities([site(n % 2 === 0 ? unknownId : other)]);
      times[n % 2]?.push(elapsedMs);
    }
    const [unknown = 0, foreigners = 0] = times.map((list) => list.toSorted((a, b) => a - b)[100]);
    expect(foreigners / unknown).toBeGreaterThan(0.8);
    expect(foreigners / unknown).toBeLessThan(1.25);
  });

  row('E9', 'an answer that is shuffled, has gaps and doubles is put in order', async () => {
    const wanted = ids.slice(0, 100);
    const gone = new Set([wanted[3], wanted[50], wanted[99]]);
    change = (sites) => [...sites.filter(({ id }) => !gone.has(id)), ...sites.slice(5, 7)].reverse();
    const answer = await entities(wanted.map(site));
    change = null;
    expect(answer.errors).toEqual([]);
    expect(answer.data._entities.map((entity: { id: string } | null) => entity?.id ?? null)).toEqual(
      wanted.map((id) => (gone.has(id) ? null : id)),
    );
  });

  row('E10', 'a batch that fails takes no other with it', async () => {
    failsFor = String(ids[120]);
    const answer = await entities(ids.slice(0, 150).map(site));
    failsFor = null;
    const { _entities: found } = answer.data;
    expect(found.slice(0, 100).every((entity: object | null) => entity !== null)).toBe(true);
    expect(found.slice(100).every((entity: object | null) => entity === null)).toBe(true);
    expect(new Set(faults(answer).map(([, code]) => code))).toEqual(new Set(['UPSTREAM_UNAVAILABLE']));
    expect(answer.errors.length).toBe(50);
  });

  row('E11', 'what a representation claims beside its key is not believed', async () => {
    const answer = await entities([
      { ...site(foreign[0]?.id), ownerAccountId: accountId, displayName: 'mine', isAdmin: true },
      { ...site(ids[0]), displayName: 'other', ownerAccountId: foreign[0]?.accountId },
    ]);
    expect(answer.data._entities).toEqual([null, { __typename: 'Site', id: ids[0], displayName: own[0]?.displayName }]);
    expect(stage.calls.every(({ headers }) => headers['wix-account-id'] === accountId)).toBe(true);
  });

  row('E12', 'a hundred requests at once make a call each, and no more at once than allowed', async () => {
    isSlow = true;
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        entities(Array.from({ length: 100 }, (_, k) => site(ids[(n * 7 + k) % ids.length]))),
      ),
    );
    isSlow = false;
    expect(answers.every(({ errors }) => errors.length === 0)).toBe(true);
    expect(stage.calls.length).toBe(100);
    expect(most).toBeLessThanOrEqual(24);
  });
});
