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
  type ValidationContext,
  type ValidationRule,
  validate,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ErrorCode } from '../errors.ts';
import { callsOf } from '../federation/calls.ts';
import { spreadOut } from './spread-out.ts';

/** How large an operation may be. What is larger is refused before it runs, with 400 and without a REST call. */
export interface Limits {
  /** Characters of the document. @default 65536 */
  readonly characters: number;
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
  characters: 65_536,
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
            const document = parseFn(source, options);
            if (spreadOut(document).some(({ root, all }) => root > limits.rootFields || all > maxSpreadOut)) {
              throw tooMuch('QUERY_TOO_COMPLEX');
            }
            return document;
          } catch (error) {
            // Nested deeper than the parser's stack, with tokens to spare.
            throw error instanceof RangeError ? tooMuch('QUERY_TOO_LARGE') : error;
          }
        });
      },
      onValidate({ setValidationFn }) {
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

/**
 * The most fields of an operation with every fragment in place of its spreads. Fragments that spread each other twice double with
 * each step, and validation walks through all of it: so this is counted before.
 */
const maxSpreadOut = 5_000;

/** Refuses long documents before they are looked up or kept anywhere. */
export function maxDocumentLength(limit: number): Plugin {
  return {
    onParams({ params }) {
      if (typeof params.query === 'string' && params.query.length > limit) throw tooMuch('QUERY_TOO_LARGE');
    },
  };
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
