/** Maps the time of the data onto the real clock: `speed` times as fast, or without any waiting. */
export class DataClock {
  private readonly startedAt = Date.now();

  constructor(
    private readonly firstDataTime: number,
    private readonly speed: number | 'max',
  ) {}

  /** Resolves when the data time has come; at once for a time that is past, missing, or at full speed. */
  async until(dataTime: string | undefined): Promise<void> {
    if (this.speed === 'max' || dataTime === undefined) return;
    const due = this.startedAt + (Date.parse(dataTime) - this.firstDataTime) / this.speed;
    const wait = due - Date.now();
    // Node's timers hold 31 bits of milliseconds.
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(wait, 2_000_000_000)));
  }
}
