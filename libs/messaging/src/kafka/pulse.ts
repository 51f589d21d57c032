/**
 * What a reading shows of itself: signs that a broker answers, and tries to reach one. Without signs it hears nothing now; without
 * tries it will hear nothing ever again.
 */
export class Pulse {
  private lastSign = performance.now();
  private lastTry = performance.now();

  readonly sign = (): void => {
    this.lastSign = performance.now();
    this.lastTry = this.lastSign;
  };

  readonly try = (): void => {
    this.lastTry = performance.now();
  };

  get silentMs(): number {
    return Math.round(performance.now() - this.lastSign);
  }

  get idleMs(): number {
    return Math.round(performance.now() - this.lastTry);
  }
}
