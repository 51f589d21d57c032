/**
 * Makes the clock of this process wrong by so many milliseconds, until the answer is called. Monotonic time stays. A function
 * gives the milliseconds anew for every look at the clock, so that it can jump.
 */
export function wrongClock(byMs: number | (() => number)): () => void {
  const right = globalThis.Date;
  const off = typeof byMs === 'number' ? () => byMs : byMs;
  class WrongDate extends right {
    constructor(...given: readonly unknown[]) {
      if (given.length === 0) super(right.now() + off());
      else super(...(given as [number]));
    }

    static override now(): number {
      return right.now() + off();
    }
  }
  // Schemas know types by their names.
  Object.defineProperty(WrongDate, 'name', { value: 'Date' });
  globalThis.Date = WrongDate as DateConstructor;
  return () => {
    globalThis.Date = right;
  };
}
