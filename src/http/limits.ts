import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import { MaxTokensParserWLexer } from '@escape.tech/graphql-armor-max-tokens';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type ParseOptions,
  type Source,
  specifiedRules,
  type ValidationContext,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  validate,
} from 'graphql';
import type { MistakeOptions } from '../execution/input-mistake.ts';
import { literalsRule } from '../execution/literal-mistakes.ts';
import { closestName } from '../lib/closest-name.ts';
import type { ErrorCode } from './error-code.ts';
import { type ExceededLimit, tooMuch } from './errors.ts';
import { spreadOut } from './spread-out.ts';

/** Maximum size of an operation. A larger one is rejected before it runs, with 400 and without a REST call. */
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

/** Rules that a document must satisfy before it runs. */
export interface DocumentRules {
  /** Refuses what is too long, before it is looked up or kept anywhere. */
  checkLength(text: string): void;
  /** Throws for what is no document, or a larger one than the limits allow, with a code and the limit in `extensions`. */
  parse(source: string | Source, options?: ParseOptions): DocumentNode;
  /** Returns at most five errors. They suggest names of the schema only where introspection is on. */
  validate(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[];
}

/** Returns the settings for errors: they suggest names of the schema only where it is public. */
export function mistakeOptions(introspection: boolean): MistakeOptions {
  return introspection ? { suggest: closestName } : {};
}

/** Without `introspection`, neither introspection nor `_service`, which is the same by another name, is valid. */
export function documentRules(limits: Limits, introspection: boolean): DocumentRules {
  const complex = (limit: 'depth' | 'aliases' | 'directives') => ({
    ...refusal('QUERY_TOO_COMPLEX', { limit, maximum: limits[limit] }),
    n: limits[limit],
    allowList: [],
    flattenFragments: true,
  });
  const tokens = { limit: 'tokens', maximum: limits.tokens } as const;
  const rules = [
    ...specifiedRules.filter((rule) => rule !== ValuesOfCorrectTypeRule),
    literalsRule('GRAPHQL_VALIDATION_FAILED', mistakeOptions(introspection)),
    knownRoot,
    maxDepthRule(complex('depth')),
    maxAliasesRule(complex('aliases')),
    maxDirectivesRule(complex('directives')),
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule, noService]),
  ] as ValidationRule[];
  return {
    checkLength(text) {
      if (text.length > limits.characters) {
        throw tooMuch('QUERY_TOO_LARGE', { limit: 'characters', maximum: limits.characters, estimate: text.length });
      }
    },
    parse(source, options) {
      try {
        const config = { ...options, n: limits.tokens, ...refusal('QUERY_TOO_LARGE', tokens) };
        const document = new MaxTokensParserWLexer(source, config).parseDocument();
        for (const { root, all } of spreadOut(document)) {
          if (root > limits.rootFields) {
            throw tooMuch('QUERY_TOO_COMPLEX', { limit: 'rootFields', maximum: limits.rootFields, estimate: root });
          }
          if (all > maxSpreadOut) {
            throw tooMuch('QUERY_TOO_COMPLEX', { limit: 'fields', maximum: maxSpreadOut, estimate: all });
          }
        }
        return document;
      } catch (error) {
        // Nested deeper than the parser's stack, with tokens to spare.
        throw error instanceof RangeError ? tooMuch('QUERY_TOO_LARGE', tokens) : error;
      }
    },
    validate: (schema, document) =>
      validate(schema, document, rules, { maxErrors: 5, hideSuggestions: !introspection }).map(withField),
  };
}

/** Adds the argument or variable that an error of graphql-js is about, and the type expected there. */
function withField(error: GraphQLError): GraphQLError {
  const [, missing, type] = /argument "(\w+)" of type "([^"]+)" is required/.exec(error.message) ?? [];
  const [, variable, wanted] =
    /^Variable "\$(\w+)" of type "[^"]+" used in position expecting type "([^"]+)"/.exec(error.message) ?? [];
  const [node] = error.nodes ?? [];
  const unknown = /^Unknown argument/.test(error.message) && node?.kind === Kind.ARGUMENT ? node.name.value : undefined;
  const field = missing ?? variable ?? unknown;
  if (field === undefined) return error;
  const expectedType = type ?? wanted;
  Object.assign(error.extensions, { field, ...(expectedType === undefined ? {} : { expectedType }) });
  return error;
}

/**
 * The most fields of an operation with every fragment in place of its spreads. Fragments that spread each other twice double with
 * each step, and validation walks through all of it: so this is counted before.
 */
const maxSpreadOut = 5_000;

/** Refuses operations of a kind that the schema does not have: graphql-js does so only when they run. */
const knownRoot: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(new GraphQLError(`This graph has no ${node.operation} operations.`, { nodes: [node] }));
  },
});

const noService: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value === '_service') {
      context.reportError(new GraphQLError('The SDL of this subgraph is not public.', { nodes: [node] }));
    }
  },
});

/** The armor rules report in their own words and with 200: this makes it ours. */
function refusal(code: ErrorCode, exceeded: ExceededLimit) {
  return {
    propagateOnRejection: false,
    // Its own words have the size that it counted, except for tokens, where it stops counting.
    exposeLimits: true,
    onReject: [
      (context: ValidationContext | null, { message }: GraphQLError) => {
        const counted = /found (\d+)/.exec(message)?.[1];
        const error = tooMuch(code, { ...exceeded, ...(counted === undefined ? {} : { estimate: Number(counted) }) });
        // The parser has no context to report to.
        if (context === null || !('reportError' in context)) throw error;
        context.reportError(error);
      },
    ],
  };
}
