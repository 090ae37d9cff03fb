import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { DocumentRules } from './limits.ts';

/** Documents that are valid, by their text. What is refused is not kept: everybody could fill it. */
export class CheckedDocuments {
  readonly #schema: GraphQLSchema;
  readonly #rules: DocumentRules;
  readonly #known = new LRUCache<string, DocumentNode>({
    max: 1_000,
    maxSize: 4_000_000,
    sizeCalculation: (_document, text) => text.length + 1,
  });

  constructor(schema: GraphQLSchema, rules: DocumentRules) {
    this.#schema = schema;
    this.#rules = rules;
  }

  /** The document of a text; null for one that is refused. */
  read(text: string): DocumentNode | null {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    try {
      const document = this.#rules.parse(text);
      if (this.#rules.validate(this.#schema, document).length > 0) return null;
      this.#known.set(text, document);
      return document;
    } catch {
      return null;
    }
  }
}
