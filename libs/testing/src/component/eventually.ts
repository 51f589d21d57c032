import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is as expected, at most `forMs` (10 s); gives back the last answer, for the test to judge. */
export async function eventually<T>(ask: () => Promise<T>, isDone: (answer: T) => boolean, forMs = 10_000): Promise<T> {
  const until = Date.now() + forMs;
  for (;;) {
    const answer = await ask();
    if (isDone(answer) || Date.now() > until) return answer;
    await sleep(50);
  }
}
