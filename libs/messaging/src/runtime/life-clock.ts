import type { Clock } from './clock';

/** A clock for as long as something lives: when that ends, nothing that it had planned happens any more. */
export class LifeClock implements Clock {
  private readonly planned = new Set<() => void>();
  private ended = false;

  constructor(private readonly clock: Clock) {}

  now(): number {
    return this.clock.now();
  }

  elapsed(): number {
    return this.clock.elapsed();
  }

  after(ms: number, run: () => void): () => void {
    if (this.ended) return () => undefined;
    const cancel = this.clock.after(ms, () => {
      this.planned.delete(cancel);
      run();
    });
    this.planned.add(cancel);
    return () => {
      this.planned.delete(cancel);
      cancel();
    };
  }

  end(): void {
    this.ended = true;
    for (const cancel of this.planned) cancel();
    this.planned.clear();
  }
}
