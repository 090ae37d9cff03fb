import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { fieldNameOf } from '../execution/input-mistake.ts';
import type { ErrorCode } from './error-code.ts';

interface Member {
  readonly fits: (value: unknown) => boolean;
  readonly is: string;
  /** Code for one of another kind. @default 'BAD_REQUEST' */
  readonly code?: ErrorCode;
}

/** Members of a request with the type of each. */
const members: Readonly<Record<string, Member>> = {
  query: { fits: isText, is: 'the text of a GraphQL document' },
  documentId: { fits: isText, is: 'the id of a trusted document' },
  operationName: { fits: isText, is: 'the name of an operation', code: 'OPERATION_RESOLUTION_FAILURE' },
  variables: { fits: isObject, is: 'an object' },
  extensions: { fits: isObject, is: 'an object' },
};

/** Reports the invalid member of a request, before the engine rejects the whole body. */
export const namedBodyFaults: Plugin = {
  onParams({ params }) {
    if (!isObject(params)) return;
    for (const [name, value] of Object.entries(params)) {
      const member = Object.hasOwn(members, name) ? members[name] : undefined;
      if (member === undefined)
        throw bodyFault(name, `is not part of a GraphQL request (${Object.keys(members).join(', ')}).`);
      if (value !== null && value !== undefined && !member.fits(value))
        throw bodyFault(name, `must be ${member.is}.`, member.code);
    }
  },
};

/** Rejects a request without a document, after plugins had the opportunity to find it by id or hash. */
export const documentIsNamed: Plugin = {
  onParams({ params }) {
    if (!isObject(params) || typeof params['query'] === 'string') return;
    throw bodyFault('query', 'must be the text of a GraphQL document.');
  },
};

function bodyFault(name: string, fault: string, code: ErrorCode = 'BAD_REQUEST'): GraphQLError {
  const field = fieldNameOf(name);
  return new GraphQLError(`The body of this request is invalid: ${field} ${fault}`, {
    extensions: { code, field, http: { status: 400, spec: false } },
  });
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
