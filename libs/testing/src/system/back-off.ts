const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
/** A process that ran this long was healthy: its next restart is prompt again. */
const HEALTHY_AFTER_MS = 30_000;

/** How long to wait before the next start of a process that ended: half a second, then twice as long each time. */
export function nextDelay(previousMs: number, ranForMs: number): number {
  if (previousMs === 0 || ranForMs >= HEALTHY_AFTER_MS) return FIRST_DELAY_MS;
  return Math.min(previousMs * 2, LONGEST_DELAY_MS);
}
