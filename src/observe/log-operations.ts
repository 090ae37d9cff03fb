import { shownRequestId } from '../wix/shown.ts';
import type { Log } from './log.ts';
import type { BegunOperation, Observe } from './observer.ts';
import { requestIdHeader } from './request-id.ts';

/** Codes that concern the operator: something is down, or wrong with this server. */
const troubles = /^(UPSTREAM_|DEADLINE_|OUTCOME_|INTERNAL_)/;

/** The characters of an operation's name that one line holds. */
const maxName = 100;

/** Wix's ids of failed calls that one line names. */
const maxFailedCalls = 5;

/**
 * One line for each operation: `info`, or `warn` where Wix or this server failed, with Wix's ids of the failed calls. Nothing of
 * documents, variables or answers is logged.
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
