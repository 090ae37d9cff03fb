import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { Random } from '../../../src/sandbox/seed/random.ts';
import { prepareRequest } from '../compare/request.ts';
import { type ComparedOperation, comparedOperations, type OperationName } from '../operations.ts';
import type { Foreknowledge } from '../servers/hive-operations.ts';
import type { ServerName } from '../servers/servers.ts';
import { bodies } from '../servers/wix-calls.ts';
import { listedSiteIds } from '../upstream/account.ts';
import type { Asked, Caller } from './callers.ts';

/** Makes the questions of callers for one server. */
export class Questions {
  readonly #server: ServerName;
  readonly #known: Foreknowledge;
  readonly #ids: readonly string[];
  readonly #operations: ReadonlyMap<OperationName, ComparedOperation>;

  constructor(server: ServerName, sandbox: Sandbox, known: Foreknowledge) {
    this.#server = server;
    this.#known = known;
    this.#ids = listedSiteIds(sandbox);
    this.#operations = new Map(comparedOperations(sandbox).map((operation) => [operation.name, operation]));
  }

  /** Asks for random single sites, each by a caller of its own, evenly over the time. */
  singles(perSecond: number, seconds: number, random: Random): Caller[] {
    return Array.from({ length: perSecond * seconds }, (_, turn) => ({
      startMs: (turn * 1_000) / perSecond,
      thinkMs: 0,
      questions: [this.#site(random)],
    }));
  }

  /** Asks as people with a dashboard do: mostly single sites, some lists. */
  mixed(callers: number, thinkMs: number, random: Random): Caller[] {
    return Array.from({ length: callers }, () => ({
      startMs: random.next() * thinkMs,
      thinkMs,
      questions: Array.from({ length: 100 }, () => this.#any(random)),
    }));
  }

  #any(random: Random): Asked {
    const dice = random.next();
    if (dice < 0.7) return this.#site(random);
    if (dice < 0.8) return this.#entities(random);
    if (dice < 0.9) return this.#compared('tiny');
    return this.#compared(dice < 0.95 ? 'medium' : 'team');
  }

  #site(random: Random): Asked {
    const id = this.#id(random);
    const body =
      this.#server === 'hive'
        ? {
            query:
              'query ($input: QuerySites_Input) { querySites(input: $input) { sites { id displayName published } } }',
            variables: { input: bodies.sitesById([id]) },
          }
        : {
            query: 'query Site($ids: [ID!]!) { sites(ids: $ids) { id displayName isPublished } }',
            variables: { ids: [id] },
          };
    return { body: JSON.stringify(body), contains: [id] };
  }

  #entities(random: Random): Asked {
    const ids = Array.from({ length: 10 }, () => this.#id(random));
    const operation = this.#operation('entities');
    const variables = { representations: ids.map((id) => ({ __typename: 'Site', id })) };
    return { body: this.#body({ ...operation, variables }), contains: ids };
  }

  /** An operation of the comparison, whose answer has a stamp. */
  #compared(name: OperationName): Asked {
    return { body: this.#body(this.#operation(name)), contains: ['@'] };
  }

  #body(operation: ComparedOperation): string {
    return prepareRequest(this.#server, '', operation, this.#known).body;
  }

  #operation(name: OperationName): ComparedOperation {
    const operation = this.#operations.get(name);
    if (operation === undefined) throw new Error(`There is no operation ${name}.`);
    return operation;
  }

  #id(random: Random): string {
    return this.#ids[random.integer(0, this.#ids.length - 1)] as string;
  }
}
