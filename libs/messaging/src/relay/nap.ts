import type { Clock } from '../runtime/clock';

/** A pause that can be cut short. */
export class Nap {
  private woken = false;
  private end: (() => void) | undefined;

  constructor(private readonly clock: Clock) {}

  sleep(ms: number): Promise<void> {
    if (this.woken) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.clock.after(ms, resolve);
      const end = () => {
        cancel();
        resolve();
      };
      this.end = end;
    });
  }

  /** From now on nobody sleeps any more. */
  wake(): void {
    this.woken = true;
    this.end?.();
  }
}
