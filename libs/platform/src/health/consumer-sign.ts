import type { VitalSign } from './vitals';

/** Session timeouts without a sign of life: by then the broker has long given the partitions away. */
const DEAF_AFTER_SESSIONS = 3;
/** A request that gets no answer is given up after 30 s; whoever has not tried for three times as long will not try again. */
const DEAD_AFTER_MS = 90_000;

/**
 * How the consumer is. Brokers that are away make it deaf, which no restart would heal: not ready, but alive, as long as it tries to
 * reach them. One that does not even try is dead. Requests are answered without it: the database is the outbox.
 */
export function consumerSign(
  times: { readonly silentMs: number | undefined; readonly idleMs: number | undefined },
  sessionTimeoutMs: number,
): VitalSign {
  const { silentMs = 0, idleMs = 0 } = times;
  const deafAfterMs = sessionTimeoutMs * DEAF_AFTER_SESSIONS;
  return {
    ok: silentMs <= deafAfterMs,
    atDoor: false,
    alive: idleMs <= Math.max(DEAD_AFTER_MS, deafAfterMs),
    details: { silentMs: times.silentMs, idleMs: times.idleMs },
  };
}
