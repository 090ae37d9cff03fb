import { type DocumentNode, GraphQLError, type GraphQLSchema, type Source } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { DocumentRules } from './limits.ts';
import { bytesOfDocument } from './retained-bytes.ts';
import { SeenBefore } from './seen-before.ts';

/** Default budget in bytes for valid documents and the plans made from them. */
const defaultMaxBytes = 64 * 1024 * 1024;

/** Maximum share of the budget for one document. */
const maxShare = 0.25;

/** Counts the memory of everything derived from a document that lives as long as it does. */
export interface RetainedBytes {
  /** Adds bytes that are retained with the document. */
  grew(document: DocumentNode, bytes: number): void;
}

interface Known {
  readonly document: DocumentNode;
  readonly bytes: number;
}

/**
 * Caches valid documents by their text, for every engine of one schema: fast path, yoga, explanations and traces. A document is cached
 * when it comes the second time, so that many different documents of one caller don't evict the others' documents. Invalid ones are not
 * cached. The budget counts the bytes that a document and its plans retain: 100 to 250 times its text.
 */
export class CheckedDocuments implements RetainedBytes {
  readonly #schema: GraphQLSchema;
  readonly #rules: DocumentRules;
  readonly #known: LRUCache<string, Known>;
  readonly #isChecked = new WeakSet<DocumentNode>();
  readonly #seen = new SeenBefore();

  constructor(schema: GraphQLSchema, rules: DocumentRules, maxBytes = defaultMaxBytes) {
    this.#schema = schema;
    this.#rules = rules;
    this.#known = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.floor(maxBytes * maxShare),
      sizeCalculation: ({ bytes }) => bytes,
    });
  }

  /** Retained bytes. */
  get bytes(): number {
    return this.#known.calculatedSize;
  }

  /** Number of cached documents. */
  get size(): number {
    return this.#known.size;
  }

  /** Returns the document of a text, or the errors that make it invalid. */
  read(text: string): DocumentNode | readonly GraphQLError[] {
    let document: DocumentNode;
    try {
      document = this.parse(text);
    } catch (error) {
      if (error instanceof GraphQLError) return [asRequestFault(error, 'GRAPHQL_PARSE_FAILED')];
      throw error;
    }
    const errors = this.validate(document);
    return errors.length === 0 ? document : errors.map((error) => asRequestFault(error, 'GRAPHQL_VALIDATION_FAILED'));
  }

  /** Parses a text unless it is cached. Throws a GraphQLError if it is not a document. */
  parse(source: string | Source): DocumentNode {
    const text = typeof source === 'string' ? source : source.body;
    return this.#known.get(text)?.document ?? this.#rules.parse(source);
  }

  /** Returns at most five errors. Caches a valid document that it has seen before. */
  validate(document: DocumentNode): readonly GraphQLError[] {
    if (this.#isChecked.has(document)) return [];
    const errors = this.#rules.validate(this.#schema, document);
    if (errors.length > 0) return errors;
    this.#isChecked.add(document);
    const text = document.loc?.source.body;
    if (text !== undefined && this.#seen.note(text)) {
      this.#known.set(text, { document, bytes: bytesOfDocument(document, text) });
    }
    return errors;
  }

  grew(document: DocumentNode, bytes: number): void {
    const text = document.loc?.source.body;
    const known = text === undefined ? undefined : this.#known.peek(text);
    if (text === undefined || known?.document !== document) return;
    this.#known.set(text, { document, bytes: known.bytes + bytes });
  }
}

/** Gives an error of a document the code and status that yoga gives it. */
function asRequestFault(error: GraphQLError, code: string): GraphQLError {
  const { http, ...extensions } = error.extensions;
  Object.assign(error.extensions, {
    ...extensions,
    code: extensions['code'] ?? code,
    http: { spec: true, status: 400, ...(http as object | undefined) },
  });
  return error;
}

/** Size of the separate cache for all unproven callers, as a share of the budget. */
const unprovenShare = 1 / 8;

/** Separate caches for proven and unproven callers, so that unproven ones evict nothing of the others. */
export class DocumentShelves implements RetainedBytes {
  readonly #proved: CheckedDocuments;
  readonly #others: CheckedDocuments;

  constructor(schema: GraphQLSchema, rules: DocumentRules, maxBytes = defaultMaxBytes) {
    this.#proved = new CheckedDocuments(schema, rules, maxBytes);
    this.#others = new CheckedDocuments(schema, rules, maxBytes * unprovenShare);
  }

  /** Returns the cache that a caller uses. */
  of({ isProved }: { readonly isProved: boolean }): CheckedDocuments {
    return isProved ? this.#proved : this.#others;
  }

  grew(document: DocumentNode, bytes: number): void {
    this.#proved.grew(document, bytes);
    this.#others.grew(document, bytes);
  }
}

/** Makes yoga read documents through the cache of the caller. */
export function useCheckedDocuments(documentsOf: (request: Request) => CheckedDocuments, rules: DocumentRules): Plugin {
  return {
    onParams({ params }) {
      if (typeof params.query === 'string') rules.checkLength(params.query);
    },
    onParse({ setParseFn, context: { request } }) {
      setParseFn((source: string | Source) => documentsOf(request).parse(source));
    },
    onValidate({ setValidationFn, context: { request } }) {
      setValidationFn((_schema: GraphQLSchema, document: DocumentNode) => documentsOf(request).validate(document));
    },
  };
}
