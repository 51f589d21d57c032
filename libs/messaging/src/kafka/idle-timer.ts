/** The part of kafkajs's request queue that is replaced here. */
interface RequestQueue {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

const PENDING_CHECK_MS = 10;
const PATCHED = Symbol.for('entrepot.kafkajs.idle-timer');

/**
 * kafkajs 2.2.4 re-arms a timer of 1 ms for ever on every broker connection, also when nothing waits (about 930
 * wake-ups a second and 2 % of a core each, and a TimeoutNegativeWarning on Node 24). The check exists for requests
 * that were held back; with none held back there is nothing to check, and the next request that is held back arms the
 * timer again. So: no request waiting, no timer.
 */
export function stopIdleTimer(): void {
  const queue = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue & { [PATCHED]?: true } };
  if (queue.prototype[PATCHED] === true) return;
  queue.prototype[PATCHED] = true;
  queue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
    const throttledMs = this.throttledUntil - Date.now();
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null;
        this.checkPendingRequests();
      },
      throttledMs > 0 ? throttledMs : PENDING_CHECK_MS,
    );
  };
}
