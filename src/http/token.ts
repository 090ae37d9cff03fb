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

/** Answers what a token allows; null for one that must not be trusted. Rejects when the keys cannot be had. */
export type VerifyToken = (token: string) => Promise<Grant | null>;

/** Signatures only by a private key: with a shared secret or none, whoever can verify a token could write one. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Clocks may differ by this much. */
const leewaySeconds = 60;

/** The longest `iss` and `sub`: what is kept for a caller is kept under them. */
const maxClaim = 1_024;

/** More scopes and accounts than any token names. */
const maxNames = 1_000;

/**
 * Reads JSON Web Tokens: signature, issuer, audience, expiry (required) and start. `scope` (or `scp`) holds permissions as Wix
 * names them, `wix_account_ids` the accounts; without the latter the token is for `accountId` alone.
 *
 * Throws when the file of keys cannot be read.
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

/** Whether a claim names somebody: two subjects that are empty, or are not texts, could be taken for one. */
function isName(claim: unknown): claim is string {
  return typeof claim === 'string' && claim.trim() !== '' && claim.length <= maxClaim;
}

/** Scopes as a text with spaces or as a list; null for anything else. */
function scopesOf(claim: unknown): readonly string[] | null {
  return typeof claim === 'string' ? texts(claim.split(' ').filter((one) => one !== '')) : texts(claim);
}

function texts(value: unknown): readonly string[] | null {
  const isList = Array.isArray(value) && value.length <= maxNames && value.every((item) => typeof item === 'string');
  return isList ? (value as string[]) : null;
}
