import { describe, expect, it } from 'vitest';
import { selfTimes } from './summary.ts';

const frame = (id: number, functionName: string, url = '', lineNumber = 0) => ({
  id,
  callFrame: { functionName, url, lineNumber },
});

describe('a profile', () => {
  const { functions, modules } = selfTimes({
    nodes: [
      frame(1, '(idle)'),
      frame(2, 'parse', 'file:///p/node_modules/graphql/language/parser.js', 9),
      frame(3, 'lex', 'file:///p/node_modules/graphql/language/lexer.js', 4),
      frame(4, 'send', 'file:///p/src/wix/send.ts', 30),
      frame(5, '(garbage collector)'),
      frame(6, 'onread', 'node:internal/stream_base_commons', 1),
    ],
    samples: [1, 2, 3, 4, 5, 6, 2],
    timeDeltas: [900, 20, 20, 10, 20, 10, 20],
  });

  it('counts the time of a function itself, waiting left out', () => {
    expect(functions.slice(0, 2)).toEqual([
      { name: 'parse graphql/language/parser.js:10', share: 0.4 },
      { name: 'lex graphql/language/lexer.js:5', share: 0.2 },
    ]);
    expect(functions.map(({ name }) => name)).not.toContain('(idle)');
  });

  it('adds it up by package, folder of the project and part of Node', () => {
    expect(modules).toEqual([
      { name: 'graphql', share: 0.6 },
      { name: '(garbage collector)', share: 0.2 },
      { name: 'src/wix/', share: 0.1 },
      { name: 'node:internal/stream_base_commons', share: 0.1 },
    ]);
  });
});
