import { maxAliasesPlugin } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthPlugin } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesPlugin } from '@escape.tech/graphql-armor-max-directives';
import { maxTokensPlugin } from '@escape.tech/graphql-armor-max-tokens';
import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
  validate,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ErrorCode } from './errors.ts';
import { callsOf } from './federation/calls.ts';

/** How large an operation may be. What is larger is refused before it runs, with 400 and without a REST call. */
export interface Limits {
  /** Tokens of the document. @default 2000 */
  readonly tokens: number;
  /** Nested fields, fragments counted where they are spread. @default 14 */
  readonly depth: number;
  /** Aliased fields. @default 50 */
  readonly aliases: number;
  /** Directives. @default 20 */
  readonly directives: number;
  /** Fields of Query or Mutation in one operation. @default 20 */
  readonly rootFields: number;
  /** REST calls that the operation may need at the most, page sizes given by variables counted. @default 500 */
  readonly calls: number;
}

export const defaultLimits: Limits = {
  tokens: 2_000,
  depth: 14,
  aliases: 50,
  directives: 20,
  rootFields: 20,
  calls: 500,
};

/** Refuses operations beyond the limits, each with a code of its own list and without telling the limit. */
export function useLimits(limits: Limits): Plugin[] {
  const complex = { ...refusal('QUERY_TOO_COMPLEX'), allowList: [], flattenFragments: true };
  return [
    maxTokensPlugin({ n: limits.tokens, ...refusal('QUERY_TOO_LARGE') }) as Plugin,
    maxDepthPlugin({ n: limits.depth, ...complex }) as Plugin,
    maxAliasesPlugin({ n: limits.aliases, ...complex }) as Plugin,
    maxDirectivesPlugin({ n: limits.directives, ...complex }) as Plugin,
    {
      onParse({ parseFn, setParseFn }) {
        setParseFn((source, options) => {
          try {
            return parseFn(source, options);
          } catch (error) {
            // Nested deeper than the parser's stack, with tokens to spare.
            throw error instanceof RangeError ? tooMuch('QUERY_TOO_LARGE') : error;
          }
        });
      },
      onValidate({ addValidationRule, setValidationFn }) {
        addValidationRule(maxRootFields(limits.rootFields));
        // Suggestions would spell out a schema that was meant to be hidden; five errors are enough to go by.
        setValidationFn((schema: GraphQLSchema, document: DocumentNode, rules: ValidationRule[]) =>
          validate(schema, document, rules, { maxErrors: 5, hideSuggestions: true }),
        );
      },
      onExecute({ args, setResultAndStopExecution }) {
        if (callsOf(args) > limits.calls) setResultAndStopExecution({ errors: [tooMuch('QUERY_TOO_COMPLEX')] });
      },
    },
  ];
}

/** Refuses introspection and, which is the same by another name, `_service`. */
export const hideSchema: Plugin = {
  onValidate({ addValidationRule }) {
    addValidationRule(NoSchemaIntrospectionCustomRule);
    addValidationRule(
      (context: ValidationContext): ASTVisitor => ({
        Field(node) {
          if (node.name.value === '_service') {
            context.reportError(new GraphQLError('The SDL of this subgraph is not public.', { nodes: [node] }));
          }
        },
      }),
    );
  },
};

/** The armor plugins report in their own words and with 200: this makes it ours. */
function refusal(code: ErrorCode) {
  return {
    propagateOnRejection: false,
    exposeLimits: false,
    onReject: [
      (context: ValidationContext | null) => {
        const error = tooMuch(code);
        // The parser has no context to report to.
        if (context === null || !('reportError' in context)) throw error;
        context.reportError(error);
      },
    ],
  };
}

function tooMuch(code: ErrorCode): GraphQLError {
  return new GraphQLError('This operation is larger than this graph allows.', {
    extensions: { code, http: { status: 400 } },
  });
}

function maxRootFields(limit: number): ValidationRule {
  return (context) => ({
    OperationDefinition({ selectionSet }) {
      if (countFields(selectionSet, context, new Set()) > limit) context.reportError(tooMuch('QUERY_TOO_COMPLEX'));
    },
  });
}

function countFields({ selections }: SelectionSetNode, context: ValidationContext, spread: Set<string>): number {
  return selections.reduce((sum, selection) => {
    if (selection.kind === 'Field') return sum + 1;
    if (selection.kind === 'InlineFragment') return sum + countFields(selection.selectionSet, context, spread);
    const { value: name } = selection.name;
    const fragment = spread.has(name) ? undefined : context.getFragment(name);
    // A fragment that spreads itself is refused by another rule.
    return fragment ? sum + countFields(fragment.selectionSet, context, new Set([...spread, name])) : sum;
  }, 0);
}
