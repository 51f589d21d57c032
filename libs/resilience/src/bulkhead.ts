/** Bounds calls under way. A place is given back when the work has really ended, not when its caller stopped waiting. */
export class Bulkhead {
  private taken = 0;
  private readonly waiting = new Set<() => void>();

  constructor(
    readonly places: number,
    private readonly queue = 0,
  ) {}

  get inFlight(): number {
    return this.taken;
  }

  /** Takes a place; undefined when there is none. The result gives it back, once. */
  enter(): (() => void) | undefined {
    if (this.taken >= this.places) return undefined;
    return this.take();
  }

  /** Takes a place as soon as there is one, first come first served; undefined when too many wait, or the signal ends it. */
  wait(signal: AbortSignal): Promise<(() => void) | undefined> {
    if (this.waiting.size >= this.queue || signal.aborted) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const leave = (place: (() => void) | undefined) => {
        this.waiting.delete(turn);
        signal.removeEventListener('abort', giveUp);
        resolve(place);
      };
      const turn = () => leave(this.take());
      const giveUp = () => leave(undefined);
      this.waiting.add(turn);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  private take(): () => void {
    this.taken += 1;
    let inside = true;
    return () => {
      if (inside) this.free();
      inside = false;
    };
  }

  private free(): void {
    this.taken -= 1;
    const [next] = this.waiting;
    if (this.taken < this.places) next?.();
  }
}
