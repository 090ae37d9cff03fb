import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { Random } from '../../../src/sandbox/seed/random.ts';
import type { Ask, CallerAnswer, Tenant } from './caller.ts';
import { falsehoods, History } from './history.ts';
import type { Tally } from './tally.ts';

/** What became of the writes of a run. */
export interface WriteCounts {
  keyed: number;
  unkeyed: number;
  duplicates: number;
  lost: number;
  /** Said to have failed, and done all the same. */
  denied: number;
  contradictions: number;
  unknown: number;
}

export interface WriterOptions {
  readonly sandbox: Sandbox;
  readonly tenant: Tenant;
  readonly ask: Ask;
  readonly url: () => string;
  readonly tally: Tally;
  readonly random: Random;
}

/** Codes with which it may be that a write was done. */
const openEnds = new Set(['OUTCOME_UNKNOWN', 'IDEMPOTENCY_IN_PROGRESS']);

/** The most folders and sites that a run makes: all of them fit on one page. */
const maxMade = 60;

/** Writes to an account of its own and reads it back, each answer held against what the sandbox had between question and answer. */
export function createWriter({ sandbox, tenant, ask, url, tally, random }: WriterOptions) {
  const { state } = sandbox;
  const counts: WriteCounts = {
    keyed: 0,
    unkeyed: 0,
    duplicates: 0,
    lost: 0,
    denied: 0,
    contradictions: 0,
    unknown: 0,
  };
  const isOwn = ({ accountId }: { accountId: string }) => accountId === tenant.accountId;
  const folders = new History(state.folders, (folder) => (isOwn(folder) ? folder.name : undefined));
  const sites = new History(state.sites, (site) =>
    isOwn(site) ? { displayName: site.displayName, isPublished: site.published } : undefined,
  );
  const ownFolders = () => [...state.folders.values()].filter(isOwn);
  const ownSites = () => [...state.sites.values()].filter((site) => isOwn(site) && site.trashedDate === undefined);
  let names = 0;

  /** Sends a write, as a gateway three times where it has a key, and counts its effects. */
  const create = async (field: 'createFolder' | 'createSite'): Promise<void> => {
    names += 1;
    const name = `Chaos ${field} ${names}`;
    const isKeyed = random.chance(0.6);
    const query = `mutation ($name: String!, $key: String) { ${field}(input: { name: $name, idempotencyKey: $key }) {
      ${field === 'createFolder' ? 'made: folder { id name }' : 'made: site { id name: displayName }'} userErrors { code } } }`;
    const variables = { name, key: isKeyed ? `key-${names}` : null };
    // All to one process: keys are not shared between processes.
    const to = url();
    const send = () => ask(tenant, query, variables, to);
    const answers = isKeyed ? [...(await Promise.all([send(), send()])), await send()] : [await send()];
    counts[isKeyed ? 'keyed' : 'unkeyed'] += 1;
    const effects =
      field === 'createFolder'
        ? ownFolders().filter((folder) => folder.name === name).length
        : ownSites().filter((site) => site.displayName === name).length;
    const done = answers.filter((answer) => answer !== null && codeOf(answer, field) === undefined);
    const isOpen = answers.some((answer) => answer === null || openEnds.has(codeOf(answer, field) ?? ''));
    if (effects > 1) counts.duplicates += 1;
    if (done.length > 0 && effects === 0) counts.lost += 1;
    if (done.length === 0 && !isOpen && effects > 0) counts.denied += 1;
    if (done.length === 0 && isOpen) counts.unknown += 1;
    const ids = done.flatMap((answer) => answer?.data[field].made?.id ?? []);
    if (new Set(ids).size > 1) counts.contradictions += 1;
    const isRight =
      effects <= 1 && (done.length === 0 || effects === 1) && (done.length > 0 || isOpen || effects === 0);
    if (!isRight) {
      const seen = answers
        .map((answer) => (answer === null ? 'no answer' : (codeOf(answer, field) ?? 'done')))
        .join(', ');
      tally.isWrong(`${field} ${name}`, [`${effects} effects after ${seen}`]);
    } else if (done.length > 0) tally.answersTrue += 1;
  };

  const rename = async (): Promise<void> => {
    const own = ownFolders();
    const folder = own[random.integer(0, Math.max(0, own.length - 1))];
    if (folder === undefined) return;
    names += 1;
    const name = `Renamed ${names}`;
    const query =
      'mutation ($id: ID!, $name: String!) { renameFolder(input: { folderId: $id, name: $name }) { folder { id name } userErrors { code } } }';
    const answer = await ask(tenant, query, { id: folder.id, name });
    if (answer === null) return;
    const code = codeOf(answer, 'renameFolder');
    const had = folders.during(folder.id, answer.from, answer.to).includes(name);
    if (code === undefined && !had) tally.isWrong('renameFolder', ['said to be done, and was not']);
    else if (code !== undefined && !openEnds.has(code) && had) tally.isWrong('renameFolder', [`${code}, and was done`]);
    else if (code === undefined) tally.answersTrue += 1;
  };

  const publish = async (): Promise<void> => {
    const own = ownSites();
    const site = own[random.integer(0, Math.max(0, own.length - 1))];
    if (site === undefined) return;
    const query =
      'mutation ($id: ID!) { publishSite(input: { siteId: $id }) { site { id isPublished } userErrors { code } } }';
    const answer = await ask(tenant, query, { id: site.id });
    if (answer === null || codeOf(answer, 'publishSite') !== undefined) return;
    if (state.sites.get(site.id)?.published !== true) tally.isWrong('publishSite', ['said to be done, and was not']);
    else tally.answersTrue += 1;
  };

  const readFolders = async (): Promise<void> => {
    const answer = await ask(tenant, '{ account { folders { id name } } }');
    const listed: { id: string; name: string }[] | null | undefined = answer?.data?.account?.folders;
    if (answer === null || !hasList(answer, listed)) return;
    const shown = new Map(listed.map(({ id, name }) => [id, name]));
    check('folders', listed, shown, falsehoods(folders, shown, answer.from, answer.to, true, pendingOf(answer)));
  };

  const readSites = async (): Promise<void> => {
    const answer = await ask(
      tenant,
      '{ account { sites(first: 100) { nodes { id displayName isPublished } pageInfo { hasNextPage } } } }',
    );
    const listed: { id: string; displayName: string; isPublished: boolean }[] | null | undefined =
      answer?.data?.account?.sites?.nodes;
    if (answer === null || !hasList(answer, listed)) return;
    const isWhole = answer.data.account.sites.pageInfo.hasNextPage === false;
    const shown = new Map(listed.map(({ id, displayName, isPublished }) => [id, { displayName, isPublished }]));
    check('sites', listed, shown, falsehoods(sites, shown, answer.from, answer.to, isWhole, pendingOf(answer)));
  };

  const hasList = <T>(answer: CallerAnswer, list: T[] | null | undefined): list is T[] => {
    if (list !== null && list !== undefined) return true;
    if (answer.code === undefined) tally.isWrong('a list', ['null without an error']);
    return false;
  };

  const check = (
    what: string,
    listed: readonly unknown[],
    shown: ReadonlyMap<string, unknown>,
    wrong: readonly string[],
  ) => {
    if (listed.length !== shown.size) tally.isWrong(what, ['an item twice']);
    tally.isWrong(what, wrong);
    if (wrong.length === 0) tally.answersTrue += 1;
  };

  return {
    counts,
    /** One step, chosen by chance. */
    step: (): Promise<void> => {
      const draw = random.next();
      if (draw < 0.15 && ownFolders().length < maxMade) return create('createFolder');
      if (draw < 0.25 && ownSites().length < maxMade) return create('createSite');
      if (draw < 0.35) return rename();
      if (draw < 0.45) return publish();
      return draw < 0.75 ? readFolders() : readSites();
    },
  };
}

const pendingOf = ({ extensions }: CallerAnswer) => new Set(extensions?.consistency?.pending.map(({ id }) => id));

/** Why a write was not done; undefined for one that was, whatever became of the fields that were read after it. */
function codeOf(answer: CallerAnswer, field: string): string | undefined {
  const payload = answer.data?.[field] ?? null;
  return payload === null ? (answer.code ?? 'NO CODE') : payload.userErrors[0]?.code;
}
