import type { Progress } from '../../tools/replay/progress';

const PATIENCE_MS = 60_000;

/** Resolves when so many are done, or when none was for a minute. */
export async function untilAll(count: number, done: () => number, progress: Progress): Promise<void> {
  let last = done();
  let since = Date.now();
  while (done() < count && Date.now() - since < PATIENCE_MS) {
    if (done() !== last) since = Date.now();
    last = done();
    progress.at(last);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  progress.at(done());
}
