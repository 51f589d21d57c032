const WIDTH = 30;
const EVERY_MS = 200;
const EVERY_LINE_MS = 5_000;

/** A progress bar on a terminal; a line now and then where the output is a file. Writes to standard error. */
export class Progress {
  private label = '';
  private total = 0;
  private done = 0;
  private startedAt = 0;
  private drawnAt = 0;

  /** A quiet one draws nothing. */
  constructor(private readonly quiet = false) {}

  begin(label: string, total: number): void {
    this.end();
    this.label = label;
    this.total = total;
    this.done = 0;
    this.startedAt = Date.now();
    this.draw(true);
  }

  step(count = 1): void {
    this.done += count;
    this.draw(false);
  }

  /** Sets how many are done. */
  at(done: number): void {
    this.done = done;
    this.draw(false);
  }

  end(): void {
    if (this.label) this.draw(true);
    if (this.label && !this.quiet && process.stderr.isTTY) process.stderr.write('\n');
    this.label = '';
  }

  private draw(now: boolean): void {
    const pause = process.stderr.isTTY ? EVERY_MS : EVERY_LINE_MS;
    if (this.quiet || (!now && Date.now() - this.drawnAt < pause)) return;
    this.drawnAt = Date.now();
    const seconds = ((Date.now() - this.startedAt) / 1000).toFixed(1);
    const share = this.total === 0 ? 1 : Math.min(1, this.done / this.total);
    const bar = '#'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '.');
    const line = `${this.label.padEnd(16)} [${bar}] ${this.done}/${this.total}  ${seconds} s`;
    process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`);
  }
}
