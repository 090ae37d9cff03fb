import type { GraphiQLOptions } from 'graphql-yoga';
import type { SampleOperation } from '../graph/samples.ts';
import { explainHeader } from './explain.ts';

export interface GraphiqlPage {
  /** The tabs, the first one in front. */
  readonly samples: readonly SampleOperation[];
  /** Whether requests carry the caller's own key and account. Each tab then has inputs for both. */
  readonly callersKey?: boolean;
  /** Whether requests need the router secret. Each tab then has an input for it. */
  readonly routerSecret?: boolean;
}

/**
 * Renders GraphiQL with a tab for each sample. Every tab requests `extensions.upstream` and has placeholders for the headers that the
 * graph needs. The browser doesn't store headers, because they contain keys.
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

/** Width of the editor, in characters, beside the documentation. */
const lineLength = 36;

/** Wraps the comment above a document, because GraphiQL's editor doesn't wrap lines. */
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

/** Keeps tabs in place: GraphiQL measures them too early, so pressing a tab moves it away from the pointer and the click is lost. */
const style = '<style>.graphiql-tab { transform: none !important; } .graphiql-logo { white-space: nowrap; }</style>';

/**
 * Restores the active tab on reload. GraphiQL finds it by the query and variables of the last edit, and would open an additional empty
 * tab if nothing was edited.
 */
const reopening = `<script>
  (() => {
    const { tabs = [], activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState')) ?? {};
    const tab = tabs[activeTabIndex];
    if (tab === undefined || new URLSearchParams(location.search).has('query')) return;
    for (const part of ['query', 'variables']) localStorage.setItem('graphiql:' + part, tab[part] ?? '');
  })();
</script>`;

/** Returns the page, which loads nothing else. */
export async function renderGraphiql(options: GraphiQLOptions): Promise<string> {
  // The bundle has nine megabytes, so it is loaded for the first page only.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return renderGraphiQL(options).replace('</head>', () => `${style}${reopening}</head>`);
}
