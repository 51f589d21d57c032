/** Thrown when a try was ended by its clock or by its caller. */
export class TryEnded extends Error {}

export interface TryLimits {
  readonly timeoutMs: number;
  /** Ends the try too: the deadline of the whole call, or the caller. */
  readonly outer: AbortSignal;
  /** Runs when the work has really ended, which may be long after the try was given up. */
  readonly ended: () => void;
}

/** Runs `work` with an AbortSignal of its own. Gives up at the limit whether or not the work listens to its signal. */
export function timedTry<T>(work: (signal: AbortSignal) => Promise<T>, limits: TryLimits): Promise<T> {
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => {
      const end = new TryEnded('given up');
      controller.abort(end);
      reject(end);
    };
    const timer = setTimeout(giveUp, limits.timeoutMs);
    limits.outer.addEventListener('abort', giveUp, { once: true });
    const cleanUp = () => {
      clearTimeout(timer);
      limits.outer.removeEventListener('abort', giveUp);
      limits.ended();
    };
    if (limits.outer.aborted) giveUp();
    startWork(work, controller.signal).then(resolve, reject).finally(cleanUp);
  });
}

async function startWork<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return work(signal);
}
