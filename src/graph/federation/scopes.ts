import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isNullableType,
  isObjectType,
} from 'graphql';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import type { Payload } from '../write/run-write.ts';
import type { UserError } from '../write/user-error.ts';
import type { Upstream } from './upstream-plugin.ts';

type Field = GraphQLField<unknown, GraphContext>;

/**
 * The scopes that a token needs to read a type through whichever field leads to it: those that the SDL requires of the type. Empty for
 * types that need none.
 */
export function scopesOfType(type: GraphQLNamedType): readonly string[] {
  return (type.extensions['scopes'] as readonly string[] | undefined) ?? [];
}

/** The scopes that the SDL requires of a field, without those of the type that it returns. */
export function scopesOfField({ extensions }: Field): readonly string[] {
  return (extensions['scopes'] as readonly string[] | undefined) ?? [];
}

/**
 * Makes the schema refuse what its `@requiresScopes` says a token may not read or do, before anything is sent. The field is null with an
 * error, and its siblings stand. A dry run writes nothing, so it needs only what its reads need; its problems have what the write lacks.
 *
 * A field that can't be null is reached only through one that requires the same.
 */
export function enforceScopes(schema: GraphQLSchema): GraphQLSchema {
  const mutation = schema.getMutationType();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const scopes = [...new Set([...scopesOfField(field), ...scopesOfType(getNamedType(field.type))])];
      if (scopes.length > 0 && isNullableType(field.type)) guard(field, scopes, type === mutation);
    }
  }
  return schema;
}

function guard(field: Field, scopes: readonly string[], isWrite: boolean): void {
  const { resolve = defaultFieldResolver } = field;
  const { endpoint } = (field.extensions['upstream'] ?? {}) as Partial<Upstream>;
  const guarded = endpoint?.name ?? field.name;
  field.resolve = (parent, args, context, info) => {
    if (isWrite && isDryRun(args)) return withLacks(() => resolve(parent, args, context, info), args, context, scopes);
    const lacking = lackingScope(context, scopes);
    if (lacking !== null) throw lacks(lacking, guarded);
    return resolve(parent, args, context, info);
  };
}

/** Adds to the problems of a dry run what the caller's token lacks for the write. */
async function withLacks(
  plan: () => unknown,
  { input }: WriteArguments,
  { caller }: GraphContext,
  scopes: readonly string[],
): Promise<Payload<object>> {
  const payload = (await plan()) as Payload<object>;
  if (payload.dryRun === null || caller === null) return payload;
  const problems = [...payload.dryRun.problems];
  for (const scope of scopes) {
    if (!caller.scopes.has(scope)) problems.push(notPermitted(['input'], `The token lacks the scope ${scope}.`));
  }
  const { accountId } = input ?? {};
  if (typeof accountId === 'string' && !caller.accountIds.has(accountId.toLowerCase())) {
    problems.push(notPermitted(['input', 'accountId'], 'The token does not cover this account.'));
  }
  return { ...payload, dryRun: { ...payload.dryRun, problems } };
}

function notPermitted(path: readonly string[], message: string): UserError {
  return { code: 'NOT_PERMITTED', message, path, upstreamCode: null };
}

/** The first of these scopes that the caller's token lacks; null if it lacks none. */
export function lackingScope({ caller }: Pick<GraphContext, 'caller'>, needed: readonly string[]): string | null {
  if (caller === null) return null;
  return needed.find((scope) => !caller.scopes.has(scope)) ?? null;
}

/** The error of a call, field or type that is refused because the token lacks a scope. */
export function lacks(scope: string, guarded: string): WixError {
  const details = { endpoint: guarded, permission: scope, notSent: true };
  return new WixError('forbidden', 'not covered by the token', details);
}

interface WriteArguments {
  readonly input?: { readonly dryRun?: unknown; readonly accountId?: unknown };
}

function isDryRun({ input }: WriteArguments): boolean {
  return input?.dryRun === true;
}
