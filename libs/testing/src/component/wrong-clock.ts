/** Makes the clock of this process wrong by so many milliseconds, until the answer is called. Monotonic time stays. */
export function wrongClock(byMs: number): () => void {
  const right = globalThis.Date;
  class WrongDate extends right {
    constructor(...given: readonly unknown[]) {
      if (given.length === 0) super(right.now() + byMs);
      else super(...(given as [number]));
    }

    static override now(): number {
      return right.now() + byMs;
    }
  }
  // Schemas know types by their names.
  Object.defineProperty(WrongDate, 'name', { value: 'Date' });
  globalThis.Date = WrongDate as DateConstructor;
  return () => {
    globalThis.Date = right;
  };
}
