import type { GraphiQLOptions } from 'graphql-yoga';
import type { SampleOperation } from '../graph/samples.ts';
import { explainHeader } from './explain.ts';

export interface GraphiqlPage {
  /** The tabs, the first one in front. */
  readonly samples: readonly SampleOperation[];
  /** Whether requests carry the caller's own key and account: each tab then has inputs for both. */
  readonly callersKey?: boolean;
  /** Whether requests must show the router's secret: then every tab has a place for it. */
  readonly routerSecret?: boolean;
}

/**
 * GraphiQL with a tab for each sample. Every tab asks for `extensions.upstream`, and has the headers that the graph needs
 * with a text to be replaced. Headers are not kept in the browser: they hold keys.
 */
export function graphiqlOptions({ samples, callersKey, routerSecret }: GraphiqlPage): GraphiQLOptions {
  const headers = json({
    [explainHeader]: 'trace',
    ...(callersKey === true ? { authorization: 'a Wix API key', 'wix-account-id': 'the GUID of its account' } : {}),
    ...(routerSecret === true ? { 'x-router-secret': 'the secret of the router' } : {}),
  });
  return {
    title: 'Wix account graph',
    headers,
    defaultHeaders: headers,
    shouldPersistHeaders: false,
    defaultTabs: samples.map(({ document, variables }) => ({
      query: withShortLines(document),
      variables: variables === undefined ? '' : json(variables),
      headers,
    })),
  };
}

/** As wide as the editor is beside the documentation. */
const lineLength = 36;

/** The comment in front of a document in lines that are seen whole: GraphiQL's editor breaks none. */
function withShortLines(document: string): string {
  const [first = '', ...rest] = document.split('\n');
  return first.startsWith('# ') ? [...shortLines(first.slice(2)), ...rest].join('\n') : document;
}

function shortLines(comment: string): string[] {
  const lines: string[] = [];
  for (const word of comment.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= lineLength) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => `# ${line}`);
}

function json(value: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(value, null, 2);
}

/** Pressing on a tab moves it away from the pointer, which then does not click it: GraphiQL measures tabs before they are laid out. */
const style = '<style>.graphiql-tab { transform: none !important; } .graphiql-logo { white-space: nowrap; }</style>';

/**
 * Opens the tab that was left when the page is loaded again. GraphiQL looks for it by the query and variables of the last edit, and
 * opens an empty tab beside all others where there was none.
 */
const reopening = `<script>
  (() => {
    const { tabs = [], activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState')) ?? {};
    const tab = tabs[activeTabIndex];
    if (tab === undefined || new URLSearchParams(location.search).has('query')) return;
    for (const part of ['query', 'variables']) localStorage.setItem('graphiql:' + part, tab[part] ?? '');
  })();
</script>`;

/** The page, with all that it needs in it. */
export async function renderGraphiql(options: GraphiQLOptions): Promise<string> {
  // The bundle weighs nine megabytes: it is loaded with the first page that needs it.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return renderGraphiQL(options).replace('</head>', () => `${style}${reopening}</head>`);
}
