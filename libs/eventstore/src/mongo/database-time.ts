import type { Connection } from 'mongoose';
import { within } from './within';

const ASK_EVERY_MS = 10_000;
const ANSWER_MS = 5_000;

/**
 * The database's time, to within half of the time that asking takes. Between the askings it goes on by the monotonic
 * clock; the process's own clock, which may be anywhere, counts only until the first answer.
 */
export class DatabaseTime {
  private offset = Date.now() - performance.now();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly connection: Connection) {}

  /** Milliseconds since the epoch. */
  readonly now = (): number => Math.round(performance.now() + this.offset);

  /** Resolves with the first answer; asks again by itself until `stop`. */
  async prepare(): Promise<void> {
    await this.ask();
    this.timer ??= setInterval(() => void this.ask().catch(() => undefined), ASK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Believes an answer only as far as it is sure: a slow one must not shake what a fast one has found out. */
  private async ask(): Promise<void> {
    const asked = performance.now();
    const reply = await within(ANSWER_MS, this.connection.db!.command({ hello: 1 }));
    const answered = performance.now();
    const doubt = (answered - asked) / 2;
    const found = (reply['localTime'] as Date).getTime() - (asked + doubt);
    if (Math.abs(found - this.offset) > doubt + 1) this.offset = found;
  }
}
