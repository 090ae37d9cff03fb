import type { Call, CallContext } from '../../src/wix/call.ts';
import { prepareCall } from '../../src/wix/call.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import type { AnyEndpoint } from '../../src/wix/endpoint.ts';
import { WixError, type WixErrorDetails, type WixFailure } from '../../src/wix/error.ts';
import { accountId, readThing } from './local-server.ts';

/** A prepared read of a thing. */
export function callOf(thing = 'a', endpoint: AnyEndpoint = readThing): Call {
  return prepareCall(endpoint, { accountId, params: { thing } }, new ApiKey('IST.header.payload.signature'));
}

/** A context with ten seconds left, and what was noted in it. */
export function contextOf(
  given: Partial<CallContext> = {},
): CallContext & { readonly noted: { calls: number; saved: string[] } } {
  const noted = { calls: 0, saved: [] as string[] };
  const deadlineAt = performance.now() + 10_000;
  return {
    credential: 'a credential',
    tenant: () => 'a tenant',
    claim: null,
    caller: '',
    isBulk: false,
    signal: undefined,
    get remainingMs() {
      return Math.max(0, deadlineAt - performance.now());
    },
    observer: { sent: () => () => {}, saved: (_endpoint, by) => void noted.saved.push(by) },
    onStale: undefined,
    admitCall: () => {},
    countCall: () => {
      noted.calls += 1;
    },
    noted,
    ...given,
  };
}

export function failureLike(failure: WixFailure, details: Partial<WixErrorDetails> = {}): WixError {
  return new WixError(failure, 'failed', { endpoint: readThing.name, ...details });
}
