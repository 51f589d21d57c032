/** A failed call that says for sure that the other side has done nothing: there is nothing to ask about. */
export function wasNotSent(error: unknown): boolean {
  return (error as { unknownOutcome?: unknown } | null | undefined)?.unknownOutcome === false;
}

/** What a failed call said about when to try again. */
export function retryAfter(error: unknown): number | undefined {
  const ms = (error as { retryAfterMs?: unknown } | null | undefined)?.retryAfterMs;
  return typeof ms === 'number' && ms >= 0 ? ms : undefined;
}
