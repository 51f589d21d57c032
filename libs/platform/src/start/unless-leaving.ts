/** Somebody wants the process to end while it is still starting. */
export class LeftEarly extends Error {
  constructor() {
    super('asked to leave before the start was over');
    this.name = 'LeftEarly';
  }
}

/** A step of a start; throws `LeftEarly` as soon as the signal comes, and does not wait for the step then. */
export async function unlessLeaving<T>(signal: AbortSignal | undefined, step: () => Promise<T>): Promise<T> {
  if (signal?.aborted) throw new LeftEarly();
  if (signal === undefined) return step();
  const asked = new AbortController();
  const left = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new LeftEarly()), { once: true, signal: asked.signal });
  });
  return Promise.race([step(), left]).finally(() => asked.abort());
}
