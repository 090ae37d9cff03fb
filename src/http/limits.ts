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

/** Maximum size of an operation. A larger one is rejected with 400, before it runs and without a REST call. */
export interface Limits {
  /** Characters of the document. @default 65536 */
  readonly characters: number;
  /** Tokens of the document. @default 2000 */
  readonly tokens: number;
  /** Depth of nested fields, fragments included. @default 14 */
  readonly depth: number;
  /** Aliased fields. @default 50 */
  readonly aliases: number;
  /** Directives. @default 20 */
  readonly directives: number;
  /** Fields of Query or Mutation in one operation. @default 20 */
  readonly rootFields: number;
  /** Estimated REST calls, including page sizes from variables. @default 500 */
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
  /** Rejects a document that is too long, before it is looked up or cached. */
  checkLength(text: string): void;
  /** Throws, with a code and the limit in `extensions`, if the text is not a document or exceeds a limit. */
  parse(source: string | Source, options?: ParseOptions): DocumentNode;
  /** Returns at most five errors. They suggest names of the schema only if introspection is on. */
  validate(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[];
}

/** Returns the settings for errors. They suggest names of the schema only if it is public. */
export function mistakeOptions(introspection: boolean): MistakeOptions {
  return introspection ? { suggest: closestName } : {};
}

/** Returns the rules. Without `introspection`, neither introspection nor `_service`, which also returns the schema, is valid. */
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
        // Nesting can overflow the parser's stack before the token limit.
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
 * Maximum fields of an operation with all fragments expanded. Fragments that spread each other twice double with each level, and
 * validation would visit every field, so they are counted before.
 */
export const maxSpreadOut = 5_000;

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

/** Converts the reports of the armor rules, which have their own texts and status 200, into our errors. */
function refusal(code: ErrorCode, exceeded: ExceededLimit) {
  return {
    propagateOnRejection: false,
    // Its message contains the counted size, except for tokens, where it stops at the limit.
    exposeLimits: true,
    onReject: [
      (context: ValidationContext | null, { message }: GraphQLError) => {
        const counted = /found (\d+)/.exec(message)?.[1];
        const error = tooMuch(code, { ...exceeded, ...(counted === undefined ? {} : { estimate: Number(counted) }) });
        // During parsing there is no validation context to report to.
        if (context === null || !('reportError' in context)) throw error;
        context.reportError(error);
      },
    ],
  };
}
