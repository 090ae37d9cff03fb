import { WixError } from '../../wix/error.ts';

/**
 * Returns a function that removes an object by its id, for a write that can be retried after a lost response. If Wix
 * returns "not found" on the retry, the first attempt removed the object. Otherwise rejects as `send` does, including a
 * "not found" of the first attempt. Set `isRetry` if an earlier request may have made the first attempt.
 */
export function removal(send: () => Promise<unknown>, isRetry = false): () => Promise<void> {
  let tries = isRetry ? 1 : 0;
  return async () => {
    tries += 1;
    try {
      await send();
    } catch (error) {
      if (tries === 1 || !(error instanceof WixError && error.failure === 'notFound')) throw error;
    }
  };
}
