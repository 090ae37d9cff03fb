import { shownRequestId } from '../wix/shown.ts';
import type { Log } from './log.ts';
import type { BegunOperation, Observe } from './observer.ts';
import { requestIdHeader } from './request-id.ts';

/** Codes that concern the operator: an outage, or a fault of this server. */
const troubles = /^(UPSTREAM_|DEADLINE_|OUTCOME_|INTERNAL_)/;

/** Maximum length of an operation's name in a line. */
const maxName = 100;

/** Maximum number of failed calls in a line. */
const maxFailedCalls = 5;

/**
 * Logs one line for each operation: at `info`, or at `warn` if Wix or this server failed, with Wix's ids of the failed calls. Documents,
 * variables and responses are never logged.
 */
export function logOperations(log: Log): Observe {
  return (headers) => {
    let begun: BegunOperation = { name: null, type: 'query' };
    let startedAt = 0;
    let calls = 0;
    const failedCalls: object[] = [];
    return {
      began: (operation) => {
        begun = operation;
        startedAt = performance.now();
      },
      ended: ({ result, codes }) => {
        const level = codes.some((code) => troubles.test(code)) ? 'warn' : 'info';
        if (!log.isLevelEnabled(level)) return;
        log[level](
          {
            requestId: headers.get(requestIdHeader),
            operation: begun.name?.slice(0, maxName) ?? null,
            type: begun.type,
            result,
            ...(codes.length === 0 ? {} : { codes }),
            calls,
            ...(failedCalls.length === 0 ? {} : { failedCalls }),
            timeMs: Math.round(performance.now() - startedAt),
          },
          'operation',
        );
      },
      sent: ({ name }) => {
        calls += 1;
        return ({ failure, status, reason, requestId }) => {
          if (failure === null || failedCalls.length >= maxFailedCalls) return;
          failedCalls.push({ call: name, failure, status, reason, wixRequestId: shownRequestId(requestId) });
        };
      },
      saved: () => {},
    };
  };
}
