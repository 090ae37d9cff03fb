import { createHash } from 'node:crypto';
import { parseSync } from 'vite';

/** A change of one place in a source file that a test should notice. */
export interface Mutation {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [name: string]: unknown;
}

const operators: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '??': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
};

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

/** The nodes below a node that hold values. Types are left out: they change nothing at run time. */
function childrenOf(node: Node): readonly Node[] {
  return Object.values(node)
    .flat()
    .filter(isNode)
    .filter(({ type }) => !type.startsWith('TS') || /^TS(As|Satisfies|NonNull)Expression$/.test(type))
    .filter(({ type }) => type !== 'ImportDeclaration');
}

type Change = readonly [start: number, end: number, after: string];

function changesOf(node: Node, text: string): readonly Change[] {
  const whole = (after: string): Change => [node.start, node.end, after];
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const after = operators[node['operator'] as string];
      const left = node['left'] as Node;
      const right = node['right'] as Node;
      const between = text.slice(left.end, right.start);
      if (after === undefined) return [];
      return [[left.end, right.start, between.replace(node['operator'] as string, after)]];
    }
    case 'UnaryExpression': {
      const argument = node['argument'] as Node;
      return node['operator'] === '!' ? [whole(text.slice(argument.start, argument.end))] : [];
    }
    case 'ConditionalExpression': {
      const [one, other] = [node['consequent'] as Node, node['alternate'] as Node];
      return [
        [
          one.start,
          other.end,
          `${text.slice(other.start, other.end)}${text.slice(one.end, other.start)}${text.slice(one.start, one.end)}`,
        ],
      ];
    }
    case 'IfStatement': {
      const test = node['test'] as Node;
      return [[test.start, test.end, `!(${text.slice(test.start, test.end)})`]];
    }
    case 'Literal': {
      const { value } = node;
      if (typeof value === 'boolean') return [whole(String(!value))];
      if (typeof value === 'number') return [whole(`(${text.slice(node.start, node.end)} + 1)`)];
      // Texts for people have spaces. What they say is not for these tests.
      return typeof value === 'string' && value !== '' && !value.includes(' ')
        ? [whole(`${text.slice(node.start, node.end - 1)}x'`)]
        : [];
    }
    default:
      return [];
  }
}

/** Returns every mutation of a source file. */
export function mutationsOf(file: string, text: string): readonly Mutation[] {
  const found: Mutation[] = [];
  const visit = (node: Node): void => {
    for (const [start, end, after] of changesOf(node, text)) {
      const line = text.slice(0, start).split('\n').length;
      found.push({ file, line, start, end, before: text.slice(start, end), after });
    }
    // A directive or a message decides nothing.
    if (node.type === 'ExpressionStatement' && 'directive' in node && node['directive'] !== null) return;
    for (const child of childrenOf(node)) {
      const isKey = child === node['key'] && node['computed'] !== true;
      const isMessage = node.type === 'NewExpression' && child.type !== 'ObjectExpression' && child !== node['callee'];
      if (!isKey && !isMessage) visit(child);
    }
  };
  visit(parseSync(file, text).program as unknown as Node);
  return found;
}

/** Chooses some mutations, the same ones each time, spread over all files. */
export function sampled(mutations: readonly Mutation[], count: number): readonly Mutation[] {
  const rank = ({ file, line, start, after }: Mutation) =>
    createHash('sha256').update(`${file}:${line}:${start}:${after}`).digest('hex');
  return mutations
    .map((mutation) => [rank(mutation), mutation] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .slice(0, count)
    .map(([, mutation]) => mutation);
}
