/** Bounds calls under way. A place is given back when the work has really ended, not when its caller stopped waiting. */
export class Bulkhead {
  private taken = 0;

  constructor(readonly places: number) {}

  get inFlight(): number {
    return this.taken;
  }

  /** Takes a place; undefined when there is none. The result gives it back, once. */
  enter(): (() => void) | undefined {
    if (this.taken >= this.places) return undefined;
    this.taken += 1;
    let inside = true;
    return () => {
      if (inside) this.taken -= 1;
      inside = false;
    };
  }
}
