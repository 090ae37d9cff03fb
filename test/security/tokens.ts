import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObjectType } from 'graphql';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { scopesOfField, scopesOfType } from '../../src/graph/federation/scopes.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import { scopeOf } from '../../src/wix/scope.ts';
import { allEndpoints } from '../support/coverage.ts';

const key = await generateKeyPair('ES256');
const file = join(mkdtempSync(join(tmpdir(), 'jwks-')), 'keys.json');
writeFileSync(file, JSON.stringify({ keys: [{ ...(await exportJWK(key.publicKey)), alg: 'ES256', kid: 'one' }] }));

/** The settings with which the program accepts tokens of {@link bearer}. */
export const tokenEnv = { JWT_JWKS: file, JWT_ISSUER: 'https://id.example', JWT_AUDIENCE: 'graph' } as const;

/** What a token allows. */
export interface Claims {
  readonly scopes: Iterable<string>;
  readonly accountIds: readonly string[];
  /** @default 'somebody' */
  readonly subject?: string;
}

/** The headers of a request with an accepted token and without the router's secret. */
export async function bearer({ scopes, accountIds, subject = 'somebody' }: Claims) {
  const token = await new SignJWT({ scope: [...scopes].join(' '), wix_account_ids: accountIds })
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .setIssuer(tokenEnv.JWT_ISSUER)
    .setAudience(tokenEnv.JWT_AUDIENCE)
    .setSubject(subject)
    .setExpirationTime('10m')
    .sign(key.privateKey);
  return { authorization: `Bearer ${token}`, 'x-router-secret': undefined };
}

const endpoints = await allEndpoints();

/** Every scope that reads need, without those of secrets. */
export const readScopes: ReadonlySet<string> = new Set(
  endpoints.filter(({ retry }) => retry === 'read').map((endpoint) => scopeOf(endpoint)),
);

/** Every scope that an endpoint, a field or a type needs. */
export const allScopes: ReadonlySet<string> = new Set([
  ...endpoints.map((endpoint) => scopeOf(endpoint)),
  ...Object.values(buildSchema().getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => [...scopesOfType(type), ...Object.values(type.getFields()).flatMap(scopesOfField)]),
]);

/** Every scope without one. */
export function allBut(scope: string): ReadonlySet<string> {
  return new Set([...allScopes].filter((other) => other !== scope));
}
