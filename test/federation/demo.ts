import process from 'node:process';
import { startAccountSupergraph } from './supergraph/account-supergraph.ts';
import { composers } from './supergraph/composers.ts';
import { gateways } from './supergraph/gateways.ts';

/** What the explorer opens with: a join in both directions. */
const defaultQuery = `# The tickets and what is computed from them come from the support desk, the rest from the account graph.
query SitesWithTickets {
  account {
    name
    sites(first: 5) {
      nodes {
        displayName
        url
        ticketSummary
        tickets {
          subject
          status
          assignee {
            name {
              full
            }
          }
        }
      }
    }
  }
}
`;

const port = Number(process.env['PORT'] || 4000);
const supergraph = await startAccountSupergraph({ profile: 'portable', authDirectives: false });
const { supergraphSdl, errors } = composers.guild(supergraph.subgraphs);
if (supergraphSdl === undefined) throw new Error(errors.join('\n'));

const gateway = await gateways
  .hive({ supergraphSdl, routerSecret: supergraph.routerSecret, port, hive: { graphiql: { defaultQuery } } })
  .catch((error: Error) => {
    process.stderr.write(`The gateway cannot listen on port ${port} (set PORT for another): ${error.message}\n`);
    return process.exit(1);
  });

process.stdout.write(
  [
    `The supergraph is at ${gateway.url}: open it in a browser to explore.`,
    ...supergraph.subgraphs.map(({ name, url }) => `  subgraph ${name.padEnd(8)} ${url}`),
    `  sandbox           ${supergraph.sandboxUrl}/_sandbox/calls shows the REST calls that were made`,
    'The subgraphs answer to the gateway only. Stop with Ctrl+C.',
    '',
  ].join('\n'),
);

const stop = async () => {
  await gateway.close();
  await supergraph.close();
};
process.once('SIGINT', () => void stop()).once('SIGTERM', () => void stop());
