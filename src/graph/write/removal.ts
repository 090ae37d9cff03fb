import { WixError } from '../../wix/error.ts';

/**
 * Sends the removal of something by its id, for a write that may be sent once more after a lost answer: if Wix does not have it
 * then, the first try has removed it. Rejects as `send` does otherwise, a first "not found" included.
 */
export function removal(send: () => Promise<unknown>): () => Promise<void> {
  let tries = 0;
  return async () => {
    tries += 1;
    try {
      await send();
    } catch (error) {
      if (tries === 1 || !(error instanceof WixError && error.failure === 'notFound')) throw error;
    }
  };
}
