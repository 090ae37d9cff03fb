import { readFileSync } from 'node:fs';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { isGuid } from '../wix/values.ts';
import type { Grant } from './grant.ts';

export interface TokenSettings {
  /** Where the keys are: an https URL (http on a loopback address), or the path of a JSON file. */
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

/** What jose throws when the keys could not be fetched or read, which is no fault of the token. */
const keyFaults = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

/**
 * Reads JSON Web Tokens: signature, issuer, audience, expiry (required) and start. `scope` (or `scp`) holds permissions as Wix
 * names them, `wix_account_ids` the accounts; without the latter the token is for `accountId` alone.
 *
 * Throws when the file of keys cannot be read.
 */
export function createTokenVerifier(settings: TokenSettings, accountId: string): VerifyToken {
  const keys = /^https?:/.test(settings.jwks)
    ? createRemoteJWKSet(new URL(settings.jwks), { timeoutDuration: 3_000 })
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
      if (error instanceof errors.JOSEError && !keyFaults.has(error.code)) return null;
      throw error;
    }
  };
}

function grantOf(payload: JWTPayload, accountId: string): Grant | null {
  const { iss, sub, scope, scp, wix_account_ids: accounts = [accountId] } = payload;
  const scopes = scope ?? scp ?? '';
  const accountIds = texts(accounts).map((id) => id.toLowerCase());
  if (accountIds.length === 0 || !accountIds.every(isGuid)) return null;
  return {
    subject: JSON.stringify([iss, sub]),
    accountIds: new Set(accountIds),
    scopes: new Set(typeof scopes === 'string' ? scopes.split(' ').filter((one) => one !== '') : texts(scopes)),
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : [];
}
