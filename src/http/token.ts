import { readFileSync } from 'node:fs';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { isGuid } from '../wix/values.ts';
import type { Grant } from './grant.ts';
import { RemoteKeySet } from './key-set.ts';

export interface TokenSettings {
  /** Location of the keys: an https URL (http on a loopback address), or the path of a JSON file. */
  readonly jwks: string;
  readonly issuer: string;
  readonly audience: string;
}

/** Returns the grant of a token; null if the token is not valid. Rejects if the keys can't be fetched. */
export type VerifyToken = (token: string) => Promise<Grant | null>;

/** Only asymmetric signatures: with a shared secret, everyone who can verify a token could also create one. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Tolerated clock difference. */
const leewaySeconds = 60;

/** Maximum length of `iss` and `sub`, because they are part of cache keys. */
const maxClaim = 1_024;

/** Maximum number of scopes and accounts in a token. */
const maxNames = 1_000;

/**
 * Verifies JSON Web Tokens: signature, issuer, audience, expiry (required) and start. `scope` (or `scp`) contains permissions by their
 * names at Wix, `wix_account_ids` the accounts. Without the latter, the token covers only `accountId`.
 *
 * Throws if the key file can't be read.
 */
export function createTokenVerifier(settings: TokenSettings, accountId: string): VerifyToken {
  const keys = /^https?:/.test(settings.jwks)
    ? new RemoteKeySet(new URL(settings.jwks)).get
    : createLocalJWKSet(JSON.parse(readFileSync(settings.jwks, 'utf8')) as JSONWebKeySet);
  const { issuer, audience } = settings;
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms,
        issuer,
        audience,
        clockTolerance: leewaySeconds,
        requiredClaims: ['exp', 'sub'],
      });
      return grantOf(payload, accountId);
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  };
}

function grantOf(payload: JWTPayload, accountId: string): Grant | null {
  const { iss, sub, scope, scp, wix_account_ids: accounts = [accountId] } = payload;
  if (!isName(iss) || !isName(sub)) return null;
  const scopes = scopesOf(scope ?? scp ?? '');
  const accountIds = texts(accounts)?.map((id) => id.toLowerCase()) ?? [];
  if (scopes === null || accountIds.length === 0 || !accountIds.every(isGuid)) return null;
  return {
    subject: JSON.stringify([iss, sub]),
    accountIds: new Set(accountIds),
    scopes: new Set(scopes),
  };
}

/** Whether a claim identifies a subject. Empty subjects or other types could be confused with each other. */
function isName(claim: unknown): claim is string {
  return typeof claim === 'string' && claim.trim() !== '' && claim.length <= maxClaim;
}

/** Returns the scopes of a space-separated text or a list; null for anything else. */
function scopesOf(claim: unknown): readonly string[] | null {
  return typeof claim === 'string' ? texts(claim.split(' ').filter((one) => one !== '')) : texts(claim);
}

function texts(value: unknown): readonly string[] | null {
  const isList = Array.isArray(value) && value.length <= maxNames && value.every((item) => typeof item === 'string');
  return isList ? (value as string[]) : null;
}
