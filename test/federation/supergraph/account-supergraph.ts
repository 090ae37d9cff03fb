import { printSubgraphSchema } from '@apollo/subgraph';
import type { SchemaOptions } from '../../../src/graph/federation/profile.ts';
import { buildSchema } from '../../../src/graph/schema.ts';
import type { UnexpectedError } from '../../../src/http/errors.ts';
import { configuredCaller } from '../../../src/http/identity.ts';
import { createGraphServer, createSchemaServer } from '../../../src/http/server.ts';
import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { createWixClient } from '../../../src/wix/client.ts';
import { ApiKey } from '../../../src/wix/credential.ts';
import { seedDesk, type TicketDesk } from '../tickets/desk.ts';
import { createTicketSchema } from '../tickets/schema.ts';
import { createTriageSchema } from '../triage/schema.ts';
import type { Subgraph } from './composers.ts';
import { type HostedSubgraph, hostSubgraph } from './subgraph-host.ts';

/** The account graph over a sandbox, with its neighbours, each served over HTTP. */
export interface AccountSupergraph {
  readonly sandbox: Sandbox;
  /** Where the sandbox listens. */
  readonly sandboxUrl: string;
  readonly desk: TicketDesk;
  readonly hosted: {
    readonly account: HostedSubgraph;
    readonly tickets: HostedSubgraph;
    readonly triage: HostedSubgraph;
  };
  /** What a composer takes. */
  readonly subgraphs: readonly Subgraph[];
  /** What a gateway has to show them. */
  readonly routerSecret: string;
  /** Errors that the subgraphs masked. */
  readonly unexpected: UnexpectedError[];
  close(): Promise<void>;
}

/** Starts the three subgraphs as they run in production: the router's secret is asked for. */
export async function startAccountSupergraph(options: SchemaOptions): Promise<AccountSupergraph> {
  const routerSecret = 'the secret that the router shows its subgraphs';
  const unexpected: UnexpectedError[] = [];
  const serving = {
    errors: { callersKey: false, onUnexpected: (error: UnexpectedError) => void unexpected.push(error) },
    routerSecrets: [routerSecret],
  };

  const sandbox = createSandbox();
  const upstream = await sandbox.listen();
  const client = createWixClient({ origin: upstream.url });
  const identify = configuredCaller(new ApiKey(sandbox.keys.owner), sandbox.accountId);
  const desk = seedDesk(sandbox);
  const schemas = {
    account: buildSchema(options),
    tickets: createTicketSchema(desk),
    triage: createTriageSchema(desk),
  };
  const account = createGraphServer({ ...serving, client, identify, schema: schemas.account });
  const tickets = createSchemaServer({ ...serving, schema: schemas.tickets, context: () => ({}) });
  const triage = createSchemaServer({ ...serving, schema: schemas.triage, context: () => ({}) });
  const hosted = {
    account: await hostSubgraph((request) => account.fetch(request)),
    tickets: await hostSubgraph((request) => tickets.fetch(request)),
    triage: await hostSubgraph((request) => triage.fetch(request)),
  };

  return {
    sandbox,
    sandboxUrl: upstream.url,
    desk,
    hosted,
    routerSecret,
    unexpected,
    subgraphs: (['account', 'tickets', 'triage'] as const).map((name) => ({
      name,
      url: hosted[name].url,
      sdl: printSubgraphSchema(schemas[name]),
    })),
    close: async () => {
      await Promise.all(Object.values(hosted).map((subgraph) => subgraph.close()));
      await client.close();
      await upstream.close();
    },
  };
}
