/** Runs work with at most `width` at once; `idle()` resolves when all of it is done, and rejects with the first failure. */
export class Lanes {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private failure: unknown;
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly width: number) {}

  /** Starts `work` when a lane is free. */
  run(work: () => Promise<void>): void {
    const start = () => {
      this.running += 1;
      void work()
        .catch((error: unknown) => (this.failure ??= error))
        .finally(() => this.release());
    };
    if (this.running < this.width) start();
    else this.waiting.push(start);
  }

  /** Resolves once a lane is free: keeps a producer from running ahead. */
  async room(): Promise<void> {
    while (this.running >= this.width) await new Promise<void>((resolve) => this.listeners.push(resolve));
    this.throwFailure();
  }

  async idle(): Promise<void> {
    while (this.running > 0) await new Promise<void>((resolve) => this.listeners.push(resolve));
    this.throwFailure();
  }

  throwFailure(): void {
    if (this.failure !== undefined) throw this.failure;
  }

  private release(): void {
    this.running -= 1;
    this.waiting.shift()?.();
    for (const listener of this.listeners.splice(0)) listener();
  }
}
